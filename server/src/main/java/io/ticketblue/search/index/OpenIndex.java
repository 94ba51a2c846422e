package io.ticketblue.search.index;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongPredicate;

import org.hibernate.search.engine.backend.work.execution.DocumentCommitStrategy;
import org.hibernate.search.engine.backend.work.execution.DocumentRefreshStrategy;
import org.hibernate.search.engine.backend.work.execution.OperationSubmitter;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategyConfigurationContext;
import org.hibernate.search.mapper.pojo.work.SearchIndexingPlanExecutionReport;

/**
 * One generation of an index, open for reading and writing. All methods may be called by
 * several threads; failures of the backend are exceptions of any kind.
 */
public abstract class OpenIndex implements AutoCloseable {

    /** Shorter than what the lease of the writing node leaves for a write. */
    private static final int LONGEST_WRITE_SECONDS = 5;

    private static final int LONGEST_COUNT_SECONDS = 5;

    private final IndexDefinition definition;

    private final long generation;

    private final CloseableSearchMapping mapping;

    private volatile boolean lost;

    OpenIndex(IndexDefinition definition, long generation, CloseableSearchMapping mapping) {
        this.definition = definition;
        this.generation = generation;
        this.mapping = mapping;
    }

    /** The number of the generation, 1 or more. */
    public long generation() {
        return this.generation;
    }

    /** Whether queries go to other machines. */
    abstract boolean isRemote();

    /**
     * Whether the generation is there as {@link #create} made it, also without documents.
     * An empty one that the backend made when it was asked to write does not count.
     */
    public abstract boolean exists();

    /** Whether a failure says that the generation has to be built again. */
    abstract boolean isDamage(Throwable failure);

    /**
     * Refuses a generation that is lost, now and for as long as it is open. Both backends
     * make an empty index when they write where there is none, so this is to be asked
     * before and after a write.
     * @throws IndexLost if it does not exist or is damaged
     */
    public void requireExisting() {
        if (this.lost || !exists()) {
            this.lost = true;
            throw new IndexLost(this.generation);
        }
    }

    /** Whether it was found to be lost or damaged since it was opened. */
    public boolean isLost() {
        return this.lost;
    }

    private void notice(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isDamage(cause)) {
                this.lost = true;
            }
        }
    }

    /** Deletes the generation and closes it. */
    public abstract void drop();

    /**
     * Deletes other generations of the same index that exist.
     * @return those that were deleted
     */
    public abstract Set<Long> dropOthers(LongPredicate which);

    /** Makes an empty generation, in place of what was left of it. */
    public void create() {
        try (SearchSession session = this.mapping.createSession()) {
            session.schemaManager().dropAndCreate();
        }
    }

    /**
     * Loads what the first query needs, within a few seconds; a failure is only logged.
     * @return whether it succeeded
     */
    public boolean warmUp() {
        return WarmUp.of(this);
    }

    /**
     * Asks the index.
     * @throws IndexLost if it is lost
     */
    public <T> T read(Function<SearchSession, T> question) {
        if (this.lost) {
            throw new IndexLost(this.generation);
        }
        try (SearchSession session = this.mapping.createSession()) {
            return question.apply(session);
        }
        catch (RuntimeException ex) {
            notice(ex);
            throw ex;
        }
    }

    /** How many documents there are. */
    public long count() {
        return read((session) -> session.search(types())
            .where((all) -> all.matchAll())
            .failAfter(LONGEST_COUNT_SECONDS, TimeUnit.SECONDS)
            .fetchTotalHitCount());
    }

    /** The types of the documents. */
    public List<Class<?>> types() {
        return this.definition.sources().stream().<Class<?>>map(IndexSource::type).toList();
    }

    /**
     * Writes documents and removes others; when it returns they are safe and are found.
     * @param documents the present documents
     * @param gone the ids of those that must not be found any more, by type
     */
    public void write(Collection<?> documents, Map<Class<?>, List<Long>> gone) {
        write(documents, gone, OpenIndex::untilVisible);
    }

    /**
     * Writes documents of a generation that is being built; they are safe and are found
     * after {@link #complete}.
     */
    public void fill(Collection<?> documents) {
        write(documents, Map.of(), OpenIndex::withoutCommit);
    }

    private void write(Collection<?> documents, Map<Class<?>, List<Long>> gone,
            IndexingPlanSynchronizationStrategy strategy) {
        try (SearchSession session = this.mapping.createSessionWithOptions()
            .indexingPlanSynchronizationStrategy(strategy)
            .build()) {
            documents.forEach(session.indexingPlan()::addOrUpdate);
            gone.forEach((type, ids) -> ids.forEach((id) -> session.indexingPlan().purge(type, id, null)));
        }
        catch (RuntimeException ex) {
            notice(ex);
            throw ex;
        }
    }

    private static void untilVisible(IndexingPlanSynchronizationStrategyConfigurationContext context) {
        context.documentCommitStrategy(DocumentCommitStrategy.FORCE);
        context.documentRefreshStrategy(DocumentRefreshStrategy.FORCE);
        context.operationSubmitter(OperationSubmitter.blocking());
        context.indexingFutureHandler(OpenIndex::await);
    }

    private static void withoutCommit(IndexingPlanSynchronizationStrategyConfigurationContext context) {
        context.documentCommitStrategy(DocumentCommitStrategy.NONE);
        context.documentRefreshStrategy(DocumentRefreshStrategy.NONE);
        context.operationSubmitter(OperationSubmitter.blocking());
        context.indexingFutureHandler(OpenIndex::await);
    }

    private static void await(CompletableFuture<? extends SearchIndexingPlanExecutionReport> written) {
        SearchIndexingPlanExecutionReport report = written.orTimeout(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS).join();
        report.throwable().ifPresent((ex) -> {
            throw new IllegalStateException("Documents were not written to the index", ex);
        });
    }

    /**
     * Makes everything safe and visible that was written.
     * @throws IndexLost if the generation was lost since it was created
     */
    public void complete() {
        try (SearchSession session = this.mapping.createSession()) {
            session.workspace(types()).flush();
            session.workspace(types()).refresh();
        }
        requireExisting();
    }

    /** The names of the indexes or directories of the types. */
    List<String> names() {
        return this.mapping.allIndexedEntities()
            .stream()
            .map((entity) -> entity.indexManager().descriptor().hibernateSearchName())
            .toList();
    }

    CloseableSearchMapping mapping() {
        return this.mapping;
    }

    @Override
    public void close() {
        this.mapping.close();
    }

}
