package io.ticketblue.search.indexing;

import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.ticketblue.search.index.SearchSettings;

/**
 * The right to write the index. One node has it at a time, for {@value #SECONDS} seconds
 * unless it renews it; so no two nodes write the same document in a wrong order.
 */
@Component
class WriterLease {

    static final int SECONDS = 15;

    private static final Duration RENEW_AFTER = Duration.ofSeconds(4);

    private static final Duration GOOD_FOR = Duration.ofSeconds(9);

    private final JdbcClient jdbc;

    private final SearchSettings settings;

    private final NodeIdentity node;

    private long renewedAt;

    private boolean held;

    WriterLease(JdbcClient jdbc, SearchSettings settings, NodeIdentity node) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.node = node;
    }

    /**
     * Takes or renews the right to write.
     * @return whether this node has it
     */
    synchronized boolean hold() {
        long now = System.nanoTime();
        if (this.held && now - this.renewedAt < RENEW_AFTER.toNanos()) {
            return true;
        }
        this.held = this.jdbc.sql("""
                UPDATE search_writer SET holder = :holder, backend = :backend,
                                         held_until = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND
                WHERE id = 1 AND (holder = :holder OR held_until IS NULL OR held_until < UTC_TIMESTAMP(6))""")
            .param("holder", this.node.id())
            .param("backend", this.settings.backend().name())
            .param("seconds", SECONDS)
            .update() == 1;
        this.renewedAt = now;
        return this.held;
    }

    /** Whether what is written now is finished before another node may write. */
    synchronized boolean isGood() {
        return this.held && System.nanoTime() - this.renewedAt < GOOD_FOR.toNanos();
    }

    /** Lets another node write at once. */
    synchronized void release() {
        this.held = false;
        this.jdbc.sql("UPDATE search_writer SET held_until = NULL WHERE id = 1 AND holder = :holder")
            .param("holder", this.node.id())
            .update();
    }

    /** The backend of the node that writes at present, empty if none does. */
    synchronized String backendOfAnother() {
        return this.jdbc.sql("""
                SELECT backend FROM search_writer
                WHERE id = 1 AND holder <> :holder AND held_until >= UTC_TIMESTAMP(6)""")
            .param("holder", this.node.id())
            .query(String.class)
            .optional()
            .orElse("");
    }

}
