package io.ticketblue.bench.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.ticketblue.bench.Latencies;

/**
 * Threads that ask without a pause, each beginning at another place of the same list.
 *
 * @param <T> what is asked
 */
record Rush<T>(List<T> questions) {

    /**
     * Asks for a while. A question that is under way at the end is waited for and
     * counted.
     * @param asker makes what a thread asks with
     */
    <A> Speed run(int threads, Duration duration, Supplier<A> asker, Ask<A, T> ask) {
        List<Callable<Part>> work = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int start = thread * this.questions.size() / threads;
            work.add(() -> ask(start, System.nanoTime() + duration.toNanos(), asker, ask));
        }
        long began = System.nanoTime();
        Latencies.Recorder all = new Latencies.Recorder();
        long errors = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Part> part : pool.invokeAll(work)) {
                part.get().latencies().addTo(all);
                errors += part.get().errors();
            }
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("A question could not be asked", ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking", ex);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Latencies latencies = all.latencies();
        return new Speed(threads, latencies.count() / seconds, latencies.percentile(50), latencies.percentile(99),
                latencies.count(), errors);
    }

    private <A> Part ask(int start, long until, Supplier<A> asker, Ask<A, T> ask) throws Exception {
        Latencies.Recorder latencies = new Latencies.Recorder();
        long errors = 0;
        A with = asker.get();
        try {
            int next = start;
            long before = System.nanoTime();
            do {
                boolean answered = false;
                try {
                    ask.ask(with, this.questions.get(next));
                    answered = true;
                }
                catch (RuntimeException ex) {
                    errors++;
                }
                next = (next + 1) % this.questions.size();
                long after = System.nanoTime();
                if (answered) {
                    latencies.add(after - before);
                }
                before = after;
            }
            while (before - until < 0);
        }
        finally {
            if (with instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
        return new Part(latencies, errors);
    }

    /**
     * Asks one question.
     *
     * @param <A> what is asked with
     * @param <T> what is asked
     */
    @FunctionalInterface
    interface Ask<A, T> {

        void ask(A with, T question);

    }

    private record Part(Latencies.Recorder latencies, long errors) {
    }

    /**
     * How fast questions were answered.
     *
     * @param threads how many asked at the same time
     * @param rate answers a second
     * @param median milliseconds
     * @param ninetyNinth milliseconds
     * @param answers how many there were
     * @param errors how many questions were not answered
     */
    record Speed(int threads, double rate, double median, double ninetyNinth, int answers, long errors) {
    }

}
