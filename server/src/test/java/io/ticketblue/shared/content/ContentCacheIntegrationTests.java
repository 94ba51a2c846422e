package io.ticketblue.shared.content;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.content.ContentCache.Guards;
import io.ticketblue.shared.content.ContentNodes.Node;
import io.ticketblue.shared.content.ContentSettings.Levels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Several nodes in one JVM, with one real Redis. */
@Timeout(60)
class ContentCacheIntegrationTests {

    private static final Guards LOCAL_OFF = new Guards(false, true, true);

    private static final Guards SHARED_OFF = new Guards(true, false, true);

    private static final Guards COMMIT_OFF = new Guards(true, true, false);

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
        await().until(() -> first.hearsOthers() && second.hearsOthers());
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
        await().until(node::hearsOthers);
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
        assertThat(readAcrossACommit(Guards.ALL)).isEqualTo("new");
    }

    @Test
    void wouldKeepItWithoutTheEpochFromBeforeTheLoad() {
        assertThat(readAcrossACommit(LOCAL_OFF)).isEqualTo("old");
    }

    private String readAcrossACommit(Guards guards) {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node(Levels.BOTH, 16, 16, guards);
        await().until(node::hearsOthers);
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
        assertThat(readByAThirdNode(Guards.ALL)).isEqualTo("new");
    }

    @Test
    void wouldShareItWithoutTheGenerationFromBeforeTheLoad() {
        assertThat(readByAThirdNode(SHARED_OFF)).isEqualTo("old");
    }

    private String readByAThirdNode(Guards guards) {
        this.nodes.database.put(1, "old");
        Node slow = this.nodes.node(Levels.BOTH, 16, 16, guards);
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
        assertThat(readBetweenInvalidationAndCommit(Guards.ALL)).isEqualTo("new");
    }

    @Test
    void wouldKeepTheOldContentIfItWereInvalidatedInTheTransaction() {
        assertThat(readBetweenInvalidationAndCommit(COMMIT_OFF)).isEqualTo("old");
    }

    private String readBetweenInvalidationAndCommit(Guards guards) {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node(Levels.BOTH, 16, 16, guards);
        await().until(node::hearsOthers);
        assertThat(node.get(1)).isEqualTo("old");
        TransactionSynchronizationManager.initSynchronization();
        try {
            node.cache.invalidateAfterCommit(List.of("text:1"));
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
        Node node = this.nodes.node(Levels.BOTH, 16, 16, Guards.ALL);
        ContentKind<Integer> local = new ContentKind<>("local", ContentNodes.LONG, Duration.ZERO, (id) -> true,
                (id) -> "local", IllegalStateException::new, this.nodes.kind(ContentNodes.LONG).load());
        await().until(node::hearsOthers);
        this.nodes.publish("stranger 1 0 ");
        this.nodes.publish("stranger 2 0 seen");
        await().until(() -> {
            // Heard once what this node sent later has come back.
            return node.hearsOthers();
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
        await().until(() -> first.hearsOthers() && second.hearsOthers());
        assertThat(second.get(1)).isEqualTo("old");
        ProcessHandle.of(this.nodes.redis.pid()).orElseThrow().destroyForcibly();
        this.nodes.redis.ended().join();
        first.change(1, "new");
        assertThat(first.get(1)).isEqualTo("new");
        await().atMost(Duration.ofMillis(1500)).until(() -> second.get(1).equals("new"));
        await().until(() -> first.value("ticketblue.cache.redis.away") == 1);
        assertThat(first.metrics.get("ticketblue.cache.redis.failures").counter().count()).isPositive();
        this.nodes.redis.startAgain();
        await().until(() -> first.hearsOthers() && second.hearsOthers());
        first.change(1, "newer");
        await().atMost(Duration.ofSeconds(1)).until(() -> second.get(1).equals("newer"));
        assertThat(first.value("ticketblue.cache.redis.away")).isZero();
    }

    @Test
    void repeatsWhatItCouldNotInvalidateWhileRedisHung() throws Exception {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node();
        Node second = this.nodes.node();
        await().until(() -> first.hearsOthers() && second.hearsOthers());
        assertThat(first.get(1)).isEqualTo("old");
        this.nodes.signal("STOP");
        try {
            first.change(1, "new");
            assertThat(first.get(1)).isEqualTo("new");
            await().atMost(Duration.ofMillis(1500)).until(() -> second.get(1).equals("new"));
        }
        finally {
            this.nodes.signal("CONT");
        }
        await().until(() -> first.hearsOthers() && second.hearsOthers());
        await().until(() -> this.nodes.node().get(1).equals("new"));
        assertThat(first.get(1)).isEqualTo("new");
    }

    @Test
    void remembersShortlyThatThereIsNoneAndTellsRedisNothingOfIt() {
        Node node = this.nodes.node();
        await().until(node::hearsOthers);
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
        Node node = this.nodes.node(Levels.BOTH, 1, 1, Guards.ALL);
        IntStream.range(0, 20_000)
            .forEach((id) -> assertThatExceptionOfType(ContentNodes.Missing.class).isThrownBy(() -> node.get(id)));
        await().until(() -> node.metrics.get("cache.size").gauge().value() * 200 <= 1.1 * 1024 * 1024);
        assertThat(this.nodes.keysInRedis()).isZero();
    }

    @Test
    void boundsWhatItWritesToRedis() {
        SplittableRandom random = new SplittableRandom(7);
        Node node = this.nodes.node(Levels.BOTH, 1, 1, Guards.ALL);
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
        await().until(node::hearsOthers);
        String first = node.get(1);
        assertThat(first).isEqualTo("old");
        this.nodes.database.put(1, "new");
        await().until(() -> node.get(1).equals("new"));
    }

    @Test
    void keepsNothingWhereNoLevelIsUsed() {
        this.nodes.database.put(1, "old");
        Node node = this.nodes.node(Levels.NONE, 16, 16, Guards.ALL);
        assertThat(node.get(1)).isEqualTo("old");
        this.nodes.database.put(1, "new");
        assertThat(node.get(1)).isEqualTo("new");
        assertThat(this.nodes.keysInRedis()).isZero();
    }

    @Test
    void sharesThroughRedisAloneWhereMemoryIsNotUsed() {
        this.nodes.database.put(1, "old");
        Node first = this.nodes.node(Levels.REDIS, 16, 16, Guards.ALL);
        Node second = this.nodes.node(Levels.REDIS, 16, 16, Guards.ALL);
        assertThat(first.get(1)).isEqualTo("old");
        assertThat(second.get(1)).isEqualTo("old");
        assertThat(this.nodes.loads).hasValue(1);
        first.change(1, "new");
        assertThat(second.get(1)).isEqualTo("new");
    }

}
