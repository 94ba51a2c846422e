package io.ticketblue.shared.content;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.ticketblue.shared.content.ContentNodes.Node;
import io.ticketblue.shared.content.ContentSettings.Levels;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.PrimaryReads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.QueryTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What nodes show while Redis, the database or a replica fails. */
@Timeout(60)
class ContentOutagesIntegrationTests {

    private final ContentNodes nodes = new ContentNodes();

    @AfterEach
    void end() {
        this.nodes.close();
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

}
