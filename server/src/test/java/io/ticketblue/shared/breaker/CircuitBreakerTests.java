package io.ticketblue.shared.breaker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTests {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();

    private final CircuitBreaker breaker = new CircuitBreaker(PAUSE, LONGEST_TRIAL, this.nanos::get);

    @Test
    void letsEverybodyThroughWhileTheServerAnswers() {
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.answered()).isFalse();
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.isOpen()).isFalse();
    }

    @Test
    void letsOneTryAfterThePauseAndNobodyWhileItTries() {
        assertThat(this.breaker.failed()).isTrue();
        assertThat(this.breaker.failed()).as("the same outage").isFalse();
        assertThat(this.breaker.tryEnter()).isFalse();
        this.nanos.addAndGet(PAUSE.toNanos());
        assertThat(this.breaker.tryEnter()).isTrue();
        this.nanos.addAndGet(LONGEST_TRIAL.toNanos() - 1);
        assertThat(this.breaker.tryEnter()).as("another one still tries").isFalse();
        assertThat(this.breaker.failed()).isFalse();
        assertThat(this.breaker.tryEnter()).isFalse();
        this.nanos.addAndGet(PAUSE.toNanos());
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.answered()).isTrue();
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.failed()).as("another outage").isTrue();
    }

    @Test
    void aTrialThatReportsNothingKeepsOthersFromTryingForALimitedTime() {
        this.breaker.failed();
        this.nanos.addAndGet(PAUSE.toNanos());
        assertThat(this.breaker.tryEnter()).isTrue();
        this.nanos.addAndGet(LONGEST_TRIAL.toNanos());
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.tryEnter()).isFalse();
    }

}
