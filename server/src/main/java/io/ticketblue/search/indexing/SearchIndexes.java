package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.indexing.IndexStateRepository.IndexState;
import io.ticketblue.shared.AuditTrail;

/** How current the search index is, and its rebuilding by staff. */
@Component
public class SearchIndexes {

    private final LiveIndexes indexes;

    private final IndexStateRepository states;

    private final WriterLease lease;

    private final ChangeQueue queue;

    private final Wakeup wakeup;

    private final AuditTrail trail;

    private volatile double lagSeconds;

    private volatile double documents;

    SearchIndexes(LiveIndexes indexes, IndexStateRepository states, WriterLease lease, ChangeQueue queue, Wakeup wakeup,
            AuditTrail trail, MeterRegistry metrics) {
        this.indexes = indexes;
        this.states = states;
        this.lease = lease;
        this.queue = queue;
        this.wakeup = wakeup;
        this.trail = trail;
        Gauge.builder("ticketblue.search.lag", () -> this.lagSeconds)
            .description("How long the oldest change has been waiting to be indexed")
            .baseUnit("seconds")
            .register(metrics);
        Gauge.builder("ticketblue.search.documents", () -> this.documents)
            .description("How many documents the search index has; -1 while it does not answer")
            .register(metrics);
    }

    /** How the index is at present. */
    public IndexStatus status() {
        List<IndexStatus.Index> each = known().stream().map(this::index).toList();
        Long sum = each.stream().anyMatch((index) -> index.documents() == null) ? null
                : (Long) each.stream().mapToLong((index) -> documents(index.documents())).sum();
        return new IndexStatus(each.isEmpty() ? null : sum, this.queue.lag(), each);
    }

    /** Whether this node writes the indexes at present. */
    public boolean areWrittenHere() {
        return this.lease.mayWrite();
    }

    /** Not those of a former version. */
    private List<IndexState> known() {
        List<String> names = this.indexes.definitions().stream().map(IndexDefinition::name).toList();
        return this.states.states().stream().filter((state) -> names.contains(state.name())).toList();
    }

    private static long documents(@Nullable Long count) {
        return (count != null) ? count : 0;
    }

    private IndexStatus.Index index(IndexState state) {
        IndexStatus.Running rebuild = (state.rebuildRequestedAt() != null)
                ? new IndexStatus.Running(state.rebuildRequestedAt(), state.rebuildStartedAt(), state.rebuildWritten(),
                        state.rebuildFailure())
                : null;
        return new IndexStatus.Index(state.name(), count(state.name()), state.activeGeneration(), state.activatedAt(),
                rebuild);
    }

    private @Nullable Long count(String name) {
        OpenIndex index = this.indexes.index(name).active();
        try {
            return (index != null) ? index.count() : null;
        }
        catch (RuntimeException ex) {
            return null;
        }
    }

    /**
     * Rebuilds all indexes, while the present ones are searched. It runs on the node that
     * writes the index.
     * @throws RebuildRunning if a rebuild is wanted or runs already
     */
    @Transactional
    public void rebuild() {
        for (IndexState state : known()) {
            if (!this.states.requestRebuild(state.name())) {
                throw new RebuildRunning();
            }
        }
        this.trail.record("search.rebuild-requested", "search index", null, null);
        this.wakeup.signal();
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 2_000)
    void measure() {
        IndexStatus status = status();
        this.lagSeconds = status.lag().toMillis() / (double) Duration.ofSeconds(1).toMillis();
        this.documents = (status.documents() != null) ? status.documents() : -1;
    }

}
