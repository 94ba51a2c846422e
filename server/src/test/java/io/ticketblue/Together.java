package io.ticketblue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets many do the same thing at the same time. */
public final class Together {

    private Together() {
    }

    /**
     * Starts all at one signal and waits for all.
     * @param <T> what comes of it
     * @param count how many
     * @param task what each does
     * @return what came of each
     */
    public static <T> List<T> run(int count, Callable<T> task) {
        CountDownLatch signal = new CountDownLatch(1);
        List<Future<T>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < count; number++) {
                futures.add(threads.submit(() -> {
                    signal.await();
                    return task.call();
                }));
            }
            signal.countDown();
        }
        return futures.stream().map(Together::result).toList();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", ex);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("A task failed", ex.getCause());
        }
    }

}
