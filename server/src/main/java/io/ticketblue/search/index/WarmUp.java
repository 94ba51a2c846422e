package io.ticketblue.search.index;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.hibernate.search.engine.backend.metamodel.IndexFieldDescriptor;
import org.hibernate.search.mapper.pojo.standalone.entity.SearchIndexedEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries an index once before people do: the first query loads the dictionaries of the
 * analyzers and opens the files, which may take longer than a person's query is allowed
 * to.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final String TEXT = "지킬앤하이드 서울 공연 musical";

    private WarmUp() {
    }

    /**
     * Searches every field that has an analyzer; a failure is only logged.
     * @return whether it answered
     */
    static boolean of(OpenIndex index) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            for (SearchIndexedEntity<?> entity : index.mapping().allIndexedEntities()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                List<String> fields = analyzed(entity);
                if (left > 0 && !fields.isEmpty()) {
                    index.read((session) -> session.search(entity.javaClass())
                        .select((hit) -> hit.score())
                        .where((all) -> all.match().fields(fields.toArray(String[]::new)).matching(TEXT))
                        .failAfter(left, TimeUnit.MILLISECONDS)
                        .fetchHits(1));
                }
            }
            return true;
        }
        catch (RuntimeException ex) {
            LOG.atInfo()
                .addKeyValue("generation", index.generation())
                .setCause(ex)
                .log("The search index could not be warmed up; the first searches may be slow");
            return false;
        }
    }

    private static List<String> analyzed(SearchIndexedEntity<?> entity) {
        return entity.indexManager()
            .descriptor()
            .staticFields()
            .stream()
            .filter(IndexFieldDescriptor::isValueField)
            .map(IndexFieldDescriptor::toValueField)
            .filter((field) -> field.type().searchable() && field.type().searchAnalyzerName().isPresent())
            .map(IndexFieldDescriptor::absolutePath)
            .toList();
    }

}
