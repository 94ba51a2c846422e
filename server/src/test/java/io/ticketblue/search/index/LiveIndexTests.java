package io.ticketblue.search.index;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongPredicate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.search.SearchUnavailable;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.util.common.SearchTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

class LiveIndexTests {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private final LiveIndex live = new LiveIndex("things", 2, this.metrics);

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letQueriesEnd() {
        this.end.countDown();
    }

    @Test
    void aQueryThatTakesTooLongFailsAlone() {
        for (boolean remote : new boolean[] { true, false }) {
            this.live.activate(new Generation(remote, () -> {
                throw mock(SearchTimeoutException.class);
            }));
            refused();
            this.live.activate(new Generation(remote, () -> "found"));
            assertThat(read()).isEqualTo("found");
        }
    }

    @Test
    void aClusterWithoutConnectionIsNotAskedByEverybody() {
        AtomicInteger asked = new AtomicInteger();
        this.live.activate(new Generation(true, () -> {
            asked.incrementAndGet();
            throw new UncheckedIOException(new ConnectException("refused"));
        }));
        for (int i = 0; i < 50; i++) {
            refused();
        }
        assertThat(asked.get()).isLessThan(50);
        asked.set(0);
        LiveIndex other = new LiveIndex("others", 2, this.metrics);
        other.activate(new Generation(false, () -> {
            asked.incrementAndGet();
            throw new UncheckedIOException(new ConnectException("a file"));
        }));
        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(SearchUnavailable.class).isThrownBy(() -> other.read((session) -> ""));
        }
        assertThat(asked).as("on this node").hasValue(50);
    }

    @Test
    void queriesBeyondTheLimitWaitAndAreRefusedThen() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        this.live.activate(new Generation(false, () -> {
            running.countDown();
            awaitEnd();
            return "found";
        }));
        List<Thread> threads = List.of(Thread.startVirtualThread(this::read), Thread.startVirtualThread(this::read));
        running.await();
        refused();
        assertThat(this.metrics.get("ticketblue.search.refused").counter().count()).isEqualTo(1);
        this.end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(read()).isEqualTo("found");
    }

    @Test
    void queriesTheNextGenerationIfTheFormerOneIsClosedMeanwhile() {
        Generation next = new Generation(false, () -> "next");
        this.live.activate(new Generation(false, () -> {
            this.live.activate(next);
            throw new IllegalStateException("closed");
        }));
        assertThat(read()).isEqualTo("next");
        this.live.activate(null);
        refused();
    }

    private String read() {
        return this.live.read((session) -> "");
    }

    private void refused() {
        assertThatExceptionOfType(SearchUnavailable.class).isThrownBy(this::read);
    }

    private void awaitEnd() {
        try {
            this.end.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Answers without a backend. */
    private static final class Generation extends OpenIndex {

        private final boolean remote;

        private final Answer answer;

        Generation(boolean remote, Answer answer) {
            super(new IndexDefinition("things", 1, List.of(), Set.of()), 1, mock(CloseableSearchMapping.class));
            this.remote = remote;
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T read(Function<SearchSession, T> query) {
            return (T) this.answer.get();
        }

        @Override
        boolean isRemote() {
            return this.remote;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        boolean isDamage(Throwable failure) {
            return failure instanceof NoSuchFileException;
        }

        @Override
        public Set<Long> dropOthers(LongPredicate which) {
            return Set.of();
        }

        @Override
        public void drop() {
        }

    }

    @FunctionalInterface
    private interface Answer {

        String get();

    }

}
