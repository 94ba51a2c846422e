package io.ticketblue.accounts.verification;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.TooManyMails;
import io.ticketblue.accounts.internal.throttle.ThrottleSettings;
import io.ticketblue.accounts.internal.verification.VerificationSettings;
import io.ticketblue.shared.limit.NetworkAddress;
import io.ticketblue.shared.limit.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * How often mails that verify an address may be asked for, counted for each address,
 * whether it has an account or not, and for each network address.
 */
@Component
class VerificationLimits {

    private final RateLimit mails;

    private final RateLimit requests;

    private final boolean exemptLoopback;

    VerificationLimits(VerificationSettings settings, ThrottleSettings throttle, Clock clock) {
        this.mails = new RateLimit(settings.mailsPerHour(), Duration.ofHours(1), clock);
        this.requests = new RateLimit(settings.requestsPerHour(), Duration.ofHours(1), clock);
        this.exemptLoopback = throttle.exemptLoopback();
    }

    /**
     * Counts a request of anybody.
     * @param email the address in its normal form
     * @param networkAddress from where
     * @throws TooManyMails if there were too many
     */
    void count(String email, @Nullable String networkAddress) {
        NetworkAddress.parse(networkAddress)
            .filter((network) -> !network.loopback() || !this.exemptLoopback)
            .flatMap((network) -> this.requests.count(network.network()))
            .ifPresent(VerificationLimits::refuse);
        this.mails.count(email).ifPresent(VerificationLimits::refuse);
    }

    /**
     * Counts a request of somebody who is signed in. Strangers who ask for the same
     * address do not count here.
     * @throws TooManyMails if there were too many
     */
    void count(AccountId account) {
        this.mails.count(subject(account)).ifPresent(VerificationLimits::refuse);
    }

    /** How long a request of somebody who is signed in would be refused, if it would. */
    Optional<Duration> refusedFor(AccountId account) {
        return this.mails.refusedFor(subject(account));
    }

    private static String subject(AccountId account) {
        return "account " + account;
    }

    private static void refuse(Duration wait) {
        throw new TooManyMails(wait);
    }

}
