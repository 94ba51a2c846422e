package io.ticketblue.search.indexing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.ticketblue.IntegrationTest;
import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    @BeforeEach
    void prepare() {
        this.states = new IndexStateRepository(this.sql);
        this.states.state("things");
        SearchSettings settings = new SearchSettings(Backend.LUCENE, this.directory,
                new Elasticsearch(List.<URI>of(), null, null, "ticketblue", Duration.ofSeconds(5)));
        this.indexes = new LiveIndexes(List.of(this.definition), settings, this.metrics);
        this.factory = new IndexFactory(settings);
        this.generations = new Generations(this.factory, this.indexes, this.states);
    }

    @AfterEach
    void close() {
        this.generations.closeAll();
        this.sql.sql("DELETE FROM search_index WHERE name = 'things'").update();
        this.sql.sql("DELETE FROM search_change WHERE kind = 'thing'").update();
    }

    @Test
    void neverWritesAnOlderStateOverANewerOne() throws Exception {
        assertThat(textAfterAChangeDuringARebuild(new ChangeWriter(this.queue, this.indexes, this.metrics)))
            .isEqualTo("new");
    }

    /** Control: without the lock the rebuild writes what it read before the change. */
    @Test
    void wouldWriteAnOlderStateWithoutTheLock() throws Exception {
        assertThat(textAfterAChangeDuringARebuild(new Unlocked(this.queue, this.indexes, this.metrics)))
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
        Rebuild rebuild = new Rebuild(this.factory, this.generations, writer, this.states);
        Thread rebuilding = Thread.ofPlatform().start(() -> rebuild.run(this.definition, () -> true));
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
        ChangeWriter writer = new ChangeWriter(this.queue, this.indexes, this.metrics);
        new Rebuild(this.factory, this.generations, writer, this.states).run(this.definition, () -> true);
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
    void keepsNothingOfAChangeThatIsUndone() {
        this.transaction.executeWithoutResult((status) -> {
            this.queue.add(ThingSource.KIND, 7);
            status.setRollbackOnly();
        });
        assertThat(this.queue.due(List.of(ThingSource.KIND), 10)).isEmpty();
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

        Unlocked(ChangeQueue queue, LiveIndexes indexes, MeterRegistry metrics) {
            super(queue, indexes, metrics);
        }

        @Override
        void underLock(Runnable work) {
            work.run();
        }

    }

}
