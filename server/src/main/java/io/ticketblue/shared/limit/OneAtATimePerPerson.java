package io.ticketblue.shared.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.ticketblue.shared.TooManyRequests;

/**
 * Lets one request of a person be under way at a time, on this node. The same request
 * again, as after a double click, shares the outcome of the first; any other is refused.
 *
 * @param <T> what a person asks for
 * @param <R> what the person is told
 */
public final class OneAtATimePerPerson<T, R> {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ConcurrentHashMap<Long, UnderWay<T, R>> people = new ConcurrentHashMap<>();

    /**
     * Runs the work of a request unless another one of the person is under way.
     * @param person whose request it is
     * @param request what is asked for
     * @param work does it, within bounded time
     * @return what the work returned
     * @throws TooManyRequests if another request of the person is under way
     * @throws RuntimeException what the work threw
     */
    public R run(long person, T request, Supplier<R> work) {
        UnderWay<T, R> mine = new UnderWay<>(request, new CompletableFuture<>());
        UnderWay<T, R> other = this.people.putIfAbsent(person, mine);
        if (other != null) {
            return share(other, request);
        }
        try {
            R outcome = work.get();
            mine.outcome().complete(outcome);
            return outcome;
        }
        catch (Throwable ex) {
            mine.outcome().completeExceptionally(ex);
            throw ex;
        }
        finally {
            this.people.remove(person, mine);
        }
    }

    private R share(UnderWay<T, R> other, T request) {
        if (!other.request().equals(request)) {
            throw new TooManyRequests(SOON);
        }
        try {
            return other.outcome().join();
        }
        catch (CompletionException ex) {
            if (ex.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw ex;
        }
    }

    private record UnderWay<T, R>(T request, CompletableFuture<R> outcome) {
    }

}
