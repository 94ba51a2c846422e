package io.ticketblue.search.indexing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.IndexLost;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.shared.Paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Lucene makes an empty index where it finds none, so an index whose files are lost must
 * not be written.
 */
@IntegrationTest
class LostIndexIntegrationTests {

    private static final String INDEX = "catalog";

    @Autowired
    private IndexKeeper keeper;

    @Autowired
    private SearchSettings settings;

    @Autowired
    private IndexFactory factory;

    @Autowired
    private LiveIndexes live;

    @Autowired
    private WriterLease lease;

    @Autowired
    private IndexStateRepository states;

    @Autowired
    private ChangeQueue queue;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Search search;

    private final String word = "쳨" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

    @BeforeEach
    void indexSomething() {
        performer("before");
        eventually(() -> assertThat(found()).containsExactly("before"));
        await().until(() -> this.states.state(INDEX).rebuildRequestedAt() == null);
    }

    @AfterEach
    void startAgain() {
        if (!this.keeper.isRunning()) {
            this.keeper.start();
        }
    }

    @ParameterizedTest
    @EnumSource
    void buildsAnIndexAgainThatIsLostBeforeAChange(IndexLoss loss) throws IOException {
        Path lost = generation();
        loss.of(lost);
        performer("later");
        eventually(() -> assertThat(foundNeverTheChangeAlone()).containsExactly("before", "later"));
        assertThat(generation()).isNotEqualTo(lost);
    }

    private Set<String> foundNeverTheChangeAlone() {
        Set<String> found = found();
        if (found.equals(Set.of("later"))) {
            throw new IllegalStateException("The index has nothing but the change");
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void buildsAnIndexAgainThatIsLostWhileTheNodeIsDown(IndexLoss loss) throws IOException {
        Path lost = generation();
        this.keeper.stop();
        loss.of(lost);
        performer("later");
        this.keeper.start();
        eventually(() -> assertThat(foundNeverTheChangeAlone()).containsExactly("before", "later"));
        assertThat(generation()).isNotEqualTo(lost);
    }

    /** As a write would leave it that made an empty index in place of a lost one. */
    @Test
    void buildsAnIndexAgainThatWasNotBuiltByARebuild() throws IOException {
        Path lost = generation();
        this.keeper.stop();
        FileSystemUtils.deleteRecursively(lost.resolve("performer"));
        try (Directory files = FSDirectory.open(lost.resolve("performer"));
                IndexWriter writer = new IndexWriter(files, new IndexWriterConfig())) {
            writer.commit();
        }
        this.keeper.start();
        eventually(() -> assertThat(found()).containsExactly("before"));
        assertThat(generation()).isNotEqualTo(lost);
    }

    @Test
    void buildsAnIndexAgainThatCannotBeRead() throws IOException {
        Path damaged = generation();
        this.keeper.stop();
        for (Path file : IndexLoss.list(damaged.resolve("performer"))) {
            if (file.getFileName().toString().matches("_.*\\.(cfs|doc|tim|fdt)")) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
        }
        this.keeper.start();
        eventually(() -> assertThat(found()).containsExactly("before"));
        assertThat(generation()).isNotEqualTo(damaged);
    }

    /** Control: without the guard, the change is all that is found. */
    @Test
    void wouldFindTheChangeAloneWithoutTheGuard() throws IOException {
        this.keeper.stop();
        assertThat(this.lease.hold()).isTrue();
        ChangeWriter unguarded = new Unguarded(this.queue, this.live, this.lease);
        long generation = Objects.requireNonNull(this.states.state(INDEX).activeGeneration());
        OpenIndex index = this.factory.open(definition(), generation);
        this.live.index(INDEX).activate(index);
        assertThat(index.count()).isPositive();
        IndexLoss.ONE_TYPE.of(generation());
        performer("later");
        assertThatExceptionOfType(IndexLost.class).isThrownBy(() -> unguarded.writeSome(definition()));
        assertThat(unguarded.writeSome(definition())).as("the next attempt").isTrue();
        this.live.index(INDEX).activate(null);
        index.close();
        try (OpenIndex again = this.factory.open(definition(), generation)) {
            this.live.index(INDEX).activate(again);
            assertThat(found()).containsExactly("later");
            assertThat(again.exists()).as("as it was built").isFalse();
            this.live.index(INDEX).activate(null);
        }
        this.keeper.start();
        eventually(() -> assertThat(found()).containsExactly("before", "later"));
    }

    @Test
    void isWarmedUpByAQueryUnlessItIsLost() {
        OpenIndex index = Objects.requireNonNull(this.live.index(INDEX).active());
        assertThat(index.warmUp()).isTrue();
        try (OpenIndex none = this.factory.open(definition(), 0)) {
            assertThatExceptionOfType(IndexLost.class).isThrownBy(none::requireExisting);
            assertThat(none.warmUp()).isFalse();
        }
    }

    private IndexDefinition definition() {
        return this.live.definitions().stream().filter((one) -> one.name().equals(INDEX)).findFirst().orElseThrow();
    }

    private Path generation() {
        return this.settings.directory()
            .resolve(INDEX)
            .resolve(String.valueOf(this.states.state(INDEX).activeGeneration()));
    }

    private void performer(String name) {
        this.admin.createPerformer(new SavePerformer(this.word + " " + name, null, null));
    }

    private Set<String> found() {
        Set<String> names = new TreeSet<>();
        this.search.search(new SearchQuery(this.word, new Paging(0, 5)))
            .performers()
            .items()
            .forEach((hit) -> names.add(hit.name().text().replace(this.word + " ", "")));
        return names;
    }

    /** Also while the index is being built. */
    private static void eventually(ThrowingRunnable assertion) {
        await().ignoreExceptionsInstanceOf(SearchUnavailable.class).untilAsserted(assertion);
    }

    /** Writes wherever it is told to. */
    private static final class Unguarded extends ChangeWriter {

        Unguarded(ChangeQueue queue, LiveIndexes indexes, WriterLease lease) {
            super(queue, indexes, lease, new SimpleMeterRegistry());
        }

        @Override
        void requireExisting(OpenIndex index) {
            // That is the guard.
        }

    }

}
