package io.ticketblue.shared.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.cache.RefreshingCache.Options;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class RefreshingCacheTests {

    private static final Lifetime LIFETIME = new Lifetime(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private final AtomicLong nanos = new AtomicLong();

    private final AtomicInteger reads = new AtomicInteger();

    private final AtomicReference<@Nullable String> stored = new AtomicReference<>("old");

    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    private final RefreshingCache<Integer, String> cache = RefreshingCache.of(options("single"), LIFETIME, (value) -> 1,
            (key) -> read());

    @Test
    void readsOnceForAllWhoAskAtTheSameTime() {
        close();
        List<CompletableFuture<@Nullable String>> readers = IntStream.range(0, 50).mapToObj((n) -> ask()).toList();
        await().until(() -> this.reads.get() == 1);
        open();
        assertThat(readers).allSatisfy((reader) -> assertThat(reader.join()).isEqualTo("old"));
        assertThat(this.reads).hasValue(1);
    }

    @Test
    void givesOutTheOldValueWhileTheNewOneIsRead() {
        assertThat(this.cache.get(1)).isEqualTo("old");
        this.stored.set("new");
        pass(Duration.ofMillis(1500));
        close();
        assertThat(this.cache.get(1)).isEqualTo("old");
        assertThat(this.cache.get(1)).isEqualTo("old");
        await().until(() -> this.reads.get() == 2);
        open();
        await().untilAsserted(() -> assertThat(this.cache.get(1)).isEqualTo("new"));
        assertThat(this.reads).hasValue(2);
    }

    @Test
    void givesOutNothingBeyondTheGreatestAge() {
        assertThat(this.cache.get(1)).isEqualTo("old");
        this.stored.set("new");
        pass(Duration.ofSeconds(4));
        assertThat(this.cache.get(1)).isEqualTo("new");
    }

    @Test
    void givesNobodyWhatWasTooOldWhenTheyAskedHoweverLongItsReadingTook() {
        close();
        CompletableFuture<@Nullable String> early = ask();
        await().until(() -> this.reads.get() == 1);
        pass(Duration.ofSeconds(4));
        this.stored.set("new");
        CompletableFuture<@Nullable String> late = ask();
        CompletableFuture<Map<Integer, String>> many = CompletableFuture
            .supplyAsync(() -> this.cache.getAll(List.of(1)), Thread.ofVirtual()::start);
        await().during(Duration.ofMillis(100)).until(() -> !late.isDone() && !many.isDone());
        open();
        assertThat(early.join()).isEqualTo("old");
        assertThat(late.join()).isEqualTo("new");
        assertThat(many.join()).containsEntry(1, "new");
    }

    @Test
    void waitsAsLongAsTheOptionsSay() {
        RefreshingCache<Integer, String> slow = RefreshingCache
            .of(options("slow").withLongestWait(Duration.ofMillis(50)), LIFETIME, (value) -> 1, (key) -> read());
        close();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> slow.get(1));
        open();
        await().untilAsserted(() -> assertThat(slow.get(1)).isEqualTo("old"));
    }

    @Test
    void goesOnWithTheOldValueWhileReadingFailsButNotForEver() {
        assertThat(this.cache.get(1)).isEqualTo("old");
        this.failure.set(new DataAccessResourceFailureException("away"));
        pass(Duration.ofMillis(1500));
        assertThat(this.cache.get(1)).isEqualTo("old");
        await().until(() -> this.reads.get() == 2);
        assertThat(this.cache.get(1)).isEqualTo("old");
        pass(Duration.ofMillis(1600));
        await().untilAsserted(() -> assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.cache.get(1)));
    }

    @Test
    void remembersAFailureForASecond() {
        this.failure.set(new DataAccessResourceFailureException("away"));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.cache.get(1));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.cache.get(1));
        assertThat(this.reads).hasValue(1);
        assertThat(this.metrics.get("ticketblue.cache.failures").tag("cache", "single").counter().count()).isOne();
        this.failure.set(null);
        pass(Duration.ofMillis(1100));
        assertThat(this.cache.get(1)).isEqualTo("old");
    }

    @Test
    void doesNotRememberThatThereIsNone() {
        this.stored.set(null);
        assertThat(this.cache.get(1)).isNull();
        this.stored.set("new");
        assertThat(this.cache.get(1)).isEqualTo("new");
    }

    @Test
    void isNotFooledByAReadingThatBeganBeforeAnInvalidation() {
        close();
        CompletableFuture<@Nullable String> early = ask();
        await().until(() -> this.reads.get() == 1);
        this.stored.set("new");
        this.cache.invalidate(1);
        open();
        early.join();
        assertThat(this.cache.get(1)).isEqualTo("new");
    }

    @Test
    void readsInTheTransactionThatAsksAndKeepsNothingOfIt() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            Thread caller = Thread.currentThread();
            AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
            RefreshingCache<Integer, String> mine = RefreshingCache.of(options("mine"), LIFETIME, (value) -> 1,
                    (key) -> {
                        reader.set(Thread.currentThread());
                        return "uncommitted";
                    });
            assertThat(mine.get(1)).isEqualTo("uncommitted");
            assertThat(reader).hasValue(caller);
        }
        finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(this.cache.get(1)).isEqualTo("old");
    }

    @Test
    void readsTogetherWhatIsAskedForWhileOthersAreRead() throws InterruptedException {
        close();
        List<Set<Integer>> batches = new CopyOnWriteArrayList<>();
        RefreshingCache<Integer, Integer> many = batches(batches);
        int loads = 4;
        for (int load = 0; load < loads; load++) {
            int key = 100 + load;
            Thread.ofVirtual().start(() -> many.get(key));
            await().until(() -> batches.size() == key - 99);
        }
        Set<Integer> keys = keys();
        Thread late = Thread.ofPlatform().start(() -> many.getAll(keys));
        // It asks for all of them before it waits for an answer.
        await().until(() -> late.getState() == Thread.State.TIMED_WAITING);
        open();
        late.join();
        assertThat(batches.subList(loads, batches.size())).containsExactly(keys);
    }

    @Test
    void readsEachOfManyAsOftenAsItNeeds() {
        List<Set<Integer>> batches = new CopyOnWriteArrayList<>();
        RefreshingCache<Integer, Integer> many = batches(batches);
        assertThat(many.getAll(keys())).hasSize(20);
        batches.clear();
        pass(Duration.ofMillis(1500));
        assertThat(many.getAll(keys())).hasSize(20);
        await().untilAsserted(() -> assertThat(batches.stream().flatMap(Set::stream))
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10).boxed().toList()));
    }

    /** Values below ten are refreshed after a second, others after a minute. */
    private RefreshingCache<Integer, Integer> batches(List<Set<Integer>> batches) {
        return RefreshingCache.ofBatches(options("many"), 100, Duration.ofSeconds(1),
                (value) -> (value < 10) ? LIFETIME : new Lifetime(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                (keys) -> {
                    batches.add(keys);
                    passGate();
                    return keys.stream().collect(Collectors.toMap((key) -> key, (key) -> key));
                });
    }

    private static Set<Integer> keys() {
        return IntStream.range(0, 20).boxed().collect(Collectors.toSet());
    }

    private Options options(String name) {
        return new Options(name, 1000, this.metrics, this.nanos::get);
    }

    private @Nullable String read() {
        this.reads.incrementAndGet();
        String present = this.stored.get();
        passGate();
        RuntimeException thrown = this.failure.get();
        if (thrown != null) {
            throw thrown;
        }
        return present;
    }

    private CompletableFuture<@Nullable String> ask() {
        return CompletableFuture.supplyAsync(() -> this.cache.get(1), Thread.ofVirtual()::start);
    }

    private void passGate() {
        try {
            this.gate.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

    private void close() {
        this.gate = new CountDownLatch(1);
    }

    private void open() {
        this.gate.countDown();
    }

}
