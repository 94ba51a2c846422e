package io.ticketblue.accounts.internal.throttle;

import java.time.Duration;

import io.ticketblue.StandingClock;
import io.ticketblue.accounts.TooManySignUps;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SignUpThrottleTests {

    private static final int LIMIT = 3;

    private static final String ADDRESS = "203.0.113.7";

    private final StandingClock clock = new StandingClock();

    private final SignUpThrottle throttle = throttle(false);

    @Test
    void refusesOneNetworkAddressUntilItsHourIsOver() {
        fill(ADDRESS);
        this.clock.advance(Duration.ofMinutes(50));
        assertThatExceptionOfType(TooManySignUps.class).isThrownBy(() -> this.throttle.enter(ADDRESS))
            .satisfies((problem) -> assertThat(problem.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
        assertThatNoException().isThrownBy(() -> this.throttle.enter("203.0.113.8"));
        this.clock.advance(Duration.ofMinutes(10));
        assertThatNoException().isThrownBy(() -> this.throttle.enter(ADDRESS));
    }

    @Test
    void countsTheAddressesOfOneHouseholdTogether() {
        fill("2001:db8:1:2::1");
        assertThatExceptionOfType(TooManySignUps.class).isThrownBy(() -> this.throttle.enter("2001:db8:1:2::99"));
        assertThatNoException().isThrownBy(() -> this.throttle.enter("2001:db8:1:3::1"));
    }

    @Test
    void doesNotCountWhatWasTakenBack() {
        for (int attempt = 0; attempt < LIMIT * 3; attempt++) {
            this.throttle.enter(ADDRESS);
            this.throttle.takeBack(ADDRESS);
        }
        fill(ADDRESS);
        assertThatExceptionOfType(TooManySignUps.class).isThrownBy(() -> this.throttle.enter(ADDRESS));
    }

    @Test
    void limitsLoopbackUnlessItIsExempt() {
        fill("127.0.0.1");
        assertThatExceptionOfType(TooManySignUps.class).isThrownBy(() -> this.throttle.enter("127.0.0.1"));
        SignUpThrottle demo = throttle(true);
        for (int attempt = 0; attempt < LIMIT * 3; attempt++) {
            demo.enter("127.0.0.1");
        }
    }

    private void fill(String address) {
        for (int attempt = 0; attempt < LIMIT; attempt++) {
            this.throttle.enter(address);
        }
    }

    private SignUpThrottle throttle(boolean exemptLoopback) {
        return new SignUpThrottle(new ThrottleSettings(5, 50, Duration.ofSeconds(30), Duration.ofMinutes(15),
                Duration.ofHours(1), LIMIT, exemptLoopback, Duration.ofDays(180)), this.clock);
    }

}
