package io.ticketblue.search.indexing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.IndexLost;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;
import io.ticketblue.search.indexing.IndexStateRepository.IndexState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nodes on one cluster: one has the lease and writes, all search. A node that loses the
 * lease while it writes or rebuilds must not undo what the next one has written.
 */
@IntegrationTest
class ClusterNodesIntegrationTests {

    private static final String NAME = "shared-things";

    private final ThingSource source = new ThingSource();

    private final IndexDefinition definition = new IndexDefinition(NAME, 1, List.of(this.source), Set.of(Thing.class));

    private final List<Node> nodes = new ArrayList<>();

    @Autowired
    private IndexKeeper keeper;

    @Autowired
    private ChangeQueue queue;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    private SearchSettings settings;

    private IndexStateRepository states;

    private IndexFactory factory;

    private Node other;

    @BeforeEach
    void start() {
        this.keeper.stop();
        this.states = new IndexStateRepository(this.sql);
        this.states.state(NAME);
        this.settings = new SearchSettings(Backend.ELASTICSEARCH, Path.of("unused"), new Elasticsearch(
                List.of(URI.create(TestServers.openSearch().url())), null, null, "nodes", Duration.ofSeconds(10)));
        this.factory = new IndexFactory(this.settings);
        this.other = new Node(true);
    }

    @AfterEach
    void close() {
        this.nodes.forEach((node) -> node.generations.closeAll());
        this.sql.sql("DELETE FROM search_index WHERE name = :name").param("name", NAME).update();
        this.sql.sql("DELETE FROM search_change WHERE kind = 'thing'").update();
        this.sql.sql("UPDATE search_writer SET held_until = NULL").update();
        this.keeper.start();
    }

    @Test
    void allNodesSearchTheSameGeneration() {
        Node writing = new Node(true);
        assertThat(this.other.follows()).isFalse();
        this.source.things.put(1L, "first");
        writing.rebuild();
        assertThat(this.other.follows()).isTrue();
        assertThat(this.other.text(1)).isEqualTo("first");
        change(1, "changed");
        assertThat(writing.writer.writeSome(this.definition)).isTrue();
        assertThat(this.other.text(1)).isEqualTo("changed");
        writing.rebuild();
        assertThat(this.other.text(1)).isEqualTo("changed");
        assertThat(this.other.follows()).isTrue();
        assertThat(this.other.text(1)).isEqualTo("changed");
    }

    @Test
    void deletesAllFormerGenerationsAndUnfinishedOnesOnceAllNodesHaveFollowed() {
        Node writing = new Node(true);
        writing.rebuild();
        long first = this.states.state(NAME).lastGeneration();
        writing.rebuild();
        this.states.requestRebuild(NAME);
        leave(Objects.requireNonNull(this.states.nextGeneration(NAME)));
        writing.rebuild();
        leave(first + 4);
        IndexState state = this.states.state(NAME);
        assertThat(state.activeGeneration()).isEqualTo(first + 3);
        writing.generations.dropUnused(this.definition, state);
        assertThat(existing(first)).as("other nodes may still search it").containsOnly(0L, 1L, 2L, 3L, 4L);
        this.sql.sql("UPDATE search_index SET activated_at = activated_at - INTERVAL 60 SECOND WHERE name = :name")
            .param("name", NAME)
            .update();
        writing.later(Duration.ofSeconds(11));
        writing.generations.dropUnused(this.definition, state);
        assertThat(existing(first)).as("one that another node has begun since stays").containsOnly(3L, 4L);
        this.states.requestRebuild(NAME);
        assertThat(this.states.nextGeneration(NAME)).isEqualTo(first + 4);
        writing.later(Duration.ofSeconds(11));
        writing.generations.dropUnused(this.definition, this.states.state(NAME));
        assertThat(existing(first)).as("while a rebuild fills it").containsOnly(3L, 4L);
        this.sql.sql("UPDATE search_index SET rebuild_requested_at = NULL WHERE name = :name")
            .param("name", NAME)
            .update();
        writing.later(Duration.ofSeconds(11));
        writing.generations.dropUnused(this.definition, this.states.state(NAME));
        assertThat(existing(first)).containsOnly(3L);
    }

    private void leave(long generation) {
        try (OpenIndex unfinished = this.factory.open(this.definition, generation)) {
            unfinished.create();
        }
    }

    private List<Long> existing(long first) {
        return LongStream.rangeClosed(0, 4).filter((number) -> {
            try (OpenIndex index = this.factory.open(this.definition, first + number)) {
                return index.exists();
            }
        }).boxed().toList();
    }

    @Test
    void noticesAGenerationThatIsLostWhileItIsSearched() {
        Node writing = new Node(true);
        writing.rebuild();
        assertThat(writing.follows()).isTrue();
        this.factory.open(this.definition, this.states.state(NAME).lastGeneration()).drop();
        writing.later(Duration.ofSeconds(31));
        assertThat(writing.follows()).isFalse();
        assertThat(writing.indexes.index(NAME).active()).isNull();
        assertThat(writing.follows()).isFalse();
        writing.rebuild();
        assertThat(writing.follows()).isTrue();
    }

    @Test
    void writesNoChangeWhereTheIndexesAreLost() {
        Node writing = lostWithAThing();
        change(2, "changed");
        assertThatExceptionOfType(IndexLost.class).isThrownBy(() -> writing.writer.writeSome(this.definition));
        assertThat(existing(this.states.state(NAME).lastGeneration())).as("by the write").doesNotContain(0L);
        assertThat(writing.follows()).isFalse();
        writing.rebuild();
        assertThat(writing.writer.writeSome(this.definition)).isTrue();
        assertThat(writing.text(1)).isEqualTo("first");
        assertThat(writing.text(2)).isEqualTo("changed");
    }

    /** Control: without the guard, the cluster makes an index with this change alone. */
    @Test
    void takesAnIndexThatTheClusterMadeByItselfForLost() {
        Node writing = lostWithAThing();
        change(2, "changed");
        Objects.requireNonNull(writing.indexes.index(NAME).active()).write(List.of(new Thing(2, "changed")), Map.of());
        assertThat(writing.text(2)).isEqualTo("changed");
        assertThat(writing.text(1)).isEmpty();
        writing.later(Duration.ofSeconds(31));
        assertThat(writing.follows()).isFalse();
        assertThat(writing.indexes.index(NAME).active()).isNull();
    }

    private Node lostWithAThing() {
        Node writing = new Node(true);
        this.source.things.put(1L, "first");
        writing.rebuild();
        assertThat(writing.follows()).isTrue();
        this.factory.open(this.definition, this.states.state(NAME).lastGeneration()).drop();
        return writing;
    }

    @Test
    void takesOverWhatANodeLeftThatWasKilled() {
        Node killed = new Node(true);
        killed.rebuild();
        assertThat(this.other.follows()).isTrue();
        change(1, "left");
        assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> this.other.writer.writeSome(this.definition));
        assertThat(this.other.text(1)).isEmpty();
        expire(killed);
        assertThat(this.other.writer.writeSome(this.definition)).isTrue();
        assertThat(this.other.text(1)).isEqualTo("left");
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void activatesNoGenerationThatLacksChangesOfANodeThatHadTheLeaseMeanwhile(boolean released) {
        Node writing = new Node(true);
        assertThat(textAfterTheLeaseWasLostDuringARebuild(writing, released)).isEqualTo("new");
        assertThat(this.states.state(NAME).rebuildRequestedAt()).as("still wanted").isNotNull();
    }

    /** Control: without the fence, a generation without the change is activated. */
    @Test
    void wouldActivateAGenerationThatLacksChangesWithoutTheFence() {
        assertThat(textAfterTheLeaseWasLostDuringARebuild(new Node(false), false)).isEqualTo("old");
    }

    private String textAfterTheLeaseWasLostDuringARebuild(Node writing, boolean released) {
        this.source.things.put(1L, "old");
        writing.rebuild();
        assertThat(this.other.follows()).isTrue();
        AtomicInteger portions = new AtomicInteger();
        this.source.afterReading = () -> {
            if (portions.incrementAndGet() == 2) {
                expire(writing);
                change(1, "new");
                assertThat(this.other.writer.writeSome(this.definition)).isTrue();
                if (released) {
                    this.other.lease.release();
                    assertThat(writing.lease.hold()).isTrue();
                }
            }
        };
        writing.rebuild();
        assertThat(portions).hasValue(2);
        this.other.follows();
        return this.other.text(1);
    }

    @Test
    void writesNothingThatWasReadBeforeAnotherNodeTookTheLease() {
        Node writing = new Node(true);
        assertThat(textAfterTheLeaseWasLostDuringAWrite(writing)).isEqualTo("new");
        assertThat(this.queue.due(List.of(ThingSource.KIND), 10)).isEmpty();
    }

    /** Control: without the fence, the older state is written over the newer one. */
    @Test
    void wouldWriteAnOlderStateWithoutTheFence() {
        assertThat(textAfterTheLeaseWasLostDuringAWrite(new Node(false))).isEqualTo("old");
    }

    private String textAfterTheLeaseWasLostDuringAWrite(Node writing) {
        writing.rebuild();
        assertThat(this.other.follows()).isTrue();
        change(1, "old");
        this.source.afterLoading = () -> {
            this.source.afterLoading = () -> {
            };
            overtake(writing);
        };
        if (writing.lease.fenced) {
            assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> writing.writer.writeSome(this.definition));
        }
        else {
            assertThat(writing.writer.writeSome(this.definition)).isTrue();
        }
        return this.other.text(1);
    }

    /** The other node takes the lease and writes a newer state. */
    private void overtake(Node writing) {
        expire(writing);
        this.source.things.put(1L, "new");
        assertThat(this.other.writer.writeSome(this.definition)).isTrue();
    }

    @Test
    void queuesAgainWhatItMayHaveWrittenLate() {
        Node writing = new Node(true);
        writeLate(writing);
        assertThat(this.other.writer.writeSome(this.definition)).isTrue();
        assertThat(this.other.text(1)).isEqualTo("new");
        assertThat(this.other.writer.writeSome(this.definition)).isFalse();
    }

    /** Control: without the term, the older state stays. */
    @Test
    void wouldLeaveWhatItHasWrittenLateWithoutTheTerm() {
        writeLate(new Node(false));
        assertThat(this.other.writer.writeSome(this.definition)).isFalse();
        assertThat(this.other.text(1)).isEqualTo("old");
    }

    /** The node stalls after it has looked whether it may write. */
    private void writeLate(Node writing) {
        writing.rebuild();
        assertThat(this.other.follows()).isTrue();
        change(1, "old");
        writing.lease.afterTheCheck.set(() -> overtake(writing));
        try {
            assertThat(writing.writer.writeSome(this.definition)).isTrue();
            assertThat(writing.lease.fenced).isFalse();
        }
        catch (LeaseLost ex) {
            assertThat(writing.lease.fenced).isTrue();
        }
        assertThat(this.other.text(1)).isEqualTo("old");
    }

    private void change(long id, String text) {
        this.source.things.put(id, text);
        this.transaction.executeWithoutResult((status) -> this.queue.add(ThingSource.KIND, id));
    }

    /** The node does not renew the lease for more than 15 seconds. */
    private void expire(Node node) {
        node.later(Duration.ofSeconds(20));
        this.sql.sql("UPDATE search_writer SET held_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND").update();
        assertThat(this.other.lease.hold()).isTrue();
    }

    /** What a node has of the index. */
    private final class Node {

        private final AtomicLong nanos = new AtomicLong();

        private final LiveIndexes indexes = new LiveIndexes(List.of(ClusterNodesIntegrationTests.this.definition),
                ClusterNodesIntegrationTests.this.settings, new SimpleMeterRegistry());

        private final Generations generations = new Generations(ClusterNodesIntegrationTests.this.factory, this.indexes,
                ClusterNodesIntegrationTests.this.states, this.nanos::get);

        private final TestLease lease;

        private final ChangeWriter writer;

        Node(boolean fenced) {
            ClusterNodesIntegrationTests.this.nodes.add(this);
            this.lease = new TestLease(ClusterNodesIntegrationTests.this.sql,
                    ClusterNodesIntegrationTests.this.settings, this.nanos, fenced);
            this.writer = new ChangeWriter(ClusterNodesIntegrationTests.this.queue, this.indexes, this.lease,
                    new SimpleMeterRegistry());
        }

        void later(Duration time) {
            this.nanos.addAndGet(time.toNanos());
        }

        void rebuild() {
            ClusterNodesIntegrationTests.this.states.requestRebuild(NAME);
            new Rebuild(ClusterNodesIntegrationTests.this.factory, this.generations, this.writer,
                    ClusterNodesIntegrationTests.this.states, this.lease, ClusterNodesIntegrationTests.this.transaction)
                .run(ClusterNodesIntegrationTests.this.definition, () -> true);
        }

        boolean follows() {
            return this.generations.follow(ClusterNodesIntegrationTests.this.definition,
                    ClusterNodesIntegrationTests.this.states.state(NAME));
        }

        String text(long id) {
            return this.indexes.index(NAME)
                .read((session) -> session.search(Thing.class)
                    .select((field) -> field.field("text", String.class))
                    .where((all) -> all.id().matching(id))
                    .fetchHits(1))
                .stream()
                .findFirst()
                .orElse("");
        }

    }

    /** Believes that it has the lease for ever if it is not fenced. */
    private static final class TestLease extends WriterLease {

        private final boolean fenced;

        private final AtomicReference<Runnable> afterTheCheck = new AtomicReference<>(() -> {
        });

        TestLease(JdbcClient sql, SearchSettings settings, AtomicLong nanos, boolean fenced) {
            super(sql, settings, new NodeIdentity(settings), nanos::get);
            this.fenced = fenced;
        }

        @Override
        boolean hold() {
            return !this.fenced || super.hold();
        }

        @Override
        boolean mayWrite() {
            boolean allowed = !this.fenced || super.mayWrite();
            this.afterTheCheck.getAndSet(() -> {
            }).run();
            return allowed;
        }

        @Override
        long term() {
            return this.fenced ? super.term() : 0;
        }

        @Override
        boolean lockedSince(long since) {
            return !this.fenced || super.lockedSince(since);
        }

    }

}
