package io.ticketblue.shared.content;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.content.ContentNodes.Node;
import io.ticketblue.shared.content.ContentNodes.Parts;
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
