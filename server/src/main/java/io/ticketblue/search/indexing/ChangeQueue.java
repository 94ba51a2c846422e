package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The things whose documents are to be written again, stored in the transaction that
 * changes them: a change that commits is indexed, whatever crashes, and one that is
 * undone is not. Rows are only added and deleted, so that writers never wait for each
 * other.
 */
@Component
public class ChangeQueue {

    private final JdbcClient jdbc;

    private final Wakeup wakeup;

    ChangeQueue(JdbcClient jdbc, Wakeup wakeup) {
        this.jdbc = jdbc;
        this.wakeup = wakeup;
    }

    /**
     * Adds a thing in the caller's transaction. Adding it more than once does no harm.
     * @param kind see {@link io.ticketblue.search.index.IndexSource#kind()}
     * @param id the number of the thing, which may be deleted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String kind, long id) {
        add(kind, List.of(id));
    }

    /** Adds things of a kind in the caller's transaction, all with one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String kind, Collection<Long> ids) {
        insert(kind, ids);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ChangeQueue.this.wakeup.signal();
            }
        });
    }

    private void insert(String kind, Collection<Long> ids) {
        this.jdbc.sql("""
                INSERT INTO search_change (kind, thing_id, changed_at, due_at)
                SELECT :kind, id, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
                FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) AS things""")
            .param("kind", kind)
            .param("ids", ids.toString())
            .update();
    }

    /** The changes of these kinds that are due, the oldest first. */
    List<Change> due(Collection<String> kinds, int most) {
        return this.jdbc.sql("""
                SELECT id, kind, thing_id, attempts FROM search_change
                WHERE kind IN (:kinds) AND due_at <= UTC_TIMESTAMP(6) ORDER BY id LIMIT :most""")
            .param("kinds", kinds)
            .param("most", most)
            .query(Change.class)
            .list();
    }

    void remove(Collection<Long> changes) {
        this.jdbc.sql("DELETE FROM search_change WHERE id IN (:ids)").param("ids", changes).update();
    }

    /** Adds the same things once more. */
    void repeat(List<Change> changes) {
        changes.stream()
            .collect(Collectors.groupingBy(Change::kind, Collectors.mapping(Change::thingId, Collectors.toSet())))
            .forEach(this::insert);
    }

    /** Tries a change again later. */
    void defer(Change change, Duration wait) {
        this.jdbc.sql("""
                UPDATE search_change
                SET attempts = attempts + 1, due_at = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND WHERE id = :id""")
            .param("seconds", wait.toSeconds())
            .param("id", change.id())
            .update();
    }

    /** How long the oldest change has been waiting, zero if none does. */
    Duration lag() {
        return this.jdbc.sql("""
                SELECT COALESCE(MAX(TIMESTAMPDIFF(MICROSECOND, changed_at, UTC_TIMESTAMP(6))), 0)
                FROM (SELECT changed_at FROM search_change ORDER BY id LIMIT 1) oldest""")
            .query((row, number) -> Duration.ofNanos(Math.max(0, row.getLong(1)) * 1_000))
            .single();
    }

    /**
     * A thing that changed.
     *
     * @param id the number of the change
     * @param kind its kind
     * @param thingId its number
     * @param attempts how often it could not be indexed
     */
    record Change(long id, String kind, long thingId, int attempts) {
    }

}
