package io.ticketblue.accounts.staff;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How invitations to the staff end.
 *
 * @param validFor how long one can be accepted, 1 minute to 30 days
 * @param wrongCodes how many wrong codes one network address may send in 15 minutes, on
 * each node
 */
@ConfigurationProperties("ticketblue.accounts.invitations")
record InvitationSettings(@DefaultValue("7d") Duration validFor, @DefaultValue("20") int wrongCodes) {

    private static final Duration LONGEST = Duration.ofDays(30);

    InvitationSettings {
        if (validFor.compareTo(Duration.ofMinutes(1)) < 0 || validFor.compareTo(LONGEST) > 0) {
            throw new Misconfigured(
                    "ticketblue.accounts.invitations.valid-for is shorter than a minute or longer than 30 days",
                    "Set it to 7d.");
        }
        if (wrongCodes < 1) {
            throw new Misconfigured("ticketblue.accounts.invitations.wrong-codes is below 1", "Set it to 20.");
        }
    }

}
