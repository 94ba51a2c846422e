package io.ticketblue.shared.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.ticketblue.shared.Overloaded;
import org.jspecify.annotations.Nullable;

/**
 * Loads keys that are asked for at about the same time together, with a limit of loads at
 * the same time.
 */
final class BatchLoader<K, V> {

    /** So that a cache does not take more connections to the database than that. */
    static final int USUAL_LOADS = 4;

    private static final int MOST_WAITING = 20_000;

    private final int mostLoads;

    private final int largestBatch;

    private final Function<Set<K>, Map<K, V>> load;

    private final Executor threads;

    private final Map<K, CompletableFuture<@Nullable V>> waiting = new LinkedHashMap<>();

    private int loads;

    BatchLoader(String name, int mostLoads, int largestBatch, Function<Set<K>, Map<K, V>> load) {
        this.mostLoads = mostLoads;
        this.largestBatch = largestBatch;
        this.load = load;
        this.threads = Thread.ofVirtual().name("cache-" + name + "-", 1)::start;
    }

    /** The value of a key, null if there is none; fails as the load does. */
    CompletableFuture<@Nullable V> load(K key) {
        CompletableFuture<@Nullable V> answer;
        boolean start;
        synchronized (this.waiting) {
            answer = this.waiting.get(key);
            if (answer != null) {
                return answer;
            }
            if (this.waiting.size() >= MOST_WAITING) {
                return CompletableFuture.failedFuture(new Overloaded());
            }
            answer = new CompletableFuture<>();
            this.waiting.put(key, answer);
            start = this.loads < this.mostLoads;
            if (start) {
                this.loads++;
            }
        }
        if (start) {
            this.threads.execute(this::drain);
        }
        return answer;
    }

    /** Loads on the caller's thread. */
    Map<K, V> loadHere(Set<K> keys) {
        Map<K, V> values = new HashMap<>();
        List<K> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += this.largestBatch) {
            values
                .putAll(this.load.apply(Set.copyOf(all.subList(from, Math.min(from + this.largestBatch, all.size())))));
        }
        return values;
    }

    private void drain() {
        for (Map<K, CompletableFuture<@Nullable V>> batch = next(); !batch.isEmpty(); batch = next()) {
            answer(batch);
        }
    }

    private Map<K, CompletableFuture<@Nullable V>> next() {
        synchronized (this.waiting) {
            List<K> keys = new ArrayList<>(this.waiting.keySet());
            Map<K, CompletableFuture<@Nullable V>> batch = new HashMap<>();
            for (K key : keys.subList(0, Math.min(this.largestBatch, keys.size()))) {
                CompletableFuture<@Nullable V> answer = this.waiting.remove(key);
                if (answer != null) {
                    batch.put(key, answer);
                }
            }
            if (batch.isEmpty()) {
                this.loads--;
            }
            return batch;
        }
    }

    private void answer(Map<K, CompletableFuture<@Nullable V>> batch) {
        try {
            Map<K, V> values = this.load.apply(Set.copyOf(batch.keySet()));
            batch.forEach((key, answer) -> answer.complete(values.get(key)));
        }
        catch (Throwable ex) {
            batch.values().forEach((answer) -> answer.completeExceptionally(ex));
        }
    }

}
