package io.ticketblue.bench.search;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.ticketblue.bench.Latencies;
import io.ticketblue.bench.arrival.PoissonArrivals;
import org.jspecify.annotations.Nullable;

/**
 * Open arrivals: questions come at random at a mean rate, whether or not earlier ones
 * have been answered. Some threads answer, the rest wait in a queue; latencies count from
 * the arrival. A way that lets the queue grow over {@link #queueSeconds} of arrivals, or
 * has not emptied it that long after the last one, does not keep up.
 *
 * @param questions asked in turn, again from the beginning
 * @param time how long they come
 * @param threads how many answer at the same time
 * @param queueSeconds the limit of the queue, in seconds of arrivals, and of emptying it
 * @param <T> what is asked
 */
record OpenLoad<T>(List<T> questions, Duration time, int threads, int queueSeconds) {

    private static final int SEED = 20_261_128;

    /**
     * Asks. What is under way at the end is waited for.
     * @param perSecond the mean rate; the times are the same for each way
     * @param maker makes what a thread asks with
     */
    <A> OpenSpeed run(int perSecond, Supplier<A> maker, Ask<A, T> ask) {
        int count = Math.max(1, (int) (perSecond * this.time.toMillis() / 1000));
        long[] due = PoissonArrivals.times(perSecond, count, new SplittableRandom(SEED));
        Line line = new Line(perSecond * this.queueSeconds);
        try (Askers<A> askers = Askers.of(this.threads, maker);
                ExecutorService pool = Executors.newFixedThreadPool(this.threads)) {
            askers.each().forEach((asker) -> pool.execute(() -> answer(line, asker, ask)));
            int arrived = arrive(line, due);
            int waiting = line.waiting;
            boolean emptied = line.close(Duration.ofSeconds(this.queueSeconds));
            pool.shutdown();
            // What is under way ends by the limit of statements.
            if (!pool.awaitTermination(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("A question was not answered within an hour");
            }
            Latencies latencies = line.latencies();
            boolean keepsUp = emptied && arrived == count;
            return new OpenSpeed(perSecond, arrived, latencies.count(),
                    keepsUp ? ClosedSpeed.figure(latencies.percentile(50)) : null,
                    keepsUp ? ClosedSpeed.ninetyNinth(latencies) : null, line.errors, line.firstError, keepsUp,
                    waiting);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking", ex);
        }
    }

    /** How many arrived until the queue was full. */
    private int arrive(Line line, long[] due) {
        long began = System.nanoTime();
        int arrived = 0;
        boolean taken = true;
        while (taken && arrived < due.length) {
            PoissonArrivals.awaitUntil(began + due[arrived]);
            taken = line.queue.offer(new Arrival(arrived % this.questions.size(), began + due[arrived]));
            arrived += taken ? 1 : 0;
        }
        line.waiting = line.queue.size();
        if (!taken) {
            line.queue.clear();
        }
        return arrived;
    }

    private <A> void answer(Line line, A asker, Ask<A, T> ask) {
        for (Arrival next = line.next(); next != null; next = line.next()) {
            try {
                ask.ask(asker, this.questions.get(next.question));
                line.answered(System.nanoTime() - next.due);
            }
            catch (RuntimeException ex) {
                line.failed(ex);
            }
        }
    }

    private record Arrival(int question, long due) {
    }

    /** The queue, and what was heard. */
    private static final class Line {

        private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

        private final BlockingQueue<Arrival> queue;

        private final Latencies.Recorder latencies = new Latencies.Recorder();

        private volatile boolean closed;

        private int waiting;

        private long errors;

        private @Nullable String firstError;

        Line(int limit) {
            this.queue = new ArrayBlockingQueue<>(limit);
        }

        /** The next one, null if there will be none. */
        @Nullable Arrival next() {
            try {
                Arrival next = this.queue.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                while (next == null && !this.closed) {
                    next = this.queue.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                }
                // Nothing is added once it is closed, but may have been just before.
                return (next != null) ? next : this.queue.poll();
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        /** Ends after what waits, or at a time; whether everything was taken by then. */
        boolean close(Duration patience) throws InterruptedException {
            this.closed = true;
            long until = System.nanoTime() + patience.toNanos();
            while (!this.queue.isEmpty()) {
                if (System.nanoTime() - until >= 0) {
                    this.queue.clear();
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            }
            return true;
        }

        synchronized void answered(long nanos) {
            this.latencies.add(nanos);
        }

        synchronized void failed(RuntimeException cause) {
            this.errors++;
            this.firstError = (this.firstError != null) ? this.firstError : cause.toString();
        }

        synchronized Latencies latencies() {
            return this.latencies.latencies();
        }

    }

}
