package io.ticketblue.shared.content;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.content.ContentNodes.Node;
import io.ticketblue.shared.content.ContentNodes.Parts;
import io.ticketblue.shared.content.ContentSettings.Levels;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.PrimaryReads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Several nodes in one JVM, with one real Redis. */
@Timeout(60)
class ContentCacheIntegrationTests {

    private final ContentNodes nodes = new ContentNodes();

    @AfterEach
    void end() {
        this.nodes.close();
    }

    @Test
    void loadsOnceForAllNodesAndForAllWhoAskAtTheSameTime() {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node();
        this.nodes.closeGate();
        List<CompletableFuture<String>> readers = IntStream.range(0, 50).mapToObj((n) -> first.ask(1)).toList();
        await().until(() -> this.nodes.loads.get() == 1);
        this.nodes.openGate();
        assertThat(readers).allSatisfy((reader) -> assertThat(reader.join()).isEqualTo("old"));
        assertThat(this.nodes.node().get(1)).isEqualTo("old");
        assertThat(this.nodes.loads).hasValue(1);
    }

    @Test
    void showsAChangeAtOnceOnItsNodeAndWithinASecondOnOthers() {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node();
        Node second = this.nodes.node();
        await().until(() -> first.receives() && second.receives());
        assertThat(first.get(1)).isEqualTo("old");
        assertThat(second.get(1)).isEqualTo("old");
        first.change(1, "new");
        assertThat(first.get(1)).isEqualTo("new");
        await().atMost(Duration.ofSeconds(1)).until(() -> second.get(1).equals("new"));
    }

    @Test
    void neverStallsWhoAsksForContentThatIsLoadedAgain() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        await().until(node::receives);
        Lifetime hot = new Lifetime(Duration.ofMillis(200), Duration.ofMinutes(10));
        ContentKind<Integer> kind = new ContentKind<>("hot", hot, Duration.ZERO, (id) -> true, (id) -> "hot",
                IllegalStateException::new, this.nodes.kind(hot).load());
        assertThat(node.get(kind, 1)).isEqualTo("old");
        this.nodes.database.put(1, "new");
        this.nodes.closeGate();
        await().until(() -> {
            assertThat(node.get(kind, 1)).as("while it is loaded again").isEqualTo("old");
            return this.nodes.loads.get() == 2;
        });
        assertThat(IntStream.range(0, 1000).mapToObj((n) -> node.get(kind, 1))).containsOnly("old");
        this.nodes.openGate();
        await().until(() -> node.get(kind, 1).equals("new"));
    }

    @Test
    void forgetsWhatWasReadBeforeTheCommitAndArrivesAfterIt() {
        assertThat(readAcrossACommit((parts) -> {
        })).isEqualTo("new");
    }

    @Test
    void wouldKeepItWithoutTheEpochFromBeforeTheLoad() {
        assertThat(readAcrossACommit((parts) -> parts.epochs = new UnguardedContent.Epochs())).isEqualTo("old");
    }

    private String readAcrossACommit(Consumer<Parts> changes) {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node(changes);
        await().until(node::receives);
        this.nodes.closeGate();
        CompletableFuture<String> early = node.ask(1);
        await().until(() -> this.nodes.loads.get() == 1);
        node.change(1, "new");
        this.nodes.openGate();
        early.join();
        return node.get(1);
    }

    @Test
    void doesNotShareWhatAnotherNodeReadBeforeTheCommit() {
        assertThat(readByAThirdNode((parts) -> {
        })).isEqualTo("new");
    }

    @Test
    void wouldShareItWithoutTheGenerationFromBeforeTheLoad() {
        assertThat(readByAThirdNode((parts) -> parts.level = UnguardedContent.Level::new)).isEqualTo("old");
    }

    private String readByAThirdNode(Consumer<Parts> changes) {
        this.nodes.database.put(1, "old");
        Node slow = this.nodes.node(changes);
        Node other = this.nodes.node();
        // So that the tag has a generation.
        other.change(1, "old");
        this.nodes.closeGate();
        CompletableFuture<String> early = slow.ask(1);
        await().until(() -> this.nodes.loads.get() == 1);
        other.change(1, "new");
        this.nodes.openGate();
        early.join();
        return this.nodes.node().get(1);
    }

    @Test
    void invalidatesAfterTheCommit() {
        assertThat(readBetweenInvalidationAndCommit(ContentCache::invalidateAfterCommit)).isEqualTo("new");
    }

    @Test
    void wouldKeepTheOldContentIfItWereInvalidatedInTheTransaction() {
        assertThat(readBetweenInvalidationAndCommit(ContentCache::invalidate)).isEqualTo("old");
    }

    private String readBetweenInvalidationAndCommit(BiConsumer<ContentCache, List<String>> invalidation) {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        await().until(node::receives);
        assertThat(node.get(1)).isEqualTo("old");
        TransactionSynchronizationManager.initSynchronization();
        try {
            invalidation.accept(node.cache, List.of("text:1"));
            assertThat(node.ask(1).join()).as("nothing is committed yet").isEqualTo("old");
            this.nodes.database.put(1, "new");
            TransactionSynchronizationManager.getSynchronizations().forEach(TransactionSynchronization::afterCommit);
        }
        finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
        return node.get(1);
    }

    @Test
    void dropsEverythingWhenAMessageWasLost() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        ContentKind<Integer> local = new ContentKind<>("local", ContentNodes.LONG, Duration.ZERO, (id) -> true,
                (id) -> "local", IllegalStateException::new, this.nodes.kind(ContentNodes.LONG).load());
        await().until(node::receives);
        this.nodes.publish("stranger 1 0 ");
        this.nodes.publish("stranger 2 0 seen");
        await().until(() -> {
            // Heard once what this node sent later has come back.
            return node.receives();
        });
        assertThat(node.get(local, 1)).isEqualTo("old");
        this.nodes.database.put(1, "new");
        this.nodes.publish("stranger 3 0 other");
        await().during(Duration.ofMillis(300)).until(() -> node.get(local, 1).equals("old"));
        this.nodes.publish("stranger 5 0 other");
        await().until(() -> node.get(local, 1).equals("new"));
    }

    @Test
    void readsTheDatabaseWhileRedisIsGoneAndIsAtMostASecondOld() {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node();
        Node second = this.nodes.node();
        await().until(() -> first.receives() && second.receives());
        assertThat(second.get(1)).isEqualTo("old");
        this.nodes.killRedis();
        first.change(1, "new");
        assertThat(first.get(1)).isEqualTo("new");
        await().atMost(Duration.ofMillis(1500)).until(() -> second.get(1).equals("new"));
        await().until(() -> first.value("ticketblue.cache.redis.away") == 1);
        assertThat(first.metrics.get("ticketblue.cache.redis.failures").counter().count()).isPositive();
        this.nodes.redis.startAgain();
        await().until(() -> first.receives() && second.receives());
        first.change(1, "newer");
        await().atMost(Duration.ofSeconds(1)).until(() -> second.get(1).equals("newer"));
        assertThat(first.value("ticketblue.cache.redis.away")).isZero();
    }

    @Test
    void repeatsWhatItCouldNotInvalidateWhileRedisHung() throws Exception {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node();
        Node second = this.nodes.node();
        await().until(() -> first.receives() && second.receives());
        assertThat(first.get(1)).isEqualTo("old");
        this.nodes.signal("STOP");
        try {
            await().until(() -> first.value("ticketblue.cache.redis.away") == 1);
            first.change(1, "new");
            assertThat(first.get(1)).isEqualTo("new");
            await().atMost(Duration.ofMillis(1500)).until(() -> second.get(1).equals("new"));
        }
        finally {
            this.nodes.signal("CONT");
        }
        await().until(() -> first.receives() && second.receives());
        await().until(() -> this.nodes.node().get(1).equals("new"));
        assertThat(first.get(1)).isEqualTo("new");
    }

    @Test
    void repeatsWhatRedisDidNotTake() {
        assertThat(readAfterARefusedInvalidation(InvalidationFeed::new)).isEqualTo("new");
    }

    @Test
    void wouldLeaveItOnOtherNodesWithoutRepeatingIt() {
        assertThat(readAfterARefusedInvalidation(UnguardedContent.Feed::new)).isEqualTo("old");
    }

    private String readAfterARefusedInvalidation(ContentNodes.FeedFactory feed) {
        AtomicBoolean refusing = new AtomicBoolean();
        AtomicInteger taken = new AtomicInteger();
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node((parts) -> {
            parts.feed = feed;
            parts.level = (link, settings, release, clock, metrics) -> new RedisLevel(link, settings, release, clock,
                    metrics) {
                @Override
                boolean invalidate(Collection<String> tags) {
                    boolean done = !refusing.get() && super.invalidate(tags);
                    taken.addAndGet(done ? 1 : 0);
                    return done;
                }
            };
        });
        Node second = this.nodes.node();
        await().until(() -> first.receives() && second.receives());
        assertThat(second.get(1)).isEqualTo("old");
        refusing.set(true);
        first.change(1, "new");
        assertThat(first.get(1)).as("it reads nothing old from Redis itself").isEqualTo("new");
        refusing.set(false);
        await().during(Duration.ofMillis(800)).until(() -> taken.get() <= 1);
        assertThat(this.nodes.node().get(1)).isEqualTo(second.get(1));
        return second.get(1);
    }

    @Test
    void repeatsWhatARedisWithOlderDataMayHaveLost() {
        assertThat(readFromARedisWithOlderData(new PendingInvalidations())).isEqualTo("new");
    }

    @Test
    void wouldReadOldContentOfSuchARedisWithoutRepeating() {
        assertThat(readFromARedisWithOlderData(new UnguardedContent.Pending())).isEqualTo("old");
    }

    /** What a node without memory reads that has received the invalidation before. */
    private String readFromARedisWithOlderData(PendingInvalidations pending) {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node();
        Node second = this.nodes.node((parts) -> {
            parts.levels = Levels.REDIS;
            parts.pending = pending;
        });
        await().until(() -> first.receives() && second.receives());
        // So that the tag has a generation.
        first.change(1, "old");
        assertThat(second.get(1)).isEqualTo("old");
        this.nodes.save();
        first.change(1, "new");
        await().until(() -> second.get(1).equals("new"));
        first.close();
        this.nodes.killRedis();
        await().until(() -> second.get(1).equals("new") && second.value("ticketblue.cache.redis.away") == 1);
        this.nodes.redis.startAgain();
        AtomicBoolean old = new AtomicBoolean();
        await().until(() -> {
            old.compareAndSet(false, second.get(1).equals("old"));
            return second.receives() && second.value("ticketblue.cache.redis.away") == 0;
        });
        await().during(Duration.ofMillis(300)).until(() -> {
            old.compareAndSet(false, second.get(1).equals("old"));
            return true;
        });
        return old.get() ? "old" : "new";
    }

    @Test
    void keepsWhatAReplicaAnsweredForASecondAtMostAndDoesNotShareIt() {
        assertThat(readAfterTheReplicaAnswered((id) -> DatabaseRoute.REPLICA.call(() -> this.nodes.load(id))))
            .isEqualTo("new");
    }

    @Test
    void wouldKeepItWithoutKnowingThatTheReplicaAnswered() {
        assertThat(readAfterTheReplicaAnswered(this.nodes::load)).isEqualTo("old");
    }

    /** The primary does not answer in time, and the replica lacks the latest change. */
    private String readAfterTheReplicaAnswered(Function<Integer, @Nullable Content> atReplica) {
        AtomicBoolean slow = new AtomicBoolean();
        Map<Integer, String> primary = new ConcurrentHashMap<>(Map.of(1, "old"));
        ContentKind<Integer> kind = ContentKind.of("replicated", ContentNodes.LONG, Duration.ofMinutes(2),
                (id) -> "text:" + id, IllegalStateException::new, (id) -> {
                    if (!PrimaryReads.isRequired()) {
                        return atReplica.apply(id);
                    }
                    if (slow.get()) {
                        throw new QueryTimeoutException("The primary is slow");
                    }
                    return Content.of(primary.getOrDefault(id, "").getBytes(StandardCharsets.UTF_8));
                });
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        await().until(node::receives);
        assertThat(node.get(kind, 1)).isEqualTo("old");
        slow.set(true);
        primary.put(1, "new");
        node.cache.invalidate(List.of("text:1"));
        assertThat(node.get(kind, 1)).as("rather old than nothing").isEqualTo("old");
        slow.set(false);
        AtomicReference<String> last = new AtomicReference<>("old");
        await().during(Duration.ofMillis(1100)).until(() -> {
            last.set(node.get(kind, 1));
            return true;
        });
        assertThat(this.nodes.node().get(kind, 1)).as("from Redis, or the primary").isEqualTo(last.get());
        return String.valueOf(last.get());
    }

    @Test
    void loadsForAllTogetherWhileRedisIsGoneAndTheDatabaseIsSlow() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        await().until(node::receives);
        this.nodes.killRedis();
        await().until(() -> !node.receives() && node.value("ticketblue.cache.redis.away") == 1);
        this.nodes.closeGate();
        List<CompletableFuture<String>> readers = IntStream.range(0, 30).mapToObj((n) -> node.ask(1)).toList();
        await().until(() -> this.nodes.loads.get() == 1);
        await().during(Duration.ofSeconds(1)).until(() -> this.nodes.loads.get() == 1);
        List<CompletableFuture<String>> late = IntStream.range(0, 30).mapToObj((n) -> node.ask(1)).toList();
        await().during(Duration.ofMillis(300)).until(() -> this.nodes.loads.get() == 1);
        this.nodes.openGate();
        assertThat(readers).allSatisfy((reader) -> assertThat(reader.join()).isEqualTo("old"));
        assertThat(late).allSatisfy((reader) -> assertThat(reader.join()).isEqualTo("old"));
        assertThat(this.nodes.mostLoading).hasValue(1);
        assertThat(this.nodes.loads).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void readsWhatRedisHasWhileTheDatabaseHangs() {
        IntStream.range(0, 40).forEach((id) -> this.nodes.database.put(id, "text " + id));
        Node other = this.nodes.node();
        Node node = this.nodes.node();
        await().until(() -> other.receives() && node.receives());
        IntStream.range(30, 40).forEach(other::get);
        this.nodes.loads.set(0);
        this.nodes.mostLoading.set(0);
        this.nodes.closeGate();
        List<CompletableFuture<String>> waiting = IntStream.range(0, 30).mapToObj(node::ask).toList();
        await().until(() -> this.nodes.loads.get() == 4);
        assertThat(IntStream.range(30, 40).mapToObj(node::get))
            .allSatisfy((text) -> assertThat(text).startsWith("text"));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        this.nodes.openGate();
        assertThat(waiting).allSatisfy((reader) -> assertThat(reader.join()).startsWith("text"));
        assertThat(this.nodes.mostLoading).as("connections to the database").hasValue(4);
    }

    @Test
    void countsTheTimeInRedisFromTheBeginningOfTheLoading() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        await().until(node::receives);
        ContentKind<Integer> counts = ContentKind.of("counts", ContentKind.COUNTS, Duration.ofMillis(400),
                (id) -> "counts", IllegalStateException::new, this.nodes::load);
        this.nodes.closeGate();
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> node.get(counts, 1),
                Thread::startVirtualThread);
        await().until(() -> this.nodes.loads.get() == 1);
        await().during(Duration.ofMillis(450)).until(() -> !slow.isDone());
        this.nodes.openGate();
        assertThat(slow.join()).isEqualTo("old");
        assertThat(this.nodes.contentsInRedis()).isZero();
    }

    @Test
    void doesNotReadFromRedisWhatShouldHaveExpired() {
        this.nodes.database.put(1, "old");
        assertThat(this.nodes.node().get(1)).isEqualTo("old");
        this.nodes.database.put(1, "new");
        assertThat(this.nodes.node().get(1)).as("it is there").isEqualTo("old");
        Node late = this.nodes.node((parts) -> parts.clock = Clock.offset(parts.clock, Duration.ofSeconds(121)));
        assertThat(late.get(1)).isEqualTo("new");
    }

    @Test
    void readsNothingFromRedisAfterANodeInvalidatedEverything() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node();
        await().until(node::receives);
        assertThat(node.get(1)).isEqualTo("old");
        this.nodes.database.put(1, "new");
        assertThat(this.nodes.node().get(1)).as("Redis has it").isEqualTo("old");
        this.nodes.publish("stranger 1 0 *");
        await().until(() -> node.get(1).equals("new"));
    }

    @Test
    void subscribesAgainWhenNoMessageComes() {
        AtomicInteger subscriptions = new AtomicInteger();
        Node node = this.nodes.node((parts) -> parts.feed = (level, epochs, pending,
                metrics) -> new InvalidationFeed(level, epochs, pending, metrics) {
                    @Override
                    RedisFuture<Void> subscribe(StatefulRedisPubSubConnection<String, String> connection) {
                        return (subscriptions.incrementAndGet() == 1) ? connection.async().subscribe("elsewhere")
                                : super.subscribe(connection);
                    }
                });
        await().until(() -> subscriptions.get() == 1);
        await().during(Duration.ofMillis(500)).until(() -> node.value("ticketblue.cache.feed.current") == 0);
        await().atMost(Duration.ofSeconds(10)).until(() -> node.value("ticketblue.cache.feed.current") == 1);
        assertThat(subscriptions).hasValue(2);
    }

    @Test
    void remembersShortlyThatThereIsNoneAndTellsRedisNothingOfIt() {
        Node node = this.nodes.node();
        await().until(node::receives);
        for (int time = 0; time < 100; time++) {
            assertThatExceptionOfType(ContentNodes.Missing.class).isThrownBy(() -> node.get(404));
        }
        assertThat(this.nodes.loads).hasValueLessThan(10);
        assertThat(this.nodes.keysInRedis()).isZero();
        node.change(404, "new");
        assertThat(node.get(404)).isEqualTo("new");
    }

    @Test
    void boundsWhatItKeepsOfNumbersThatPeopleMakeUp() {
        Node node = this.nodes.node((parts) -> {
            parts.localMegabytes = 1;
            parts.redisMegabytes = 1;
        });
        IntStream.range(0, 20_000)
            .forEach((id) -> assertThatExceptionOfType(ContentNodes.Missing.class).isThrownBy(() -> node.get(id)));
        await().until(() -> node.metrics.get("cache.size").gauge().value() * 200 <= 1.1 * 1024 * 1024);
        assertThat(this.nodes.keysInRedis()).isZero();
    }

    @Test
    void boundsWhatItWritesToRedis() {
        SplittableRandom random = new SplittableRandom(7);
        Node node = this.nodes.node((parts) -> {
            parts.localMegabytes = 1;
            parts.redisMegabytes = 1;
        });
        IntStream.range(0, 40).forEach((id) -> {
            String text = random.ints(100_000, 33, 126).mapToObj(Character::toString).collect(Collectors.joining());
            this.nodes.database.put(id, text);
            assertThat(node.get(id)).isEqualTo(text);
        });
        assertThat(this.nodes.bytesInRedis()).isBetween(500_000L, 1024L * 1024L);
    }

    @Test
    void loadsContentAgainWhenTheTimeComesAtWhichItChanges() {
        this.nodes.database.put(1, "old");
        this.nodes.changesAt(Instant.now().plusMillis(300));
        Node node = this.nodes.node();
        await().until(node::receives);
        String first = node.get(1);
        assertThat(first).isEqualTo("old");
        this.nodes.database.put(1, "new");
        await().until(() -> node.get(1).equals("new"));
    }

    @Test
    void keepsNothingWhereNoLevelIsUsed() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node(Levels.NONE);
        assertThat(node.get(1)).isEqualTo("old");
        this.nodes.database.put(1, "new");
        assertThat(node.get(1)).isEqualTo("new");
        assertThat(this.nodes.keysInRedis()).isZero();
    }

    @Test
    void sharesThroughRedisAloneWhereMemoryIsNotUsed() {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node(Levels.REDIS);
        Node second = this.nodes.node(Levels.REDIS);
        assertThat(first.get(1)).isEqualTo("old");
        assertThat(second.get(1)).isEqualTo("old");
        assertThat(this.nodes.loads).hasValue(1);
        first.change(1, "new");
        assertThat(second.get(1)).isEqualTo("new");
    }

}
