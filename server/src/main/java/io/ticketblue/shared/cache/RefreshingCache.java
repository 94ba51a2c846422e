package io.ticketblue.shared.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.database.DatabaseFailures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Values that may be a little old. A value is read once for all who ask for it at the
 * same time; from an age on it is read again in the background, while everybody goes on
 * with the old one; and nobody gets one that was beyond its greatest age when they asked.
 * Nobody waits longer than five seconds, unless the cache has a limit of its own. While
 * values cannot be read, those that are young enough are still given out, and the failure
 * is remembered for a second, so that callers are refused at once.
 * <p>
 * Inside a transaction a value that is missing is read in that transaction, and not kept.
 * <p>
 * Keys without a value are not remembered.
 *
 * @param <K> identifies a value
 * @param <V> immutable values; one that equals the value before is replaced by that one
 */
public final class RefreshingCache<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshingCache.class);

    private static final Duration FAILURE_KEPT = Duration.ofSeconds(1);

    private final String name;

    private final Duration longestWait;

    private final Function<V, Lifetime> lifetimes;

    private final BatchLoader<K, V> loader;

    private final Ticker ticker;

    private final Counter failures;

    private final AsyncLoadingCache<K, Loaded<V>> entries;

    private RefreshingCache(Options options, Duration look, Function<V, Lifetime> lifetimes, ToIntFunction<V> weight,
            BatchLoader<K, V> loader) {
        this.name = options.name();
        this.longestWait = options.longestWait();
        this.lifetimes = lifetimes;
        this.loader = loader;
        this.ticker = options.ticker();
        this.failures = Counter.builder("ticketblue.cache.failures")
            .tag("cache", options.name())
            .description("Values that could not be read")
            .register(options.metrics());
        this.entries = Caffeine.newBuilder()
            .ticker(options.ticker())
            .maximumWeight(options.mostWeight())
            .<K, Loaded<V>>weigher((key, loaded) -> loaded.weight(weight))
            .expireAfter(new Ages())
            .refreshAfterWrite(look)
            .recordStats()
            .buildAsync(new Loads());
        CaffeineCacheMetrics.monitor(options.metrics(), this.entries, options.name());
    }

    /**
     * Makes a cache whose values are read one by one.
     * @param <K> identifies a value
     * @param <V> immutable values
     * @param load reads a value; null if there is none
     */
    public static <K, V> RefreshingCache<K, V> of(Options options, Lifetime lifetime, ToIntFunction<V> weight,
            Function<K, @Nullable V> load) {
        BatchLoader<K, V> loader = new BatchLoader<>(options.name(), BatchLoader.USUAL_LOADS, 1, (keys) -> {
            K key = keys.iterator().next();
            V value = load.apply(key);
            return (value != null) ? Map.of(key, value) : Map.of();
        });
        return new RefreshingCache<>(options, lifetime.refreshAfter(), (value) -> lifetime, weight, loader);
    }

    /**
     * Makes a cache whose values are read one by one and differ in how old they may be.
     * @param <K> identifies a value
     * @param <V> immutable values
     * @param mostLoads how many are read at the same time at most; what they need of the
     * database is for the caller to limit
     * @param shortest no value is refreshed earlier than this
     */
    public static <K, V> RefreshingCache<K, V> of(Options options, int mostLoads, Duration shortest,
            Function<V, Lifetime> lifetimes, ToIntFunction<V> weight, Function<K, V> load) {
        BatchLoader<K, V> loader = new BatchLoader<>(options.name(), mostLoads, 1, (keys) -> {
            K key = keys.iterator().next();
            return Map.of(key, load.apply(key));
        });
        return new RefreshingCache<>(options, shortest, lifetimes, weight, loader);
    }

    /**
     * Makes a cache whose values are read together.
     * @param <K> identifies a value
     * @param <V> immutable values, all of the same size
     * @param largestBatch how many are read together at most
     * @param shortest no value is refreshed earlier than this
     * @param load reads values; those that do not exist are left out
     */
    public static <K, V> RefreshingCache<K, V> ofBatches(Options options, int largestBatch, Duration shortest,
            Function<V, Lifetime> lifetimes, Function<Set<K>, Map<K, V>> load) {
        return new RefreshingCache<>(options, shortest, lifetimes, (value) -> 1,
                new BatchLoader<>(options.name(), BatchLoader.USUAL_LOADS, largestBatch, load));
    }

    /**
     * The value of a key, null if there is none.
     * @throws Unavailable if it cannot be read now, or not in time
     */
    public @Nullable V get(K key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return inTransaction(Set.of(key)).get(key);
        }
        CompletableFuture<Loaded<V>> answer = this.entries.get(key);
        Loaded<V> loaded = answer.isDone() ? await(answer) : awaitRead(key, answer, this.ticker.read());
        return (loaded != null) ? loaded.value() : null;
    }

    /**
     * The values of those keys that have one.
     * @throws Unavailable if one cannot be read now, or not in time
     */
    public Map<K, V> getAll(Collection<K> keys) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return inTransaction(Set.copyOf(keys));
        }
        long asked = this.ticker.read();
        Map<K, CompletableFuture<Loaded<V>>> answers = new HashMap<>();
        keys.forEach((key) -> answers.computeIfAbsent(key, this.entries::get));
        await(CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new)));
        Map<K, V> values = new HashMap<>();
        answers.forEach((key, answer) -> {
            Loaded<V> loaded = awaitRead(key, answer, asked);
            if (loaded != null) {
                values.put(key, loaded.value());
            }
        });
        return values;
    }

    /**
     * Who has a connection must not wait for those who need a second one.
     */
    private Map<K, V> inTransaction(Set<K> keys) {
        Map<K, V> values = new HashMap<>();
        Set<K> missing = new HashSet<>();
        for (K key : keys) {
            CompletableFuture<Loaded<V>> known = this.entries.getIfPresent(key);
            Loaded<V> loaded = (known != null && !known.isCompletedExceptionally()) ? known.getNow(null) : null;
            if (loaded != null && loaded.present() != null) {
                values.put(key, loaded.present());
            }
            else {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            values.putAll(this.loader.loadHere(missing));
        }
        return values;
    }

    /** Forgets a value; whoever asks from now on reads what is there now. */
    public void invalidate(K key) {
        this.entries.synchronous().invalidate(key);
    }

    /**
     * Forgets a value unless it has been replaced by another one, or is being read again
     * for those who ask now.
     * @param value the value to forget, as it was given out
     */
    public void invalidate(K key, V value) {
        CompletableFuture<Loaded<V>> known = this.entries.getIfPresent(key);
        Loaded<V> loaded = (known != null && !known.isCompletedExceptionally()) ? known.getNow(null) : null;
        if (known != null && loaded != null && loaded.present() == value) {
            this.entries.asMap().remove(key, known);
        }
    }

    /** Its reading may have begun long before this caller asked, if it takes long. */
    private @Nullable Loaded<V> awaitRead(K key, CompletableFuture<Loaded<V>> answer, long asked) {
        Loaded<V> loaded = await(answer);
        if (loaded == null || loaded.present() == null
                || asked - loaded.at() < this.lifetimes.apply(loaded.present()).expireAfter().toNanos()) {
            return loaded;
        }
        this.entries.asMap().remove(key, answer);
        return await(this.entries.get(key));
    }

    private <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(this.longestWait.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException ex) {
            throw new Unavailable();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new Unavailable();
        }
        catch (ExecutionException ex) {
            throw failure((ex.getCause() != null) ? ex.getCause() : ex);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (DatabaseFailures.isOutage(cause)) {
            return new Unavailable();
        }
        return (cause instanceof Problem problem) ? problem : new IllegalStateException("A value was not read", cause);
    }

    /**
     * What a cache is called and how much it holds.
     *
     * @param name the tag of its metrics
     * @param mostWeight how much it holds
     * @param metrics where it counts
     * @param ticker its clock
     * @param longestWait how long a caller waits for a value
     */
    public record Options(String name, long mostWeight, MeterRegistry metrics, Ticker ticker, Duration longestWait) {

        private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

        /** Options with the system's clock. */
        public Options(String name, long mostWeight, MeterRegistry metrics) {
            this(name, mostWeight, metrics, Ticker.systemTicker());
        }

        Options(String name, long mostWeight, MeterRegistry metrics, Ticker ticker) {
            this(name, mostWeight, metrics, ticker, USUAL_WAIT);
        }

        /**
         * The same with another limit for callers, who otherwise wait for five seconds.
         */
        public Options withLongestWait(Duration limit) {
            return new Options(this.name, this.mostWeight, this.metrics, this.ticker, limit);
        }

    }

    /**
     * A value, or the failure to read it.
     *
     * @param present the value, null after a failure
     * @param failed why there is none, null if there is one
     * @param at when it was read, by the ticker
     */
    private record Loaded<V>(@Nullable V present, @Nullable Throwable failed, long at) {

        V value() {
            if (this.present == null) {
                throw failure((this.failed != null) ? this.failed : new IllegalStateException());
            }
            return this.present;
        }

        int weight(ToIntFunction<V> weight) {
            return (this.present != null) ? weight.applyAsInt(this.present) : 1;
        }

    }

    private final class Loads implements AsyncCacheLoader<K, Loaded<V>> {

        @Override
        public CompletableFuture<? extends Loaded<V>> asyncLoad(K key, Executor executor) {
            return read(key, null);
        }

        @Override
        public CompletableFuture<? extends Loaded<V>> asyncReload(K key, Loaded<V> old, Executor executor) {
            RefreshingCache<K, V> cache = RefreshingCache.this;
            if (old.present() != null
                    && cache.ticker.read() - old.at() < cache.lifetimes.apply(old.present()).refreshAfter().toNanos()) {
                return CompletableFuture.completedFuture(old);
            }
            return read(key, old);
        }

        @SuppressWarnings("NullAway") // Caffeine takes a null for "no such value"
        private CompletableFuture<Loaded<V>> read(K key, @Nullable Loaded<V> old) {
            RefreshingCache<K, V> cache = RefreshingCache.this;
            // Taken before the reading, since the value is at least that old.
            long at = cache.ticker.read();
            return cache.loader.load(key).handle((value, thrown) -> {
                if (thrown != null) {
                    return failed(key, old, (thrown instanceof CompletionException && thrown.getCause() != null)
                            ? thrown.getCause() : thrown, at);
                }
                if (value == null) {
                    return null;
                }
                return new Loaded<>((old != null && value.equals(old.present())) ? old.present() : value, null, at);
            });
        }

        private Loaded<V> failed(K key, @Nullable Loaded<V> old, Throwable thrown, long at) {
            RefreshingCache<K, V> cache = RefreshingCache.this;
            cache.failures.increment();
            LOG.atLevel(DatabaseFailures.isConnectionLost(thrown) ? Level.DEBUG : Level.WARN)
                .addKeyValue("cache", cache.name)
                .addKeyValue("key", key)
                .setCause(thrown)
                .log("A value could not be read");
            return (old != null && old.present() != null) ? old : new Loaded<>(null, thrown, at);
        }

    }

    /** Values expire by when they were read, also if a later reading failed. */
    private final class Ages implements Expiry<K, Loaded<V>> {

        @Override
        public long expireAfterCreate(K key, Loaded<V> loaded, long now) {
            if (loaded.present() == null) {
                return FAILURE_KEPT.toNanos();
            }
            Duration life = RefreshingCache.this.lifetimes.apply(loaded.present()).expireAfter();
            return Math.max(1, loaded.at() + life.toNanos() - RefreshingCache.this.ticker.read());
        }

        @Override
        public long expireAfterUpdate(K key, Loaded<V> loaded, long now, long current) {
            return expireAfterCreate(key, loaded, now);
        }

        @Override
        public long expireAfterRead(K key, Loaded<V> loaded, long now, long current) {
            return current;
        }

    }

}
