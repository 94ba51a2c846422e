package io.ticketblue.search.indexing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexFactory;
import io.ticketblue.search.index.IndexSource;
import io.ticketblue.search.index.OpenIndex;

/**
 * Builds the next generation of an index beside the one that is searched and puts it in
 * its place. Changes made meanwhile are written into both.
 */
@Component
class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private static final int LONGEST_FAILURE = 500;

    private final IndexFactory factory;

    private final Generations generations;

    private final ChangeWriter writer;

    private final IndexStateRepository states;

    Rebuild(IndexFactory factory, Generations generations, ChangeWriter writer, IndexStateRepository states) {
        this.factory = factory;
        this.generations = generations;
        this.writer = writer;
        this.states = states;
    }

    /**
     * Rebuilds an index.
     * @param goOn asked between portions; false gives up, and the rebuild is still wanted
     */
    void run(IndexDefinition definition, BooleanSupplier goOn) {
        String name = definition.name();
        OpenIndex next = null;
        try {
            next = this.factory.open(definition, this.states.nextGeneration(name));
            next.create();
            this.writer.build(name, next);
            long written = fill(definition, next, goOn);
            next.complete();
            swap(definition, next);
            LOG.atInfo()
                .addKeyValue("index", name)
                .addKeyValue("generation", next.generation())
                .addKeyValue("documents", written)
                .log("Search index rebuilt");
        }
        catch (RuntimeException ex) {
            this.writer.build(name, null);
            if (next != null) {
                discard(next);
            }
            if (!(ex instanceof CancellationException)) {
                this.states.failed(name, shortened(ex));
                throw ex;
            }
        }
    }

    private long fill(IndexDefinition definition, OpenIndex next, BooleanSupplier goOn) {
        long written = 0;
        for (IndexSource<?> source : definition.sources()) {
            long[] last = { 0, -1 };
            while (last[1] != 0) {
                if (!goOn.getAsBoolean()) {
                    throw new CancellationException("Rebuild given up");
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

    private void swap(IndexDefinition definition, OpenIndex next) {
        this.writer.underLock(() -> {
            this.states.activate(definition.name(), next.generation(), definition.version());
            this.generations.activate(definition.name(), next);
            this.writer.build(definition.name(), null);
        });
    }

    private static void discard(OpenIndex index) {
        try {
            index.drop();
        }
        catch (RuntimeException ex) {
            LOG.warn("What was left of a rebuild could not be deleted: generation {}", index.generation(), ex);
        }
    }

    private static String shortened(RuntimeException ex) {
        String text = Objects.requireNonNullElse(ex.getMessage(), ex.getClass().getSimpleName());
        return text.substring(0, Math.min(text.length(), LONGEST_FAILURE));
    }

}
