package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexLost;
import io.ticketblue.search.index.IndexSource;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.indexing.ChangeQueue.Change;
import io.ticketblue.shared.database.DatabaseFailures;

/**
 * Writes what changed: reads the present state and puts it into the generation that is
 * searched and into the one that is being built. Reading and writing are one step under a
 * lock, so that no older state is written after a newer one. If another node took the
 * lease during a write, the changes are queued again, so that it writes the present state
 * after what this node may have written late.
 */
@Component
class ChangeWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);

    private static final int MOST_DOUBLINGS = 9;

    private final ChangeQueue queue;

    private final LiveIndexes indexes;

    private final WriterLease lease;

    private final Counter failures;

    private final ReentrantLock writing = new ReentrantLock(true);

    private final Map<String, OpenIndex> building = new LinkedHashMap<>();

    ChangeWriter(ChangeQueue queue, LiveIndexes indexes, WriterLease lease, MeterRegistry metrics) {
        this.queue = queue;
        this.indexes = indexes;
        this.lease = lease;
        this.failures = Counter.builder("ticketblue.search.indexing.failures")
            .description("Changes that could not be written to the search index and are tried again")
            .register(metrics);
    }

    /**
     * Writes the changes of an index that wait, one portion.
     * @return whether there may be more
     * @throws LeaseLost if another node may write; what was not written stays queued
     * @throws IndexLost if an index that is to be written is lost; all stays queued
     */
    boolean writeSome(IndexDefinition definition) {
        Map<String, IndexSource<?>> sources = new LinkedHashMap<>();
        definition.sources().forEach((source) -> sources.put(source.kind(), source));
        if (targets(definition).isEmpty()) {
            return false;
        }
        List<Change> changes = this.queue.due(sources.keySet(), IndexSource.MOST);
        if (changes.isEmpty()) {
            return false;
        }
        write(definition, sources, changes);
        return true;
    }

    private void write(IndexDefinition definition, Map<String, IndexSource<?>> sources, List<Change> changes) {
        long term = this.lease.term();
        RuntimeException failure = null;
        try {
            underLock(() -> apply(definition, sources, changes));
        }
        catch (LeaseLost ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            failure = ex;
        }
        requireTerm(term, changes);
        if (failure == null) {
            this.queue.remove(changes.stream().map(Change::id).toList());
            return;
        }
        if (failure instanceof IndexLost || DatabaseFailures.isOutage(failure)) {
            throw failure;
        }
        this.failures.increment();
        targets(definition).forEach(OpenIndex::count);
        if (changes.size() > 1) {
            int half = changes.size() / 2;
            write(definition, sources, changes.subList(0, half));
            write(definition, sources, changes.subList(half, changes.size()));
        }
        else {
            defer(changes.getFirst(), failure);
        }
    }

    /** What was written may be older than what the node writes that has the lease now. */
    private void requireTerm(long term, List<Change> changes) {
        try {
            if (this.lease.term() == term) {
                return;
            }
        }
        catch (LeaseLost ex) {
            LOG.info("Another node took the lease for writing the search index during a write");
        }
        this.queue.repeat(changes);
        throw new LeaseLost();
    }

    private void defer(Change change, RuntimeException failure) {
        LOG.atError()
            .addKeyValue("kind", change.kind())
            .addKeyValue("id", change.thingId())
            .setCause(failure)
            .log("A change could not be indexed; it is tried again");
        this.queue.defer(change, Duration.ofSeconds(1L << Math.min(change.attempts(), MOST_DOUBLINGS)));
    }

    private void apply(IndexDefinition definition, Map<String, IndexSource<?>> sources, List<Change> changes) {
        Map<String, Set<Long>> ids = new LinkedHashMap<>();
        changes.forEach(
                (change) -> ids.computeIfAbsent(change.kind(), (kind) -> new LinkedHashSet<>()).add(change.thingId()));
        List<Object> documents = new ArrayList<>();
        Map<Class<?>, List<Long>> gone = new LinkedHashMap<>();
        ids.forEach((kind, things) -> collect(Objects.requireNonNull(sources.get(kind)), things, documents, gone));
        if (!this.lease.mayWrite()) {
            throw new LeaseLost();
        }
        targets(definition).forEach((index) -> write(index, documents, gone));
    }

    private void write(OpenIndex index, List<Object> documents, Map<Class<?>, List<Long>> gone) {
        requireExisting(index);
        try {
            index.write(documents, gone);
        }
        catch (RuntimeException ex) {
            requireExisting(index);
            throw ex;
        }
        requireExisting(index);
    }

    /**
     * Otherwise the backend makes an empty index, and the change is all that is found.
     */
    void requireExisting(OpenIndex index) {
        index.requireExisting();
    }

    private static <D> void collect(IndexSource<D> source, Set<Long> ids, List<Object> documents,
            Map<Class<?>, List<Long>> gone) {
        Collection<D> present = source.load(ids);
        Set<Long> missing = new HashSet<>(ids);
        present.forEach((document) -> missing.remove(source.id(document)));
        documents.addAll(present);
        if (!missing.isEmpty()) {
            gone.put(source.type(), List.copyOf(missing));
        }
    }

    private List<OpenIndex> targets(IndexDefinition definition) {
        return Stream.of(this.indexes.index(definition.name()).active(), building(definition.name()))
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    }

    /** The generation that is being built, null if none is. */
    @Nullable OpenIndex building(String name) {
        synchronized (this.building) {
            return this.building.get(name);
        }
    }

    /** Writes changes into this generation too from now on; null ends that. */
    void build(String name, @Nullable OpenIndex next) {
        synchronized (this.building) {
            if (next != null) {
                this.building.put(name, next);
            }
            else {
                this.building.remove(name);
            }
        }
    }

    /** Does something while no change is written. */
    void underLock(Runnable work) {
        this.writing.lock();
        try {
            work.run();
        }
        finally {
            this.writing.unlock();
        }
    }

}
