package io.ticketblue.accounts.staff;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.ticketblue.accounts.InviteCodeInvalid;
import io.ticketblue.accounts.internal.throttle.ThrottleSettings;
import io.ticketblue.shared.TooManyFailures;
import io.ticketblue.shared.limit.NetworkAddress;
import io.ticketblue.shared.limit.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Limits how many wrong invitation codes one network address may send. */
@Component
class WrongCodes {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final RateLimit limit;

    private final boolean exemptLoopback;

    WrongCodes(InvitationSettings settings, ThrottleSettings throttle, Clock clock) {
        this.limit = new RateLimit(settings.wrongCodes(), WINDOW, clock);
        this.exemptLoopback = throttle.exemptLoopback();
    }

    /**
     * Looks a code up unless too many were wrong. Only a wrong code stays counted:
     * neither a good one nor a failure of the database does.
     * @param networkAddress from where, null for the application itself
     * @param lookUp throws {@link InviteCodeInvalid} for a wrong code
     * @return what was found
     * @throws TooManyFailures after too many wrong codes from there
     */
    <T> T count(@Nullable String networkAddress, Supplier<T> lookUp) {
        Optional<String> network = NetworkAddress.parse(networkAddress)
            .filter((found) -> !found.loopback() || !this.exemptLoopback)
            .map(NetworkAddress::network);
        network.flatMap(this.limit::count).ifPresent((wait) -> {
            throw new TooManyFailures(wait);
        });
        boolean wrong = false;
        try {
            return lookUp.get();
        }
        catch (InviteCodeInvalid ex) {
            wrong = true;
            throw ex;
        }
        finally {
            if (!wrong) {
                network.ifPresent(this.limit::takeBack);
            }
        }
    }

}
