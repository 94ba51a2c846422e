package io.ticketblue.bench.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.ticketblue.bench.Latencies;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop: threads that ask without a pause. They share one list and take the next
 * question of it in turn, again from the beginning once it is at its end, and only end
 * together at its end: every way to answer is asked the same questions equally often,
 * however slow it is.
 *
 * @param questions the list; its order is the order of asking
 * @param longest after which no further question is asked, even in the middle of the list
 * @param <T> what is asked
 */
record QueryLoad<T>(List<T> questions, Duration longest) {

    /**
     * Asks the whole list once, and again for as long as a time is not over. A question
     * that is under way is waited for.
     * @param least the time within which the list is begun again
     * @param maker makes what a thread asks with
     */
    <A> Result<T> run(int threads, Duration least, Supplier<A> maker, Ask<A, T> ask) {
        try (Askers<A> askers = Askers.of(threads, maker);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Course course = new Course(this.questions.size(), System.nanoTime(), least, this.longest);
            List<Callable<Part>> work = new ArrayList<>();
            askers.each().forEach((asker) -> work.add(() -> ask(asker, course, ask)));
            List<Part> parts = new ArrayList<>();
            for (Future<Part> part : pool.invokeAll(work)) {
                parts.add(part.get());
            }
            return result(threads, course, parts, (System.nanoTime() - course.began) / 1e9);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("A question could not be asked", ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking", ex);
        }
    }

    private <A> Part ask(A asker, Course course, Ask<A, T> ask) {
        Part part = new Part(this.questions.size());
        for (int next = course.next(); next >= 0; next = course.next()) {
            long before = System.nanoTime();
            try {
                ask.ask(asker, this.questions.get(next));
                part.latencies.get(next).add(System.nanoTime() - before);
            }
            catch (RuntimeException ex) {
                part.errors++;
                part.firstError = (part.firstError != null) ? part.firstError : ex.toString();
            }
        }
        return part;
    }

    private Result<T> result(int threads, Course course, List<Part> parts, double seconds) {
        Latencies.Recorder all = new Latencies.Recorder();
        List<Time<T>> times = new ArrayList<>();
        for (int i = 0; i < this.questions.size(); i++) {
            int question = i;
            Latencies.Recorder one = new Latencies.Recorder();
            parts.forEach((part) -> part.latencies.get(question).addTo(one));
            one.addTo(all);
            Latencies latencies = one.latencies();
            if (latencies.count() > 0) {
                times.add(new Time<>(this.questions.get(i), latencies.percentile(50), latencies.count()));
            }
        }
        Latencies latencies = all.latencies();
        ClosedSpeed speed = new ClosedSpeed(threads, this.questions.size(), course.asked, latencies.count(),
                latencies.count() / seconds, ClosedSpeed.figure(latencies.average()),
                ClosedSpeed.figure(latencies.percentile(50)), ClosedSpeed.ninetyNinth(latencies),
                parts.stream().mapToLong((part) -> part.errors).sum(),
                parts.stream()
                    .flatMap((part) -> Stream.ofNullable(part.firstError))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
        return new Result<>(speed, times);
    }

    /**
     * What a load found.
     *
     * @param speed of all questions
     * @param times of each question that was answered
     */
    record Result<T>(ClosedSpeed speed, List<Time<T>> times) {
    }

    /**
     * The median time of one question, over its samples.
     */
    record Time<T>(T question, double millis, int samples) {
    }

    /** Hands out the questions in turn. */
    private static final class Course {

        private final int size;

        private final long began;

        private final long leastNanos;

        private final long longestNanos;

        private long asked;

        private boolean over;

        Course(int size, long began, Duration least, Duration longest) {
            this.size = size;
            this.began = began;
            this.leastNanos = least.toNanos();
            this.longestNanos = longest.toNanos();
        }

        /** The place of the next question in the list, -1 if there is none. */
        synchronized int next() {
            long time = System.nanoTime() - this.began;
            boolean atEnd = this.asked > 0 && this.asked % this.size == 0;
            this.over = this.over || time >= this.longestNanos || (atEnd && time >= this.leastNanos);
            return this.over ? -1 : (int) (this.asked++ % this.size);
        }

    }

    /** What one thread heard. */
    private static final class Part {

        private final List<Latencies.Recorder> latencies;

        private long errors;

        private @Nullable String firstError;

        Part(int questions) {
            this.latencies = Stream.generate(Latencies.Recorder::new).limit(questions).toList();
        }

    }

}
