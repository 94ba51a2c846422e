package io.ticketblue.booking.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/** Many people who start in the same instant. */
final class Crowd {

    private Crowd() {
    }

    /**
     * Runs all tasks at once and waits for the last.
     * @return what each returned or threw, in order
     */
    static <T> List<Result<T>> rush(List<? extends Callable<T>> tasks) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(tasks.size());
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(people.submit(() -> {
                    ready.countDown();
                    go.await();
                    return task.call();
                }));
            }
            ready.await();
            go.countDown();
            List<Result<T>> results = new ArrayList<>();
            for (Future<T> future : futures) {
                try {
                    results.add(new Result<>(future.get(), null));
                }
                catch (ExecutionException ex) {
                    results.add(new Result<>(null, ex.getCause()));
                }
            }
            return results;
        }
    }

    /**
     * What became of one person.
     *
     * @param value what was returned
     * @param failure what was thrown instead
     */
    record Result<T>(@Nullable T value, @Nullable Throwable failure) {

        boolean succeeded() {
            return this.failure == null;
        }

    }

}
