package io.ticketblue.search.indexing;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.IndexSource;
import io.ticketblue.search.index.OpenIndex;

/**
 * Builds the next generation of an index beside the one that is searched and puts it in
 * its place. Changes made meanwhile are written into both; if another node had the lease
 * meanwhile, its changes may be missing, and the generation is given up.
 */
@Component
class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private static final int LONGEST_FAILURE = 500;

    private final IndexFactory factory;

    private final Generations generations;

    private final ChangeWriter writer;

    private final IndexStateRepository states;

    private final WriterLease lease;

    private final TransactionTemplate transaction;

    Rebuild(IndexFactory factory, Generations generations, ChangeWriter writer, IndexStateRepository states,
            WriterLease lease, TransactionTemplate transaction) {
        this.factory = factory;
        this.generations = generations;
        this.writer = writer;
        this.states = states;
        this.lease = lease;
        this.transaction = transaction;
    }

    /**
     * Rebuilds an index if that is still wanted. It stays wanted if the rebuild is given
     * up or fails.
     * @param goOn asked between portions; false gives up
     */
    void run(IndexDefinition definition, BooleanSupplier goOn) {
        String name = definition.name();
        OpenIndex next = null;
        try {
            long term = this.lease.term();
            Long generation = this.states.nextGeneration(name);
            if (generation == null) {
                return;
            }
            next = this.factory.open(definition, generation);
            next.create();
            this.writer.build(name, next);
            long written = fill(definition, next, () -> goOn.getAsBoolean() && this.lease.term() == term);
            next.complete();
            next.warmUp();
            swap(definition, next, term);
            LOG.atInfo()
                .addKeyValue("index", name)
                .addKeyValue("generation", generation)
                .addKeyValue("documents", written)
                .log("Search index rebuilt");
        }
        catch (RuntimeException ex) {
            this.writer.build(name, null);
            if (next != null) {
                discard(next);
            }
            if (ex instanceof LeaseLost) {
                LOG.atInfo().addKeyValue("index", name).log("Rebuild of the search index given up");
                return;
            }
            this.states.failed(name, shortened(ex));
            throw ex;
        }
    }

    private long fill(IndexDefinition definition, OpenIndex next, BooleanSupplier goOn) {
        long written = 0;
        for (IndexSource<?> source : definition.sources()) {
            long[] last = { 0, -1 };
            while (last[1] != 0) {
                if (!goOn.getAsBoolean()) {
                    throw new LeaseLost();
                }
                this.writer.underLock(() -> fillSome(source, next, last));
                written += last[1];
                this.states.written(definition.name(), written);
            }
        }
        return written;
    }

    private static <D> void fillSome(IndexSource<D> source, OpenIndex next, long[] last) {
        List<D> documents = source.after(last[0], IndexSource.MOST);
        if (!documents.isEmpty()) {
            next.fill(documents);
            last[0] = source.id(documents.getLast());
        }
        last[1] = documents.size();
    }

    /**
     * The lease is locked until the new generation is committed, so that no other node
     * writes a change into the former one only and takes it off the queue.
     */
    private void swap(IndexDefinition definition, OpenIndex next, long term) {
        this.writer.underLock(() -> {
            if (this.lease.term() != term) {
                throw new LeaseLost();
            }
            this.generations.activate(definition.name(), next, () -> commit(definition, next, term));
            this.writer.build(definition.name(), null);
        });
    }

    private void commit(IndexDefinition definition, OpenIndex next, long term) {
        this.transaction.executeWithoutResult((status) -> {
            if (!this.lease.lockedSince(term)
                    || !this.states.activate(definition.name(), next.generation(), definition.version())) {
                throw new LeaseLost();
            }
        });
    }

    private static void discard(OpenIndex index) {
        try {
            index.drop();
        }
        catch (RuntimeException ex) {
            LOG.warn("The unfinished generation {} of the search index could not be deleted; that is tried again",
                    index.generation(), ex);
        }
    }

    private static String shortened(RuntimeException ex) {
        String text = Objects.requireNonNullElse(ex.getMessage(), ex.getClass().getSimpleName());
        return text.substring(0, Math.min(text.length(), LONGEST_FAILURE));
    }

}
