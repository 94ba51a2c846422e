package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
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

    private static final Duration LOOK_AGAIN_FOR_A_MISSING_ONE = Duration.ofSeconds(5);

    private static final Duration DELETE_EVERY = Duration.ofSeconds(10);

    private static final Duration FOLLOWED_AFTER = Duration.ofSeconds(20);

    private final IndexFactory factory;

    private final LiveIndexes indexes;

    private final IndexStateRepository states;

    private final LongSupplier nanoTime;

    private final Map<String, Long> lookedAt = new ConcurrentHashMap<>();

    private final Map<String, Missing> missing = new ConcurrentHashMap<>();

    private final Map<String, Long> deletedAt = new ConcurrentHashMap<>();

    /** Those that this node has found lost or damaged, by index: never opened again. */
    private final Map<String, Long> lost = new ConcurrentHashMap<>();

    private final Deque<Former> former = new ArrayDeque<>();

    private final ReentrantLock following = new ReentrantLock();

    @Autowired
    Generations(IndexFactory factory, LiveIndexes indexes, IndexStateRepository states) {
        this(factory, indexes, states, System::nanoTime);
    }

    Generations(IndexFactory factory, LiveIndexes indexes, IndexStateRepository states, LongSupplier nanoTime) {
        this.factory = factory;
        this.indexes = indexes;
        this.states = states;
        this.nanoTime = nanoTime;
    }

    /**
     * Opens the generation that is to be searched, if this node does not search it yet.
     * @return whether it is searched; false if there is none of this version or it is
     * lost
     */
    boolean follow(IndexDefinition definition, IndexState state) {
        this.following.lock();
        try {
            return followLocked(definition, state);
        }
        finally {
            this.following.unlock();
        }
    }

    private boolean followLocked(IndexDefinition definition, IndexState state) {
        String name = definition.name();
        Long generation = state.activeGeneration();
        Integer version = state.version();
        if (generation == null || version == null || version != definition.version()
                || generation.equals(this.lost.get(name))) {
            return false;
        }
        OpenIndex active = this.indexes.index(name).active();
        if (active != null && active.generation() >= generation) {
            return !isLost(name, active);
        }
        Missing known = this.missing.get(name);
        if (known != null && known.generation() == generation && !isOver(known.since(), LOOK_AGAIN_FOR_A_MISSING_ONE)) {
            return false;
        }
        OpenIndex next = open(definition, generation);
        try {
            if (!next.exists()) {
                this.missing.put(name, new Missing(generation, this.nanoTime.getAsLong()));
                close(next);
                return false;
            }
        }
        catch (RuntimeException ex) {
            close(next);
            throw ex;
        }
        next.warmUp();
        if (next.isLost()) {
            this.lost.put(name, generation);
            close(next);
            return false;
        }
        activate(name, next);
        return true;
    }

    /**
     * One that is not closed yet is used again: files of Lucene can be open only once.
     */
    private OpenIndex open(IndexDefinition definition, long generation) {
        synchronized (this.former) {
            for (Iterator<Former> each = this.former.iterator(); each.hasNext();) {
                Former one = each.next();
                if (one.name().equals(definition.name()) && one.index().generation() == generation) {
                    each.remove();
                    return one.index();
                }
            }
        }
        return this.factory.open(definition, generation);
    }

    /**
     * Looks now and then whether somebody has deleted what is searched, and at once after
     * a query or a write has found that.
     */
    private boolean isLost(String name, OpenIndex active) {
        if (!active.isLost() && (!isDue(this.lookedAt, name, LOOK_EVERY) || active.exists())) {
            return false;
        }
        if (active.isLost()) {
            this.lost.put(name, active.generation());
        }
        LOG.atWarn().addKeyValue("index", name).log("The search index is gone; it is built again");
        activate(name, null);
        return true;
    }

    private boolean isDue(Map<String, Long> times, String name, Duration every) {
        Long last = times.get(name);
        if (last != null && !isOver(last, every)) {
            return false;
        }
        times.put(name, this.nanoTime.getAsLong());
        return true;
    }

    private boolean isOver(long since, Duration time) {
        return this.nanoTime.getAsLong() - since > time.toNanos();
    }

    /** Searches a generation and closes the former one later. */
    void activate(String name, @Nullable OpenIndex next) {
        OpenIndex replaced = this.indexes.index(name).activate(next);
        if (replaced != null) {
            synchronized (this.former) {
                this.former.add(new Former(name, replaced, this.nanoTime.getAsLong()));
            }
        }
    }

    /**
     * Commits that a generation which this node has built is searched from now on, and
     * searches it. {@link #follow} never sees the commit alone: it would open the
     * generation a second time, and files of Lucene can be open only once.
     */
    void activate(String name, OpenIndex built, Runnable commit) {
        this.following.lock();
        try {
            commit.run();
            activate(name, built);
        }
        finally {
            this.following.unlock();
        }
    }

    void closeFormer() {
        synchronized (this.former) {
            for (Iterator<Former> each = this.former.iterator(); each.hasNext();) {
                Former one = each.next();
                if (isOver(one.since(), IN_USE)) {
                    each.remove();
                    close(one.index());
                }
            }
        }
    }

    /**
     * Deletes all generations that exist beside the active one, whoever left them, once
     * all nodes have followed to it: they hold names and addresses that are not kept
     * current. What another node may have begun since the state was read has a higher
     * number and stays.
     */
    void dropUnused(IndexDefinition definition, IndexState state) {
        String name = definition.name();
        OpenIndex active = this.indexes.index(name).active();
        Long generation = state.activeGeneration();
        if (active == null || generation == null || active.generation() != generation
                || !isDue(this.deletedAt, name, DELETE_EVERY)
                || !this.states.isFollowed(name, generation, FOLLOWED_AFTER)) {
            return;
        }
        boolean rebuilding = state.rebuildRequestedAt() != null;
        LongPredicate unused = (other) -> other < generation || (!rebuilding && other <= state.lastGeneration());
        try {
            active.dropOthers(unused)
                .forEach((dropped) -> LOG.atInfo()
                    .addKeyValue("index", name)
                    .addKeyValue("generation", dropped)
                    .log("Former generation of the search index deleted"));
        }
        catch (RuntimeException ex) {
            LOG.atWarn()
                .addKeyValue("index", name)
                .setCause(ex)
                .log("Former generations of the search index could not be deleted; that is tried again");
        }
    }

    /** One whose files are lost cannot be closed without errors. */
    private static void close(OpenIndex index) {
        try {
            index.close();
        }
        catch (RuntimeException ex) {
            LOG.atInfo()
                .addKeyValue("generation", index.generation())
                .setCause(ex)
                .log("A generation of the search index was closed with errors");
        }
    }

    void closeAll() {
        this.indexes.definitions().forEach((definition) -> activate(definition.name(), null));
        synchronized (this.former) {
            this.former.forEach((one) -> close(one.index()));
            this.former.clear();
        }
    }

    private record Former(String name, OpenIndex index, long since) {
    }

    private record Missing(long generation, long since) {
    }

}
