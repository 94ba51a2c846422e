package io.ticketblue.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.ticketblue.Together;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FailureLimitTests {

    private final Clock clock = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private final FailureLimit limit = new FailureLimit(3, this.clock);

    @Test
    void refusesWhoeverFailedTooOftenAndNobodyElse() {
        for (int attempt = 0; attempt < 3; attempt++) {
            this.limit.enter("one");
        }
        assertThatExceptionOfType(TooManyFailures.class).isThrownBy(() -> this.limit.enter("one"))
            .satisfies((problem) -> assertThat(problem.retryAfter()).isEqualTo(Duration.ofMinutes(15)));
        assertThatCode(() -> this.limit.enter("other")).doesNotThrowAnyException();
    }

    @Test
    void countsNoAttemptThatSucceeded() {
        for (int attempt = 0; attempt < 10; attempt++) {
            this.limit.enter("one");
            this.limit.succeeded("one");
        }
    }

    @Test
    void givesManyAtOnceNoMoreGuesses() {
        assertThat(Together.run(30, this::enters).stream().filter((entered) -> entered)).hasSize(3);
    }

    private boolean enters() {
        try {
            this.limit.enter("one");
            return true;
        }
        catch (TooManyFailures ex) {
            return false;
        }
    }

}
