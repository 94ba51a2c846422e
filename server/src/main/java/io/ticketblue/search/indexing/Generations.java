package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.OpenIndex;
import io.ticketblue.search.indexing.IndexStateRepository.IndexState;

/**
 * Lets this node search the generation that the database names, closes former ones once
 * no question can be under way in them, and deletes what no node searches any more.
 */
@Component
class Generations {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    /** Longer than any question takes. */
    private static final Duration IN_USE = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private static final int NOTICED_AFTER_SECONDS = 20;

    private final IndexFactory factory;

    private final LiveIndexes indexes;

    private final IndexStateRepository states;

    private final Map<String, Long> lookedAt = new ConcurrentHashMap<>();

    private final Deque<Former> former = new ArrayDeque<>();

    Generations(IndexFactory factory, LiveIndexes indexes, IndexStateRepository states) {
        this.factory = factory;
        this.indexes = indexes;
        this.states = states;
    }

    /**
     * Opens the generation that is to be searched, if this node does not search it yet.
     * @return whether it is searched; false if there is none of this version or it is
     * lost
     */
    boolean follow(IndexDefinition definition, IndexState state) {
        Long generation = state.activeGeneration();
        Integer version = state.version();
        if (generation == null || version == null || version != definition.version()) {
            return false;
        }
        OpenIndex active = this.indexes.index(definition.name()).active();
        if (active != null && active.generation() >= generation) {
            return !isLost(definition.name(), active);
        }
        OpenIndex next = this.factory.open(definition, generation);
        try {
            if (!next.exists()) {
                next.close();
                return false;
            }
        }
        catch (RuntimeException ex) {
            next.close();
            throw ex;
        }
        activate(definition.name(), next);
        return true;
    }

    /** Looks now and then whether somebody has deleted what is searched. */
    private boolean isLost(String name, OpenIndex active) {
        long now = System.nanoTime();
        Long last = this.lookedAt.get(name);
        if (last != null && now - last < LOOK_EVERY.toNanos()) {
            return false;
        }
        this.lookedAt.put(name, now);
        if (active.exists()) {
            return false;
        }
        LOG.atWarn().addKeyValue("index", name).log("The search index is gone; it is built again");
        activate(name, null);
        return true;
    }

    /** Searches a generation and closes the former one later. */
    void activate(String name, @Nullable OpenIndex next) {
        OpenIndex replaced = this.indexes.index(name).activate(next);
        if (replaced != null) {
            synchronized (this.former) {
                this.former.add(new Former(replaced, System.nanoTime()));
            }
        }
    }

    void closeFormer() {
        synchronized (this.former) {
            for (Iterator<Former> each = this.former.iterator(); each.hasNext();) {
                Former one = each.next();
                if (System.nanoTime() - one.since() > IN_USE.toNanos()) {
                    each.remove();
                    one.index().close();
                }
            }
        }
    }

    /** Deletes the generation that was searched before. */
    void dropRetired(IndexDefinition definition) {
        Long retired = this.states.retired(definition.name(), NOTICED_AFTER_SECONDS);
        if (retired == null) {
            return;
        }
        this.factory.open(definition, retired).drop();
        this.states.dropped(definition.name(), retired);
        LOG.atInfo()
            .addKeyValue("index", definition.name())
            .addKeyValue("generation", retired)
            .log("Former generation of the search index deleted");
    }

    void closeAll() {
        this.indexes.definitions().forEach((definition) -> activate(definition.name(), null));
        synchronized (this.former) {
            this.former.forEach((one) -> one.index().close());
            this.former.clear();
        }
    }

    private record Former(OpenIndex index, long since) {
    }

}
