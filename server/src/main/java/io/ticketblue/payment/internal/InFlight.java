package io.ticketblue.payment.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

import io.ticketblue.payment.ProviderUnavailable;

/**
 * Work that is asked for again while it is under way on this node is not done twice: all
 * who ask get the first one's result. It spares the provider double clicks; the database
 * guards what must hold.
 */
final class InFlight<K, V> {

    private final ConcurrentMap<K, FutureTask<V>> running = new ConcurrentHashMap<>();

    V run(K key, Supplier<V> work) {
        FutureTask<V> mine = new FutureTask<>(work::get);
        FutureTask<V> earlier = this.running.putIfAbsent(key, mine);
        if (earlier != null) {
            return result(earlier);
        }
        try {
            mine.run();
        }
        finally {
            this.running.remove(key, mine);
        }
        return result(mine);
    }

    private static <V> V result(FutureTask<V> task) {
        try {
            return task.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailable();
        }
        catch (ExecutionException ex) {
            switch (ex.getCause()) {
                case RuntimeException problem -> throw problem;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(ex);
            }
        }
    }

}
