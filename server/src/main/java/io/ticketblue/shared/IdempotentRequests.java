package io.ticketblue.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * The table {@code idempotent_request}. Its primary key decides who is first; every
 * statement stands alone, so that nobody waits for anybody.
 */
@Repository
class IdempotentRequests {

    private static final Logger log = LoggerFactory.getLogger(IdempotentRequests.class);

    private static final Duration KEPT = Duration.ofHours(24);

    private static final Duration GIVEN_UP = Duration.ofSeconds(60);

    private static final int TRIES = 5;

    private static final int PURGED_AT_ONCE = 5000;

    private final JdbcClient jdbc;

    private final Clock clock;

    IdempotentRequests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the request may run, or what to answer instead. */
    Claim claim(long person, String key, byte[] fingerprint) {
        for (int count = 0; count < TRIES; count++) {
            Run run = new Run(person, key, ThreadLocalRandom.current().nextLong());
            Instant now = this.clock.instant();
            if (insert(run, fingerprint, now) || takeOver(run, fingerprint, now)) {
                return run;
            }
            // Between the statements the first may have failed and made way.
            Optional<Claim> other = find(person, key, fingerprint);
            if (other.isPresent()) {
                return other.get();
            }
        }
        return new InProgress();
    }

    private boolean insert(Run run, byte[] fingerprint, Instant now) {
        try {
            return this.jdbc.sql("""
                    INSERT INTO idempotent_request (person, idempotency_key, fingerprint, attempt, started_at)
                    VALUES (:person, :key, :fingerprint, :attempt, :now)
                    """)
                .param("person", run.person())
                .param("key", run.key())
                .param("fingerprint", fingerprint)
                .param("attempt", run.attempt())
                .param("now", now)
                .update() > 0;
        }
        catch (DuplicateKeyException ex) {
            return false;
        }
    }

    /** A key is free again after its day; a request that never ended gives way. */
    private boolean takeOver(Run run, byte[] fingerprint, Instant now) {
        return this.jdbc.sql("""
                UPDATE idempotent_request
                SET fingerprint = :fingerprint, attempt = :attempt, started_at = :now, finished_at = NULL,
                    status = NULL, content_type = NULL, location = NULL, body = NULL
                WHERE person = :person AND idempotency_key = :key AND (started_at <= :forgotten
                    OR (finished_at IS NULL AND fingerprint = :fingerprint AND started_at <= :givenUp))
                """)
            .param("person", run.person())
            .param("key", run.key())
            .param("fingerprint", fingerprint)
            .param("attempt", run.attempt())
            .param("now", now)
            .param("forgotten", now.minus(KEPT))
            .param("givenUp", now.minus(GIVEN_UP))
            .update() > 0;
    }

    private Optional<Claim> find(long person, String key, byte[] fingerprint) {
        return this.jdbc.sql("""
                SELECT fingerprint, status, content_type, location, body
                FROM idempotent_request WHERE person = :person AND idempotency_key = :key
                """).param("person", person).param("key", key).query((row, number) -> {
            if (!Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
                return (Claim) new Reused();
            }
            byte[] body = row.getBytes("body");
            return (body == null) ? new InProgress()
                    : new Answer(row.getInt("status"), row.getString("content_type"), row.getString("location"), body);
        }).optional();
    }

    /** Keeps the answer, unless another request has taken over meanwhile. */
    void finish(Run run, Answer answer) {
        this.jdbc.sql("""
                UPDATE idempotent_request
                SET finished_at = :now, status = :status, content_type = :contentType, location = :location,
                    body = :body
                WHERE person = :person AND idempotency_key = :key AND attempt = :attempt
                """)
            .param("now", this.clock.instant())
            .param("status", answer.status())
            .param("contentType", answer.contentType())
            .param("location", answer.location())
            .param("body", answer.body())
            .param("person", run.person())
            .param("key", run.key())
            .param("attempt", run.attempt())
            .update();
    }

    /** Makes way for the next request with the key. */
    void release(Run run) {
        this.jdbc.sql("""
                DELETE FROM idempotent_request
                WHERE person = :person AND idempotency_key = :key AND attempt = :attempt
                """).param("person", run.person()).param("key", run.key()).param("attempt", run.attempt()).update();
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void purge() {
        int purged;
        do {
            purged = this.jdbc.sql("DELETE FROM idempotent_request WHERE started_at <= :before LIMIT " + PURGED_AT_ONCE)
                .param("before", this.clock.instant().minus(KEPT))
                .update();
            log.debug("Removed {} answers to repeated requests", purged);
        }
        while (purged == PURGED_AT_ONCE);
    }

    /** What becomes of a request. */
    sealed interface Claim {

    }

    /**
     * It is the first and runs.
     *
     * @param person who sent it
     * @param key its key
     * @param attempt tells this run from one that takes over
     */
    record Run(long person, String key, long attempt) implements Claim {
    }

    /** The first is still at work. */
    record InProgress() implements Claim {
    }

    /** The key belongs to another request. */
    record Reused() implements Claim {
    }

    /**
     * The first has been answered like this.
     *
     * @param status the HTTP status
     * @param contentType the type of the body
     * @param location where the new thing is
     * @param body the body
     */
    record Answer(int status, @Nullable String contentType, @Nullable String location, byte[] body) implements Claim {
    }

}
