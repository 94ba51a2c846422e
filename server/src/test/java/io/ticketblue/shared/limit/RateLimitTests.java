package io.ticketblue.shared.limit;

import java.time.Duration;

import io.ticketblue.StandingClock;
import io.ticketblue.Together;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTests {

    private static final int MOST = 3;

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final StandingClock clock = new StandingClock();

    private final RateLimit limit = new RateLimit(MOST, WINDOW, this.clock);

    @Test
    void refusesOneSubjectUntilTheEndOfTheWindowThatBeganWithTheFirst() {
        fill();
        this.clock.advance(Duration.ofMinutes(10));
        assertThat(this.limit.count("one")).contains(Duration.ofMinutes(5));
        assertThat(this.limit.count("other")).isEmpty();
        this.clock.advance(Duration.ofMinutes(5));
        assertThat(this.limit.count("one")).isEmpty();
    }

    @Test
    void doesNotCountWhatItRefuses() {
        fill();
        assertThat(this.limit.count("one")).isPresent();
        this.limit.takeBack("one");
        assertThat(this.limit.count("one")).isEmpty();
        assertThat(this.limit.count("one")).isPresent();
    }

    @Test
    void tellsForHowLongItWouldRefuseWithoutCounting() {
        assertThat(this.limit.refusedFor("one")).isEmpty();
        fill();
        this.clock.advance(Duration.ofMinutes(10));
        assertThat(this.limit.refusedFor("one")).contains(Duration.ofMinutes(5));
        assertThat(this.limit.refusedFor("other")).isEmpty();
        this.limit.takeBack("one");
        assertThat(this.limit.refusedFor("one")).isEmpty();
        assertThat(this.limit.count("one")).isEmpty();
        this.clock.advance(Duration.ofMinutes(5));
        assertThat(this.limit.refusedFor("one")).isEmpty();
    }

    @Test
    void countsNothingThatWasTakenBack() {
        for (int attempt = 0; attempt < MOST * 3; attempt++) {
            assertThat(this.limit.count("one")).isEmpty();
            this.limit.takeBack("one");
        }
        this.limit.takeBack("one");
        fill();
        assertThat(this.limit.count("one")).isPresent();
    }

    @Test
    void letsNoMoreInIfManyComeAtOnce() {
        assertThat(Together.run(30, () -> this.limit.count("one").isEmpty()).stream().filter((entered) -> entered))
            .hasSize(MOST);
    }

    private void fill() {
        for (int attempt = 0; attempt < MOST; attempt++) {
            assertThat(this.limit.count("one")).isEmpty();
        }
    }

}
