package io.ticketblue.search.index;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterCircuitBreakerTests {

    private long now = Long.MAX_VALUE - 1;

    private final ClusterCircuitBreaker breaker = new ClusterCircuitBreaker(() -> this.now);

    @Test
    void letsOneRequestASecondTryAfterAConnectionFailed() {
        assertThat(this.breaker.tryEnter()).isTrue();
        this.breaker.open();
        assertThat(this.breaker.tryEnter()).isFalse();
        this.now += Duration.ofSeconds(1).toNanos();
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.tryEnter()).as("another one in the same second").isFalse();
        this.now += Duration.ofSeconds(1).toNanos();
        assertThat(this.breaker.tryEnter()).isTrue();
        this.breaker.succeeded();
        assertThat(this.breaker.tryEnter()).isTrue();
        assertThat(this.breaker.tryEnter()).isTrue();
    }

    @Test
    void opensAfterTimeoutsInARowOnly() {
        for (int i = 0; i < 4; i++) {
            this.breaker.timedOut();
        }
        this.breaker.succeeded();
        for (int i = 0; i < 4; i++) {
            this.breaker.timedOut();
            assertThat(this.breaker.tryEnter()).isTrue();
        }
        this.breaker.timedOut();
        assertThat(this.breaker.tryEnter()).isFalse();
    }

}
