package io.ticketblue.bench.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class QueryLoadTests {

    private static final List<String> QUESTIONS = List.of("one", "two", "three", "four", "five");

    private static final Duration NO_TIME = Duration.ZERO;

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void asksEachQuestionOnceHoweverLittleTimeThereIs() {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        QueryLoad.Result<String> result = new QueryLoad<>(QUESTIONS, LONG).run(3, NO_TIME, Object::new,
                (nothing, question) -> asked.merge(question, 1, Integer::sum));
        assertThat(asked).containsOnlyKeys(QUESTIONS).allSatisfy((question, times) -> assertThat(times).isEqualTo(1));
        assertThat(result.speed().answers()).isEqualTo(5);
        assertThat(result.speed().whole()).isTrue();
        assertThat(result.times()).extracting(QueryLoad.Time::samples).containsOnly(1);
    }

    @Test
    void asksEachQuestionEquallyOftenAlsoIfOneIsSlow() {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        QueryLoad.Result<String> result = new QueryLoad<>(QUESTIONS, LONG).run(4, Duration.ofMillis(50), Object::new,
                (nothing, question) -> {
                    if (question.equals("three")) {
                        spin(Duration.ofMillis(3));
                    }
                    asked.merge(question, 1, Integer::sum);
                });
        assertThat(asked.values()).containsOnly(asked.get("one"));
        assertThat(asked.get("one")).isGreaterThan(1);
        assertThat(result.speed().whole()).isTrue();
    }

    @Test
    void endsInTheMiddleOfTheListWhenItTakesTooLong() {
        QueryLoad.Result<String> result = new QueryLoad<>(QUESTIONS, Duration.ofMillis(5)).run(1, LONG, Object::new,
                (nothing, question) -> spin(Duration.ofMillis(4)));
        assertThat(result.speed().asked()).isBetween(1L, 4L);
        assertThat(result.speed().whole()).isFalse();
    }

    @Test
    void givesNoNinetyNinthOfFewAnswers() {
        QueryLoad<String> load = new QueryLoad<>(QUESTIONS, LONG);
        ClosedSpeed few = load.run(1, NO_TIME, Object::new, (nothing, question) -> {
        }).speed();
        assertThat(few.ninetyNinth()).isNull();
        assertThat(few.median()).isNotNull();
        ClosedSpeed many = load.run(1, Duration.ofMillis(50), Object::new, (nothing, question) -> {
        }).speed();
        assertThat(many.answers()).isGreaterThan(100);
        assertThat(many.ninetyNinth()).isNotNull();
    }

    @Test
    void countsOnlyAnswersAsAnswers() {
        ClosedSpeed speed = new QueryLoad<>(QUESTIONS, LONG).run(3, NO_TIME, Object::new, (nothing, question) -> {
            if (question.equals("two")) {
                throw new IllegalStateException("refused");
            }
        }).speed();
        assertThat(speed.answers()).isEqualTo(4);
        assertThat(speed.errors()).isEqualTo(1);
        assertThat(speed.firstError()).contains("refused");
    }

    @Test
    void asksWithAsManyThreadsAsItIsToldAndClosesWhatTheyAskWith() {
        CountDownLatch together = new CountDownLatch(3);
        AtomicInteger open = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        new QueryLoad<>(QUESTIONS, LONG).run(3, NO_TIME, () -> {
            open.incrementAndGet();
            made.incrementAndGet();
            return (AutoCloseable) open::decrementAndGet;
        }, (asker, question) -> {
            together.countDown();
            awaitAll(together);
        });
        assertThat(Map.entry(made.get(), open.get())).isEqualTo(entry(3, 0));
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    static void spin(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

}
