package io.ticketblue.accounts.internal.activity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.ticketblue.accounts.AccountId;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes down when people signed in, a few seconds later and many at once: signing in
 * waits for no further lock. What a node has not written when it dies is lost.
 */
@Component
public class LastSignIns {

    private static final Logger log = LoggerFactory.getLogger(LastSignIns.class);

    /**
     * Of whoever comes while so many wait, because the database is gone, nothing is
     * noted.
     */
    private static final int MOST_WAITING = 50_000;

    private static final int BATCH = 500;

    private final JdbcOperations jdbc;

    private final Clock clock;

    private final Map<Long, Instant> waiting = new ConcurrentHashMap<>();

    LastSignIns(JdbcOperations jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Notes that somebody has just signed in.
     */
    public void note(AccountId account) {
        if (this.waiting.size() < MOST_WAITING) {
            this.waiting.put(account.value(), this.clock.instant());
        }
    }

    /** Each row by itself, so that nobody waits for more than one of them. */
    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    @PreDestroy
    void write() {
        List<Map.Entry<Long, Instant>> batch;
        do {
            batch = this.waiting.entrySet().stream().limit(BATCH).map(Map.Entry::copyOf).toList();
            if (!batch.isEmpty() && !write(batch)) {
                return;
            }
        }
        while (batch.size() == BATCH);
    }

    private boolean write(List<Map.Entry<Long, Instant>> batch) {
        try {
            this.jdbc.batchUpdate("""
                    UPDATE account SET last_sign_in_at = GREATEST(COALESCE(last_sign_in_at, ?), ?)
                    WHERE id = ? AND closed_at IS NULL
                    """, batch, BATCH, (statement, signIn) -> {
                Timestamp at = Timestamp.from(signIn.getValue());
                statement.setTimestamp(1, at);
                statement.setTimestamp(2, at);
                statement.setLong(3, signIn.getKey());
            });
        }
        catch (DataAccessException ex) {
            log.warn("{} sign-ins are not written down yet: {}", this.waiting.size(), ex.getMessage());
            return false;
        }
        batch.forEach((signIn) -> this.waiting.remove(signIn.getKey(), signIn.getValue()));
        return true;
    }

}
