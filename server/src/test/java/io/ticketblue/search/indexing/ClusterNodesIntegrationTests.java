package io.ticketblue.search.indexing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes on one cluster: one writes, both search. */
@IntegrationTest
class ClusterNodesIntegrationTests {

    private static final String NAME = "shared-things";

    private final ThingSource source = new ThingSource();

    private final IndexDefinition definition = new IndexDefinition(NAME, 1, List.of(this.source), Set.of(Thing.class));

    @Autowired
    private ChangeQueue queue;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    private IndexStateRepository states;

    private SearchSettings settings;

    private IndexFactory factory;

    private Node writing;

    private Node other;

    @BeforeEach
    void start() {
        this.states = new IndexStateRepository(this.sql);
        this.states.state(NAME);
        this.settings = new SearchSettings(Backend.ELASTICSEARCH, Path.of("unused"), new Elasticsearch(
                List.of(URI.create(TestServers.openSearch().url())), null, null, "nodes", Duration.ofSeconds(10)));
        this.factory = new IndexFactory(this.settings);
        this.writing = new Node();
        this.other = new Node();
    }

    @AfterEach
    void close() {
        this.writing.generations.closeAll();
        this.other.generations.closeAll();
        this.sql.sql("DELETE FROM search_index WHERE name = :name").param("name", NAME).update();
        this.sql.sql("DELETE FROM search_change WHERE kind = 'thing'").update();
    }

    @Test
    void allNodesSearchTheSameGenerationAndTheFormerOneIsDeleted() {
        assertThat(this.other.follows()).isFalse();
        this.source.things.put(1L, "first");
        rebuild();
        assertThat(this.other.follows()).isTrue();
        assertThat(this.other.text(1)).isEqualTo("first");
        this.source.things.put(1L, "changed");
        this.transaction.executeWithoutResult((status) -> this.queue.add(ThingSource.KIND, 1));
        assertThat(this.writing.writer.writeSome(this.definition)).isTrue();
        assertThat(this.other.text(1)).isEqualTo("changed");
        rebuild();
        assertThat(this.other.text(1)).isEqualTo("changed");
        assertThat(this.other.follows()).isTrue();
        assertThat(this.other.text(1)).isEqualTo("changed");
        long former = this.states.state(NAME).lastGeneration() - 1;
        assertThat(this.states.state(NAME).retiredGeneration()).isEqualTo(former);
        this.sql.sql("UPDATE search_index SET activated_at = activated_at - INTERVAL 60 SECOND WHERE name = :name")
            .param("name", NAME)
            .update();
        this.writing.generations.dropRetired(this.definition);
        assertThat(this.states.state(NAME).retiredGeneration()).isNull();
        try (var gone = this.factory.open(this.definition, former)) {
            assertThat(gone.exists()).isFalse();
        }
        assertThat(this.other.text(1)).isEqualTo("changed");
    }

    private void rebuild() {
        new Rebuild(this.factory, this.writing.generations, this.writing.writer, this.states).run(this.definition,
                () -> true);
    }

    /** What a node has of the index. */
    private final class Node {

        private final LiveIndexes indexes = new LiveIndexes(List.of(ClusterNodesIntegrationTests.this.definition),
                ClusterNodesIntegrationTests.this.settings, new SimpleMeterRegistry());

        private final Generations generations = new Generations(ClusterNodesIntegrationTests.this.factory, this.indexes,
                ClusterNodesIntegrationTests.this.states);

        private final ChangeWriter writer = new ChangeWriter(ClusterNodesIntegrationTests.this.queue, this.indexes,
                new SimpleMeterRegistry());

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

}
