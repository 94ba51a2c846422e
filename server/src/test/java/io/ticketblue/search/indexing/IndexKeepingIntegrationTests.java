package io.ticketblue.search.indexing;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Role;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.index.SearchSettings.Elasticsearch;
import io.ticketblue.shared.Misconfigured;
import io.ticketblue.shared.Paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The index follows the database whatever happens to the node. */
@IntegrationTest
class IndexKeepingIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private IndexKeeper keeper;

    @Autowired
    private SearchIndexes indexes;

    @Autowired
    private LiveIndexes live;

    @Autowired
    private WriterLease lease;

    @Autowired
    private Generations generations;

    @Autowired
    private ChangeWriter writer;

    @Autowired
    private Rebuild rebuild;

    @Autowired
    private IndexStateRepository states;

    @Autowired
    private SearchSettings settings;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Search search;

    @Autowired
    private JdbcClient sql;

    @AfterEach
    void startAgain() {
        if (!this.keeper.isRunning()) {
            this.keeper.start();
        }
    }

    @Test
    void goesOnWithWhatANodeLeftThatWasKilledBetweenCommitAndIndexing() {
        this.keeper.stop();
        // A node that is killed does not release the lease.
        assertThat(this.lease.hold()).isTrue();
        String name = performer();
        assertThatExceptionOfType(SearchUnavailable.class).isThrownBy(() -> found(name));
        this.keeper.start();
        eventually(() -> assertThat(found(name)).isEqualTo(1));
    }

    /** Control: it is the row that makes the difference. */
    @Test
    void missesAChangeWhoseRowIsLostUntilTheNextRebuild() {
        this.keeper.stop();
        String lost = performer();
        this.sql.sql("DELETE FROM search_change").update();
        this.keeper.start();
        String kept = performer();
        eventually(() -> assertThat(found(kept)).isEqualTo(1));
        assertThat(found(lost)).isZero();
        await().until(() -> this.states.requestRebuild("catalog"));
        eventually(() -> assertThat(found(lost)).isEqualTo(1));
    }

    @Test
    void rebuildsOneAtATime() {
        ApiClient admin = ApiClient.at(this.port).newStaff(Role.ADMIN);
        eventually(() -> assertThat(admin.get("/api/admin/search").body().has("rebuild")).isFalse());
        this.keeper.stop();
        Map<String, Long> before = generations();
        assertThat(admin.post("/api/admin/search/rebuilds", Map.of()).status()).isEqualTo(202);
        ApiClient.Answer refused = admin.post("/api/admin/search/rebuilds", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().at("/code").asString()).isEqualTo("search.rebuild-running");
        assertThat(admin.get("/api/admin/search").body().at("/rebuild").has("requestedAt")).isTrue();
        this.keeper.start();
        eventually(() -> assertThat(admin.get("/api/admin/search").body().has("rebuild")).isFalse());
        assertThat(generations()).allSatisfy((name, generation) -> assertThat(generation).as(name)
            .isGreaterThan(Objects.requireNonNull(before.get(name))));
        assertThat(admin.get("/api/admin/search").body().get("documents").asLong()).isNotNegative();
    }

    private Map<String, Long> generations() {
        return this.live.definitions()
            .stream()
            .collect(Collectors.toMap(IndexDefinition::name,
                    (one) -> Objects.requireNonNull(this.states.state(one.name()).activeGeneration())));
    }

    @Test
    void buildsAnIndexAgainThatIsLost() throws IOException {
        String name = performer();
        eventually(() -> assertThat(found(name)).isEqualTo(1));
        this.keeper.stop();
        FileSystemUtils.deleteRecursively(this.settings.directory().resolve("catalog"));
        this.keeper.start();
        eventually(() -> assertThat(found(name)).isEqualTo(1));
    }

    @Test
    void buildsAnIndexAgainThatAnotherVersionMade() {
        await().until(() -> this.states.state("catalog").activeGeneration() != null);
        await().until(() -> this.states.state("catalog").rebuildRequestedAt() == null);
        long before = this.states.state("catalog").lastGeneration();
        String name = performer();
        this.keeper.stop();
        this.sql.sql("UPDATE search_index SET version = version - 1 WHERE name = 'catalog'").update();
        this.keeper.start();
        eventually(() -> assertThat(found(name)).isEqualTo(1));
        assertThat(this.states.state("catalog").activeGeneration()).isGreaterThan(before);
    }

    @Test
    void showsHowFarItIsBehind() {
        this.keeper.stop();
        performer();
        await().until(() -> this.indexes.status().lag().compareTo(Duration.ofMillis(1)) > 0);
        assertThat(this.indexes.status().documents()).isNull();
        this.keeper.start();
        await().until(() -> this.indexes.status().lag().isZero());
        await().untilAsserted(() -> assertThat(this.indexes.status().documents()).isPositive());
    }

    @Test
    void refusesASecondProcessOnTheSameFiles() {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new NodeIdentity(this.settings))
            .withMessageContaining("in use by another process");
    }

    @Test
    void refusesASecondNodeWithFilesOfItsOwn(@TempDir Path directory) throws IOException {
        eventually(() -> assertThat(this.search.suggestions("가")).isNotNull());
        SearchSettings other = new SearchSettings(Backend.LUCENE, directory, this.settings.elasticsearch());
        NodeIdentity node = new NodeIdentity(other);
        try {
            assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> start(other, node))
                .withMessageContaining("Another node writes the search index (LUCENE)");
        }
        finally {
            node.close();
        }
    }

    @Test
    void refusesANodeWithAClusterBesideOneWithFiles(@TempDir Path directory) {
        eventually(() -> assertThat(this.search.suggestions("가")).isNotNull());
        SearchSettings other = new SearchSettings(Backend.ELASTICSEARCH, directory, new Elasticsearch(
                List.of(URI.create("http://localhost:9")), null, null, "ticketblue", Duration.ofSeconds(5)));
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> start(other, new NodeIdentity(other)))
            .withMessageContaining("Another node writes the search index (LUCENE)");
    }

    private void start(SearchSettings other, NodeIdentity node) {
        new IndexKeeper(other, this.live, new WriterLease(this.sql, other, node), this.generations, this.states,
                this.writer, this.rebuild, new Wakeup())
            .start();
    }

    @Test
    void refusesSearchesWhileANodeWithAClusterWritesAnIndexOfItsOwn() {
        eventually(() -> assertThat(this.search.suggestions("가")).isNotNull());
        this.sql.sql("""
                UPDATE search_writer SET holder = UUID(), backend = 'ELASTICSEARCH',
                                         held_until = UTC_TIMESTAMP(6) + INTERVAL 60 SECOND""").update();
        this.lease.release();
        await().untilAsserted(() -> assertThatExceptionOfType(SearchUnavailable.class)
            .isThrownBy(() -> this.search.suggestions("가")));
        this.sql.sql("UPDATE search_writer SET held_until = NULL").update();
        eventually(() -> assertThat(this.search.suggestions("가")).isNotNull());
    }

    @Test
    void deletesFilesFromBeforeTheUseOfACluster(@TempDir Path directory) throws IOException {
        IndexDefinition catalog = this.live.definitions().getFirst();
        Path files = Files.createDirectories(directory.resolve(catalog.name()).resolve("3"));
        Path others = Files.createDirectories(directory.resolve("posters"));
        LuceneFiles.delete(directory, this.live.definitions());
        assertThat(files).as("no directory of an index").exists();
        FileChannel lock = Objects.requireNonNull(LuceneFiles.lock(directory));
        LuceneFiles.delete(directory, this.live.definitions());
        assertThat(files).as("in use").exists();
        lock.close();
        LuceneFiles.delete(directory, this.live.definitions());
        assertThat(directory.resolve(catalog.name())).doesNotExist();
        assertThat(others).exists();
    }

    @Test
    void stopsAfterTheWebServerHasAnsweredWhatWasUnderWay() {
        assertThat(this.keeper.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }

    @Test
    void givesTheLeaseToOneNodeAtATime(@TempDir Path directory) throws IOException {
        this.keeper.stop();
        SearchSettings other = new SearchSettings(Backend.LUCENE, directory, this.settings.elasticsearch());
        NodeIdentity one = new NodeIdentity(other);
        WriterLease first = new WriterLease(this.sql, other, one);
        WriterLease second = new WriterLease(this.sql, this.settings,
                new NodeIdentity(new SearchSettings(Backend.NONE, directory, this.settings.elasticsearch())));
        try {
            assertThat(first.hold()).isTrue();
            assertThat(second.hold()).isFalse();
            assertThat(first.hold()).isTrue();
            long term = first.term();
            this.sql.sql("UPDATE search_writer SET held_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND").update();
            assertThat(second.term()).isEqualTo(term + 1);
            second.release();
        }
        finally {
            one.close();
        }
    }

    /** Also while the index is being opened. */
    private static void eventually(ThrowingRunnable assertion) {
        await().ignoreExceptionsInstanceOf(SearchUnavailable.class).untilAsserted(assertion);
    }

    private String performer() {
        String name = "쳨" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        this.admin.createPerformer(new SavePerformer(name, null, null));
        return name;
    }

    private long found(String name) {
        return this.search.search(new SearchQuery(name, new Paging(0, 5)))
            .performers()
            .items()
            .stream()
            .filter((hit) -> List.of(name).contains(hit.name().text()))
            .count();
    }

}
