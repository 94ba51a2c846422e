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
import io.ticketblue.search.index.IndexSource;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.indexing.ChangeQueue.Change;

/**
 * Writes what changed: reads the present state and puts it into the generation that is
 * searched and into the one that is being built. Reading and writing are one step under a
 * lock, so that no older state is written after a newer one.
 */
@Component
class ChangeWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);

    private static final int MOST_DOUBLINGS = 9;

    private final ChangeQueue queue;

    private final LiveIndexes indexes;

    private final Counter failures;

    private final ReentrantLock writing = new ReentrantLock(true);

    private final Map<String, OpenIndex> building = new LinkedHashMap<>();

    ChangeWriter(ChangeQueue queue, LiveIndexes indexes, MeterRegistry metrics) {
        this.queue = queue;
        this.indexes = indexes;
        this.failures = Counter.builder("ticketblue.search.indexing.failures")
            .description("Changes that could not be written to the search index and are tried again")
            .register(metrics);
    }

    /**
     * Writes the changes of an index that wait, one portion.
     * @return whether there may be more
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
        try {
            underLock(() -> apply(definition, sources, changes));
        }
        catch (RuntimeException ex) {
            this.failures.increment();
            targets(definition).forEach(OpenIndex::count);
            if (changes.size() > 1) {
                int half = changes.size() / 2;
                write(definition, sources, changes.subList(0, half));
                write(definition, sources, changes.subList(half, changes.size()));
                return;
            }
            Change change = changes.getFirst();
            LOG.atError()
                .addKeyValue("kind", change.kind())
                .addKeyValue("id", change.thingId())
                .setCause(ex)
                .log("A change could not be indexed; it is tried again");
            this.queue.defer(change, Duration.ofSeconds(1L << Math.min(change.attempts(), MOST_DOUBLINGS)));
            return;
        }
        this.queue.remove(changes.stream().map(Change::id).toList());
    }

    private void apply(IndexDefinition definition, Map<String, IndexSource<?>> sources, List<Change> changes) {
        Map<String, Set<Long>> ids = new LinkedHashMap<>();
        changes.forEach(
                (change) -> ids.computeIfAbsent(change.kind(), (kind) -> new LinkedHashSet<>()).add(change.thingId()));
        List<Object> documents = new ArrayList<>();
        Map<Class<?>, List<Long>> gone = new LinkedHashMap<>();
        ids.forEach((kind, things) -> collect(Objects.requireNonNull(sources.get(kind)), things, documents, gone));
        targets(definition).forEach((index) -> index.write(documents, gone));
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
