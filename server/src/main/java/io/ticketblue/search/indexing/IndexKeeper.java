package io.ticketblue.search.indexing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexLost;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.search.indexing.IndexStateRepository.IndexState;
import io.ticketblue.shared.Misconfigured;
import io.ticketblue.shared.database.DatabaseFailures;

/**
 * Keeps the indexes of this node current, in a thread of its own: follows the generation
 * that is searched and, on the node that has the {@link WriterLease}, writes changes and
 * rebuilds what is wanted, missing or of another version.
 */
@Component
class IndexKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    /**
     * Changes are found within two seconds also on the node that was not told of them.
     */
    static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private static final Duration BEFORE_NEXT_REBUILD = Duration.ofSeconds(5);

    private static final int MOST_PORTIONS = 4;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final SearchSettings settings;

    private final LiveIndexes indexes;

    private final WriterLease lease;

    private final Generations generations;

    private final IndexStateRepository states;

    private final ChangeWriter writer;

    private final Rebuild rebuild;

    private final Wakeup wakeup;

    private final Map<String, Thread> rebuilding = new ConcurrentHashMap<>();

    private final Map<String, Instant> retryAt = new ConcurrentHashMap<>();

    private final Set<String> failing = new HashSet<>();

    private final Set<String> refusing = new HashSet<>();

    private volatile boolean running;

    private @Nullable Thread thread;

    IndexKeeper(SearchSettings settings, LiveIndexes indexes, WriterLease lease, Generations generations,
            IndexStateRepository states, ChangeWriter writer, Rebuild rebuild, Wakeup wakeup) {
        this.settings = settings;
        this.indexes = indexes;
        this.lease = lease;
        this.generations = generations;
        this.states = states;
        this.writer = writer;
        this.rebuild = rebuild;
        this.wakeup = wakeup;
    }

    @Override
    public void start() {
        if (this.settings.backend() == Backend.NONE) {
            return;
        }
        boolean alone = this.settings.backend() == Backend.LUCENE && this.lease.hold();
        if (!alone && isKeptElsewhere()) {
            throw new Misconfigured("Another node writes the search index (" + this.lease.backendOfAnother()
                    + "), so the index of this node (" + this.settings.backend() + ") would not be kept current",
                    "Set ticketblue.search.backend to ELASTICSEARCH on all nodes. If the other node has just been"
                            + " killed, start again in " + WriterLease.SECONDS + " seconds.");
        }
        if (this.settings.backend() == Backend.ELASTICSEARCH) {
            LuceneFiles.delete(this.settings.directory(), this.indexes.definitions());
        }
        this.running = true;
        this.thread = Thread.ofVirtual().name("search-index").start(this::run);
    }

    /**
     * Whether another node writes an index that this one does not search: with files of
     * Lucene each has its own.
     */
    private boolean isKeptElsewhere() {
        String other = this.lease.backendOfAnother();
        return !other.isEmpty()
                && (this.settings.backend() == Backend.LUCENE || !other.equals(this.settings.backend().name()));
    }

    /** Requests that are under way when the application stops are still answered. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    private void run() {
        while (isRunning()) {
            boolean more = false;
            for (IndexDefinition definition : this.indexes.definitions()) {
                more |= keepCurrent(definition);
            }
            try {
                this.wakeup.await(more ? Duration.ZERO : this.failing.isEmpty() ? LOOK_EVERY : AFTER_FAILURE);
            }
            catch (InterruptedException ex) {
                return;
            }
        }
    }

    /**
     * Does what is to be done for an index, of the changes that wait at most some
     * portions, so that others have their turn.
     * @return whether there may be more changes
     */
    private boolean keepCurrent(IndexDefinition definition) {
        try {
            boolean writes = this.lease.hold();
            boolean more = false;
            if (writes || !isKeptElsewhere()) {
                IndexState state = this.states.state(definition.name());
                boolean searched = this.generations.follow(definition, state);
                more = writes && write(definition, state, searched);
                this.refusing.remove(definition.name());
            }
            else {
                refuse(definition.name());
            }
            this.generations.closeFormer();
            this.failing.remove(definition.name());
            return more;
        }
        catch (LeaseLost ex) {
            LOG.debug("Another node writes the search index", ex);
            return false;
        }
        catch (IndexLost ex) {
            LOG.debug("The search index is lost; changes stay queued until it is built again", ex);
            return false;
        }
        catch (RuntimeException ex) {
            if (DatabaseFailures.isOutage(ex)) {
                LOG.debug("The search index waits for the database, whose outage is logged already", ex);
            }
            else if (this.failing.add(definition.name())) {
                LOG.atWarn()
                    .addKeyValue("index", definition.name())
                    .setCause(ex)
                    .log("The search index cannot be kept current; it is tried again every second");
            }
            return false;
        }
    }

    /** Nothing is better than what nobody keeps current. */
    private void refuse(String name) {
        this.generations.activate(name, null);
        if (this.refusing.add(name)) {
            LOG.atError()
                .addKeyValue("index", name)
                .addKeyValue("backend", this.settings.backend())
                .addKeyValue("writes", this.lease.backendOfAnother())
                .log("Another node writes a search index of its own, so this node refuses searches:"
                        + " set ticketblue.search.backend to ELASTICSEARCH on all nodes");
        }
    }

    private boolean write(IndexDefinition definition, IndexState state, boolean searched) {
        String name = definition.name();
        boolean wanted = state.rebuildRequestedAt() != null;
        if (!searched && !wanted) {
            wanted = this.states.requestRebuild(name);
        }
        if (wanted && this.retryAt.getOrDefault(name, Instant.MIN).isBefore(Instant.now())) {
            this.rebuilding.computeIfAbsent(name,
                    (key) -> Thread.ofVirtual().name("search-rebuild-" + name).start(() -> rebuild(definition)));
        }
        this.generations.dropUnused(definition, state);
        for (int portion = 0; portion < MOST_PORTIONS; portion++) {
            if (!isRunning() || !this.writer.writeSome(definition)) {
                return false;
            }
        }
        return true;
    }

    private void rebuild(IndexDefinition definition) {
        try {
            this.rebuild.run(definition, this::isRunning);
        }
        catch (RuntimeException ex) {
            this.retryAt.put(definition.name(), Instant.now().plus(BEFORE_NEXT_REBUILD));
            LOG.atWarn()
                .addKeyValue("index", definition.name())
                .setCause(ex)
                .log("The search index could not be rebuilt; it is tried again");
        }
        finally {
            this.rebuilding.remove(definition.name());
            this.wakeup.signal();
        }
    }

    @Override
    public void stop() {
        Thread keeping = this.thread;
        this.running = false;
        this.thread = null;
        if (keeping == null) {
            return;
        }
        this.wakeup.signal();
        try {
            keeping.join(LONGEST_STOP);
            for (Thread one : this.rebuilding.values()) {
                one.join(LONGEST_STOP);
            }
            this.lease.release();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (RuntimeException ex) {
            LOG.warn("The lease for writing the search index was not released; it ends in {} seconds",
                    WriterLease.SECONDS, ex);
        }
        this.generations.closeAll();
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

}
