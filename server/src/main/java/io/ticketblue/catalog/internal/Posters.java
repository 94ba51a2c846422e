package io.ticketblue.catalog.internal;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.catalog.PosterChoice;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.shared.database.LongTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps files and tables in step. A file is announced (PENDING) before it is written, is
 * shown (LIVE) by the transaction that links to it, and is given up (DELETING) by the one
 * that no longer does; only after that transaction is it deleted. Whatever stops half-way
 * leaves a row from which {@link #sweep()} finishes.
 */
@Component
class Posters {

    /** How long an upload may take before it is taken for dead. */
    static final Duration UPLOAD_TIME = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Posters.class);

    private static final int SWEEP = 1000;

    private final SecureRandom random = new SecureRandom();

    private final PosterImages images;

    private final PosterStore store;

    private final JdbcClient jdbc;

    private final Clock clock;

    private final TransactionTemplate transaction;

    private final TransactionTemplate apart;

    Posters(PosterImages images, PosterStore store, JdbcClient jdbc, Clock clock,
            PlatformTransactionManager transactions) {
        this.images = images;
        this.store = store;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        // The work may recreate the seats of all rounds.
        this.transaction.setTimeout(LongTransactions.SECONDS);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Does work in a transaction that links to a new poster or gives an old one up. New
     * files are written before it, and those that nothing shows any more are deleted
     * after it: whoever waits for the store holds no connection to the database.
     * @param <T> what the work gives
     * @param choice the picture; null, or to remove it, for none
     * @param work links to the new poster and calls {@link #show}, or gives up another
     * @return what the work gave
     */
    <T extends Object> T with(@Nullable PosterChoice choice, Function<Change, T> work) {
        Map<PosterName, byte[]> files = (choice instanceof PosterUpload upload) ? this.images.encode(upload) : Map.of();
        Change change = switch (choice) {
            case PosterUpload upload -> new Change(PosterName.newKey(this.random), true);
            case PosterChoice.Kept kept -> new Change(kept.key(), false);
            case PosterChoice.None none -> new Change(null, false);
            case null -> new Change(null, false);
        };
        try {
            String key = change.key();
            if (key != null && !files.isEmpty()) {
                write(key, files);
            }
            return this.transaction.execute((status) -> work.apply(change));
        }
        finally {
            afterTransaction(change::settle);
        }
    }

    /**
     * Writes the files of a picture that is not shown yet; the sweep gives it up after
     * {@link #UPLOAD_TIME}.
     * @return its key
     */
    String upload(PosterUpload upload) {
        Map<PosterName, byte[]> files = this.images.encode(upload);
        String key = PosterName.newKey(this.random);
        write(key, files);
        return key;
    }

    private void write(String key, Map<PosterName, byte[]> files) {
        insertPending(key);
        files.forEach((name, jpeg) -> this.store.write(name.file(key), jpeg));
    }

    /** If the caller has a transaction of its own, that one decides. */
    private static void afterTransaction(Runnable task) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            task.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                task.run();
            }
        });
    }

    private void insertPending(String key) {
        this.apart.executeWithoutResult((status) -> this.jdbc
            .sql("INSERT INTO poster_file (poster_key, state, changed_at) VALUES (:key, 'PENDING', :now)")
            .param("key", key)
            .param("now", this.clock.instant())
            .update());
    }

    /** Shows a new poster, in the transaction that links to it. */
    void show(String key) {
        int shown = this.jdbc.sql(
                "UPDATE poster_file SET state = 'LIVE', changed_at = :now WHERE poster_key = :key AND state = 'PENDING'")
            .param("now", this.clock.instant())
            .param("key", key)
            .update();
        if (shown != 1) {
            throw new InvalidRequest("poster", "catalog.poster.given-up");
        }
    }

    /** The bytes of a file, if there is one. */
    Optional<byte[]> read(String file) {
        return this.store.read(file);
    }

    /**
     * Finishes what a crash or a failing store left behind.
     * @return how many posters were deleted
     */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    int sweep() {
        Instant dead = this.clock.instant().minus(UPLOAD_TIME);
        this.jdbc.sql("""
                UPDATE poster_file SET state = 'DELETING', changed_at = :now
                WHERE state = 'PENDING' AND changed_at < :dead""")
            .param("now", this.clock.instant())
            .param("dead", dead)
            .update();
        List<String> keys = this.jdbc
            .sql("SELECT poster_key FROM poster_file WHERE state = 'DELETING' ORDER BY changed_at LIMIT :most")
            .param("most", SWEEP)
            .query(String.class)
            .list();
        return (int) keys.stream().filter(this::tryToDelete).count();
    }

    /** What cannot be deleted now is left to the sweep. */
    private boolean tryToDelete(String key) {
        try {
            PosterName.files(key).forEach(this.store::delete);
            this.apart.executeWithoutResult(
                    (status) -> this.jdbc.sql("DELETE FROM poster_file WHERE poster_key = :key AND state = 'DELETING'")
                        .param("key", key)
                        .update());
            return true;
        }
        catch (RuntimeException ex) {
            log.atWarn().setCause(ex).addKeyValue("poster", key).log("A poster could not be deleted; will try again");
            return false;
        }
    }

    /** What one piece of work does to posters. */
    final class Change {

        private final @Nullable String key;

        private final boolean isNew;

        private final List<String> keys = new ArrayList<>();

        /** A new picture goes if the work fails; one that was kept stays for the form. */
        private Change(@Nullable String key, boolean isNew) {
            this.key = key;
            this.isNew = isNew;
            if (key != null && isNew) {
                this.keys.add(key);
            }
        }

        /** The key of the new poster, null if there is none. */
        @Nullable String key() {
            return this.key;
        }

        /** Gives a poster up, in the transaction that no longer links to it. */
        void giveUp(@Nullable String old) {
            if (old != null) {
                Posters.this.jdbc
                    .sql("UPDATE poster_file SET state = 'DELETING', changed_at = :now WHERE poster_key = :key")
                    .param("now", Posters.this.clock.instant())
                    .param("key", old)
                    .update();
                this.keys.add(old);
            }
        }

        /**
         * Deletes what nothing shows. What the transaction came to is read from the
         * table, because an answer to its commit may have got lost.
         */
        private void settle() {
            if (this.keys.isEmpty()) {
                return;
            }
            try {
                given().forEach(Posters.this::tryToDelete);
            }
            catch (RuntimeException ex) {
                log.atWarn().setCause(ex).addKeyValue("posters", this.keys).log("Posters were left to the sweep");
            }
        }

        private List<String> given() {
            return Posters.this.apart.execute((status) -> {
                if (this.key != null && this.isNew) {
                    Posters.this.jdbc
                        .sql("UPDATE poster_file SET state = 'DELETING' WHERE poster_key = :key AND state = 'PENDING'")
                        .param("key", this.key)
                        .update();
                }
                return Posters.this.jdbc
                    .sql("SELECT poster_key FROM poster_file WHERE poster_key IN (:keys) AND state = 'DELETING'")
                    .param("keys", this.keys)
                    .query(String.class)
                    .list();
            });
        }

    }

}
