package io.ticketblue.search.indexing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.indexing.IndexStateRepository.IndexState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

@Timeout(30)
class GenerationsTests {

    private static final String NAME = "things";

    private final IndexDefinition definition = new IndexDefinition(NAME, 1, List.of(), Set.of());

    private final IndexState committed = new IndexState(NAME, 1, 2L, 2, null, null, null, 0, null);

    private final IndexFactory factory = mock(IndexFactory.class);

    private final OpenIndex built = generation();

    private final OpenIndex opened = generation();

    private final LiveIndexes indexes;

    private final Generations generations;

    GenerationsTests() {
        this.indexes = new LiveIndexes(List.of(this.definition),
                new SearchSettings(SearchSettings.Backend.LUCENE, Path.of("target"),
                        new SearchSettings.Elasticsearch(List.of(), null, null, "ticketblue", Duration.ofSeconds(5))),
                new SimpleMeterRegistry());
        this.generations = new Generations(this.factory, this.indexes, mock(IndexStateRepository.class));
        when(this.factory.open(any(), anyLong())).thenReturn(this.opened);
    }

    private static OpenIndex generation() {
        OpenIndex index = mock(OpenIndex.class);
        when(index.generation()).thenReturn(2L);
        when(index.exists()).thenReturn(true);
        return index;
    }

    @Test
    void doesNotOpenAGenerationASecondTimeThatIsJustCommitted() throws Exception {
        CountDownLatch inCommit = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> swap = CompletableFuture
            .runAsync(() -> this.generations.activate(NAME, this.built, () -> {
                inCommit.countDown();
                awaitOrFail(goOn);
            }));
        awaitOrFail(inCommit);
        Thread following = Thread.ofPlatform().start(() -> this.generations.follow(this.definition, this.committed));
        await().until(() -> following.getState() == Thread.State.WAITING);
        goOn.countDown();
        swap.join();
        following.join(Duration.ofSeconds(10));
        assertThat(this.indexes.index(NAME).active()).isSameAs(this.built);
        verify(this.factory, never()).open(any(), anyLong());
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void wouldOpenItTwiceIfItWereCommittedBefore() {
        this.generations.follow(this.definition, this.committed);
        assertThat(this.indexes.index(NAME).active()).isNotSameAs(this.built);
        this.generations.activate(NAME, this.built);
        verify(this.factory).open(this.definition, 2);
    }

    @Test
    void warmsAnIndexUpBeforeItIsSearched() {
        when(this.opened.warmUp()).then((call) -> {
            assertThat(this.indexes.index(NAME).active()).isNull();
            return true;
        });
        assertThat(this.generations.follow(this.definition, this.committed)).isTrue();
        verify(this.opened).warmUp();
        assertThat(this.indexes.index(NAME).active()).isSameAs(this.opened);
    }

    @Test
    void searchesAnIndexThatCouldNotBeWarmedUp() {
        when(this.opened.warmUp()).thenReturn(false);
        assertThat(this.generations.follow(this.definition, this.committed)).isTrue();
        assertThat(this.indexes.index(NAME).active()).isSameAs(this.opened);
    }

    @Test
    void givesAnIndexUpAtOnceThatAQueryOrAWriteFoundLost() {
        assertThat(this.generations.follow(this.definition, this.committed)).isTrue();
        assertThat(this.generations.follow(this.definition, this.committed)).isTrue();
        when(this.opened.isLost()).thenReturn(true);
        assertThat(this.generations.follow(this.definition, this.committed)).isFalse();
        assertThat(this.indexes.index(NAME).active()).isNull();
    }

    @Test
    void doesNotOpenAnIndexAgainThatWasFoundDamaged() {
        assertThat(this.generations.follow(this.definition, this.committed)).isTrue();
        when(this.opened.isLost()).thenReturn(true);
        for (int look = 0; look < 3; look++) {
            assertThat(this.generations.follow(this.definition, this.committed)).isFalse();
            assertThat(this.indexes.index(NAME).active()).isNull();
        }
        verify(this.factory).open(this.definition, 2);
    }

    @Test
    void doesNotSearchAnIndexThatIsFoundDamagedWhenItIsWarmedUp() {
        when(this.opened.warmUp()).then((call) -> {
            when(this.opened.isLost()).thenReturn(true);
            return false;
        });
        for (int look = 0; look < 2; look++) {
            assertThat(this.generations.follow(this.definition, this.committed)).isFalse();
            assertThat(this.indexes.index(NAME).active()).isNull();
        }
        verify(this.opened).close();
        verify(this.factory).open(this.definition, 2);
    }

    @Test
    void closesTheOthersThoughALostOneCannotBeClosed() {
        this.generations.activate(NAME, this.built);
        this.generations.activate(NAME, this.opened);
        doThrow(IllegalStateException.class).when(this.built).close();
        this.generations.closeAll();
        verify(this.opened).close();
    }

}
