package io.ticketblue.accounts.internal.throttle;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.ticketblue.accounts.TooManySignUps;
import io.ticketblue.shared.limit.NetworkAddress;
import io.ticketblue.shared.limit.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Limits how often one network address may sign up in an hour. It is what keeps a
 * stranger from asking for hash after hash.
 */
@Component
public class SignUpThrottle {

    private final RateLimit attempts;

    private final boolean exemptLoopback;

    SignUpThrottle(ThrottleSettings settings, Clock clock) {
        this.attempts = new RateLimit(settings.signUpsPerHour(), Duration.ofHours(1), clock);
        this.exemptLoopback = settings.exemptLoopback();
    }

    /**
     * Counts an attempt to sign up.
     * @param address from where, null for the application itself
     * @throws TooManySignUps if there were too many from there within the hour
     */
    public void enter(@Nullable String address) {
        network(address).flatMap(this.attempts::count).ifPresent((wait) -> {
            throw new TooManySignUps(wait);
        });
    }

    /**
     * Takes back an attempt that was refused for want of capacity.
     * @param address from where
     */
    public void takeBack(@Nullable String address) {
        network(address).ifPresent(this.attempts::takeBack);
    }

    private Optional<String> network(@Nullable String address) {
        return NetworkAddress.parse(address)
            .filter((network) -> !network.loopback() || !this.exemptLoopback)
            .map(NetworkAddress::network);
    }

}
