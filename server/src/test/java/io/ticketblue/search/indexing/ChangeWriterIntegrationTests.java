package io.ticketblue.search.indexing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.ticketblue.IntegrationTest;
import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/** What is written while the index is rebuilt, and what cannot be written. */
@IntegrationTest
class ChangeWriterIntegrationTests {

    private final ThingSource source = new ThingSource();

    private final IndexDefinition definition = new IndexDefinition("things", 1, List.of(this.source),
            Set.of(Thing.class));

    private final MeterRegistry metrics = new SimpleMeterRegistry();

    private LiveIndexes indexes;

    @TempDir
    private Path directory;

    @Autowired
    private ChangeQueue queue;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    private IndexStateRepository states;

    private Generations generations;

    private IndexFactory factory;

    private WriterLease lease;

    @Autowired
    private IndexKeeper keeper;

    @BeforeEach
    void prepare() {
        this.keeper.stop();
        this.states = new IndexStateRepository(this.sql);
        this.states.state("things");
        Elasticsearch none = new Elasticsearch(List.<URI>of(), null, null, "ticketblue", Duration.ofSeconds(5));
        SearchSettings settings = new SearchSettings(Backend.LUCENE, this.directory, none);
        this.indexes = new LiveIndexes(List.of(this.definition), settings, this.metrics);
        this.factory = new IndexFactory(settings);
        this.generations = new Generations(this.factory, this.indexes, this.states);
        this.lease = new WriterLease(this.sql, settings,
                new NodeIdentity(new SearchSettings(Backend.NONE, this.directory, none)));
    }

    @AfterEach
    void close() {
        this.generations.closeAll();
        this.sql.sql("DELETE FROM search_index WHERE name = 'things'").update();
        this.sql.sql("DELETE FROM search_change WHERE kind = 'thing'").update();
        this.lease.release();
        this.keeper.start();
    }

    @Test
    void neverWritesAnOlderStateOverANewerOne() throws Exception {
        assertThat(textAfterAChangeDuringARebuild(new ChangeWriter(this.queue, this.indexes, this.lease, this.metrics)))
            .isEqualTo("new");
    }

    /** Control: without the lock the rebuild writes what it read before the change. */
    @Test
    void wouldWriteAnOlderStateWithoutTheLock() throws Exception {
        assertThat(textAfterAChangeDuringARebuild(new Unlocked(this.queue, this.indexes, this.lease, this.metrics)))
            .isEqualTo("old");
    }

    private String textAfterAChangeDuringARebuild(ChangeWriter writer) throws Exception {
        this.source.things.put(1L, "old");
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        this.source.afterReading = () -> {
            read.countDown();
            awaitLatch(goOn);
        };
        Thread rebuilding = Thread.ofPlatform().start(() -> rebuild(writer));
        assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        this.source.things.put(1L, "new");
        change(1);
        Thread writing = Thread.ofPlatform().start(() -> writer.writeSome(this.definition));
        await().until(() -> writing.getState() == Thread.State.WAITING || !writing.isAlive());
        goOn.countDown();
        rebuilding.join(Duration.ofSeconds(30));
        writing.join(Duration.ofSeconds(30));
        return text(1);
    }

    private void rebuild(ChangeWriter writer) {
        this.states.requestRebuild("things");
        new Rebuild(this.factory, this.generations, writer, this.states, this.lease, this.transaction)
            .run(this.definition, () -> true);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void aChangeThatCannotBeReadHoldsUpNoOthersAndIsTriedAgain() {
        ChangeWriter writer = new ChangeWriter(this.queue, this.indexes, this.lease, this.metrics);
        rebuild(writer);
        for (long id = 1; id <= 5; id++) {
            this.source.things.put(id, "thing " + id);
            change(id);
        }
        this.source.broken = 3;
        assertThat(writer.writeSome(this.definition)).isTrue();
        assertThat(text(2)).isEqualTo("thing 2");
        assertThat(text(3)).isEmpty();
        assertThat(text(5)).isEqualTo("thing 5");
        assertThat(this.sql.sql("SELECT thing_id FROM search_change WHERE kind = 'thing' AND attempts = 1")
            .query(Long.class)
            .list()).containsExactly(3L);
        this.source.broken = 0;
        this.sql.sql("UPDATE search_change SET due_at = UTC_TIMESTAMP(6) WHERE kind = 'thing'").update();
        assertThat(writer.writeSome(this.definition)).isTrue();
        assertThat(text(3)).isEqualTo("thing 3");
        this.source.things.remove(3L);
        change(3);
        assertThat(writer.writeSome(this.definition)).isTrue();
        assertThat(text(3)).isEmpty();
        assertThat(writer.writeSome(this.definition)).isFalse();
    }

    @Test
    void waitsForADatabaseThatIsAwayWithoutBlamingTheChange() {
        ChangeWriter writer = new ChangeWriter(this.queue, this.indexes, this.lease, this.metrics);
        rebuild(writer);
        change(1);
        change(2);
        this.source.afterLoading = () -> {
            throw new DataAccessResourceFailureException("away");
        };
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
            .isThrownBy(() -> writer.writeSome(this.definition));
        assertThat(this.metrics.get("ticketblue.search.indexing.failures").counter().count()).isZero();
        assertThat(this.queue.due(List.of(ThingSource.KIND), 10)).extracting(ChangeQueue.Change::attempts)
            .containsExactly(0, 0);
    }

    @Test
    void rebuildsOnceThoughItIsStartedTwice() {
        ChangeWriter writer = new ChangeWriter(this.queue, this.indexes, this.lease, this.metrics);
        rebuild(writer);
        long generation = this.states.state("things").lastGeneration();
        new Rebuild(this.factory, this.generations, writer, this.states, this.lease, this.transaction)
            .run(this.definition, () -> true);
        assertThat(this.states.state("things").lastGeneration()).isEqualTo(generation);
        rebuild(writer);
        assertThat(this.states.state("things").activeGeneration()).isEqualTo(generation + 1);
    }

    @Test
    void deletesTheFilesOfAllFormerGenerationsAndOfUnfinishedOnes() {
        ChangeWriter writer = new ChangeWriter(this.queue, this.indexes, this.lease, this.metrics);
        rebuild(writer);
        rebuild(writer);
        this.states.requestRebuild("things");
        leave(Objects.requireNonNull(this.states.nextGeneration("things")));
        rebuild(writer);
        IndexStateRepository.IndexState state = this.states.state("things");
        assertThat(this.directory.resolve("things")).isDirectoryContaining((one) -> one.endsWith("1"))
            .isDirectoryContaining((one) -> one.endsWith("3"));
        this.sql.sql("UPDATE search_index SET activated_at = activated_at - INTERVAL 60 SECOND WHERE name = 'things'")
            .update();
        this.generations.closeFormer();
        this.generations.dropUnused(this.definition, state);
        assertThat(this.directory.resolve("things").toFile().list()).containsExactly("4");
    }

    private void leave(long generation) {
        try (OpenIndex unfinished = this.factory.open(this.definition, generation)) {
            unfinished.create();
        }
    }

    @Test
    void keepsNothingOfAChangeThatIsUndone() {
        this.transaction.executeWithoutResult((status) -> {
            this.queue.add(ThingSource.KIND, 7);
            status.setRollbackOnly();
        });
        assertThat(this.queue.due(List.of(ThingSource.KIND), 10)).isEmpty();
    }

    @Test
    void wakesTheWriterOnceAChangeIsCommitted() {
        Wakeup wakeup = mock();
        ChangeQueue signalling = new ChangeQueue(this.sql, wakeup);
        this.transaction.executeWithoutResult((status) -> {
            signalling.add(ThingSource.KIND, List.of(1L, 2L, 2L));
            verifyNoInteractions(wakeup);
        });
        verify(wakeup).signal();
        assertThat(this.queue.due(List.of(ThingSource.KIND), 10)).extracting(ChangeQueue.Change::thingId)
            .containsExactlyInAnyOrder(1L, 2L, 2L);
        assertThat(IndexKeeper.LOOK_EVERY).as("and without a signal, as from another node")
            .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    private void change(long id) {
        this.transaction.executeWithoutResult((status) -> this.queue.add(ThingSource.KIND, id));
    }

    private String text(long id) {
        return this.indexes.index("things")
            .read((session) -> session.search(Thing.class)
                .select((field) -> field.field("text", String.class))
                .where((all) -> all.id().matching(id))
                .fetchHits(1))
            .stream()
            .findFirst()
            .orElse("");
    }

    /** Reads and writes whenever it likes. */
    private static final class Unlocked extends ChangeWriter {

        Unlocked(ChangeQueue queue, LiveIndexes indexes, WriterLease lease, MeterRegistry metrics) {
            super(queue, indexes, lease, metrics);
        }

        @Override
        void underLock(Runnable work) {
            work.run();
        }

    }

}
