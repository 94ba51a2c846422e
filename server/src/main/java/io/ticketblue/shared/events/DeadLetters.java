package io.ticketblue.shared.events;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table {@code event_dead_letter}: events whose listener failed too often. They are
 * kept for 90 days, and delivered once more when somebody moves them back.
 */
@Repository
class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private static final Duration KEPT = Duration.ofDays(90);

    private static final int MOVED_AT_ONCE = 100;

    private final JdbcClient sql;

    DeadLetters(JdbcClient sql) {
        this.sql = sql;
    }

    /** Moves failed events here that had so many attempts, and deletes old ones. */
    @Transactional
    public void move(int attempts, Instant now) {
        List<String> ids = this.sql.sql("""
                SELECT ID FROM EVENT_PUBLICATION WHERE STATUS = 'FAILED' AND COMPLETION_ATTEMPTS >= :attempts
                ORDER BY PUBLICATION_DATE LIMIT :most FOR UPDATE SKIP LOCKED""")
            .param("attempts", attempts)
            .param("most", MOVED_AT_ONCE)
            .query(String.class)
            .list();
        if (!ids.isEmpty()) {
            this.sql.sql("""
                    INSERT INTO event_dead_letter (id, listener_id, event_type, serialized_event, publication_date,
                        died_at)
                    SELECT ID, LISTENER_ID, EVENT_TYPE, SERIALIZED_EVENT, PUBLICATION_DATE, :now
                    FROM EVENT_PUBLICATION WHERE ID IN (:ids)""")
                .param("now", Timestamp.from(now))
                .param("ids", ids)
                .update();
            this.sql.sql("DELETE FROM EVENT_PUBLICATION WHERE ID IN (:ids)").param("ids", ids).update();
            LOG.atError().addKeyValue("events", ids).log("Listeners failed too often; these events are dead letters");
        }
        this.sql.sql("DELETE FROM event_dead_letter WHERE died_at < :before")
            .param("before", Timestamp.from(now.minus(KEPT)))
            .update();
    }

    long count() {
        return this.sql.sql("SELECT COUNT(*) FROM event_dead_letter").query(Long.class).single();
    }

    /** How many events wait to be delivered again. */
    long countFailed() {
        return this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE STATUS = 'FAILED'")
            .query(Long.class)
            .single();
    }

}
