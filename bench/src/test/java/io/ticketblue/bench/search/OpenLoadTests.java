package io.ticketblue.bench.search;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenLoadTests {

    private static final List<String> QUESTIONS = List.of("one", "two");

    @Test
    void answersAllThatArrive() {
        OpenSpeed speed = new OpenLoad<>(QUESTIONS, Duration.ofMillis(400), 4, 10).run(500, Object::new,
                (nothing, question) -> {
                });
        assertThat(speed.keepsUp()).isTrue();
        assertThat(speed.arrived()).isEqualTo(200);
        assertThat(speed.answers()).isEqualTo(200);
        assertThat(speed.median()).isNotNull();
        assertThat(speed.ninetyNinth()).isNotNull();
    }

    @Test
    void countsTheTimeInTheQueue() {
        // Arrivals of 100 ms take 500 ms to answer: the last waits 400 ms, the one in the
        // middle 200 ms.
        OpenSpeed speed = new OpenLoad<>(QUESTIONS, Duration.ofMillis(100), 1, 10).run(1000, Object::new,
                (nothing, question) -> QueryLoadTests.spin(Duration.ofMillis(5)));
        assertThat(speed.keepsUp()).isTrue();
        assertThat(speed.waiting()).isGreaterThan(50);
        assertThat(speed.median()).isGreaterThan(100);
    }

    @Test
    void saysThatAWayCannotKeepUp() {
        CountDownLatch never = new CountDownLatch(1);
        OpenSpeed speed = new OpenLoad<>(QUESTIONS, Duration.ofSeconds(20), 1, 1).run(20, Object::new,
                (nothing, question) -> await(never, 3));
        assertThat(speed.keepsUp()).isFalse();
        assertThat(speed.arrived()).isLessThan(400);
        assertThat(speed.waiting()).isEqualTo(20);
        assertThat(speed.median()).isNull();
        assertThat(speed.ninetyNinth()).isNull();
    }

    @Test
    void saysThatTheQueueWasNotEmptiedInTime() {
        OpenSpeed speed = new OpenLoad<>(QUESTIONS, Duration.ofSeconds(1), 1, 1).run(20, Object::new,
                (nothing, question) -> QueryLoadTests.spin(Duration.ofMillis(250)));
        assertThat(speed.arrived()).isEqualTo(20);
        assertThat(speed.keepsUp()).isFalse();
        assertThat(speed.answers()).isLessThan(20);
    }

    @Test
    void countsErrorsApart() {
        OpenSpeed speed = new OpenLoad<>(QUESTIONS, Duration.ofMillis(100), 2, 10).run(200, Object::new,
                (nothing, question) -> {
                    if (question.equals("two")) {
                        throw new IllegalStateException("refused");
                    }
                });
        assertThat(speed.answers()).isEqualTo(10);
        assertThat(speed.errors()).isEqualTo(10);
        assertThat(speed.firstError()).contains("refused");
    }

    private static void await(CountDownLatch latch, int seconds) {
        try {
            latch.await(seconds, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
