package io.ticketblue.search.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** All indexes of this node. */
@Component
public class LiveIndexes {

    private static final int FEWEST_IN_PROCESS = 4;

    /** As many as the cluster's client has connections. */
    private static final int MOST_REMOTE = 20;

    private final Map<String, IndexDefinition> definitions = new LinkedHashMap<>();

    private final Map<String, LiveIndex> indexes = new LinkedHashMap<>();

    /**
     * Creates the indexes, none of which can be searched yet.
     * @throws IllegalArgumentException if two have the same name
     */
    public LiveIndexes(List<IndexDefinition> definitions, SearchSettings settings, MeterRegistry metrics) {
        for (IndexDefinition definition : definitions) {
            if (this.definitions.put(definition.name(), definition) != null) {
                throw new IllegalArgumentException("Two indexes are called " + definition.name());
            }
            this.indexes.put(definition.name(), new LiveIndex(definition.name(), concurrentQueries(settings), metrics));
        }
    }

    /** Lucene works on the processors of this node, a cluster on those of others. */
    private static int concurrentQueries(SearchSettings settings) {
        return (settings.backend() == SearchSettings.Backend.LUCENE)
                ? Math.max(FEWEST_IN_PROCESS, Runtime.getRuntime().availableProcessors() * 2) : MOST_REMOTE;
    }

    /** What the indexes are. */
    public List<IndexDefinition> definitions() {
        return List.copyOf(this.definitions.values());
    }

    /** The index of a name. */
    public LiveIndex index(String name) {
        return Objects.requireNonNull(this.indexes.get(name), name);
    }

}
