package io.ticketblue.accounts.internal.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ticketblue.accounts.TooManySignUps;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Limits how often one network address may sign up in an hour, counted in the memory of
 * this node. It is what keeps a stranger from asking for hash after hash.
 */
@Component
public class SignUpThrottle {

    private static final Duration WINDOW = Duration.ofHours(1);

    private static final int MOST_NETWORKS = 100_000;

    private final ThrottleSettings limits;

    private final Clock clock;

    private final Cache<String, Window> windows = Caffeine.newBuilder()
        .maximumSize(MOST_NETWORKS)
        .expireAfterWrite(WINDOW)
        .build();

    SignUpThrottle(ThrottleSettings limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Counts an attempt to sign up.
     * @param address from where, null for the application itself
     * @throws TooManySignUps if there were too many from there within the hour
     */
    public void enter(@Nullable String address) {
        NetworkAddress network = limited(address);
        if (network == null) {
            return;
        }
        Instant now = this.clock.instant();
        Window window = this.windows.asMap()
            .compute(network.network(), (key, before) -> (before == null || !now.isBefore(before.since.plus(WINDOW)))
                    ? new Window(now, 1) : new Window(before.since, before.count + 1));
        if (window.count > this.limits.signUpsPerHour()) {
            throw new TooManySignUps(Duration.between(now, window.since.plus(WINDOW)));
        }
    }

    /** Takes back an attempt that was refused for want of capacity. */
    public void takeBack(@Nullable String address) {
        NetworkAddress network = limited(address);
        if (network != null) {
            this.windows.asMap()
                .computeIfPresent(network.network(), (key, before) -> new Window(before.since, before.count - 1));
        }
    }

    private @Nullable NetworkAddress limited(@Nullable String address) {
        return NetworkAddress.parse(address)
            .filter((network) -> !network.loopback() || !this.limits.exemptLoopback())
            .orElse(null);
    }

    private record Window(Instant since, int count) {
    }

}
