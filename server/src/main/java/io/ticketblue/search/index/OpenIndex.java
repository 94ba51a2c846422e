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

    /** Whether the generation is there, also without documents. */
    public abstract boolean exists();

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

    /** Asks the index. */
    public <T> T read(Function<SearchSession, T> question) {
        try (SearchSession session = this.mapping.createSession()) {
            return question.apply(session);
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

    /** Makes everything safe and visible that was written. */
    public void complete() {
        try (SearchSession session = this.mapping.createSession()) {
            session.workspace(types()).flush();
            session.workspace(types()).refresh();
        }
    }

    CloseableSearchMapping mapping() {
        return this.mapping;
    }

    @Override
    public void close() {
        this.mapping.close();
    }

}
