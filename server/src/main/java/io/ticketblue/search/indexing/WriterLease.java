package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.ticketblue.search.index.SearchSettings;

/**
 * The lease for writing the index. One node has it at a time, for {@value #SECONDS}
 * seconds unless it renews it; so no two nodes write the same document in a wrong order.
 * The term is a fencing token: it rises whenever another node takes the lease.
 */
@Component
class WriterLease {

    static final int SECONDS = 15;

    private static final Duration RENEW_AFTER = Duration.ofSeconds(4);

    /** Leaves six seconds for a write that has begun. */
    private static final Duration MAY_WRITE_FOR = Duration.ofSeconds(9);

    private final JdbcClient jdbc;

    private final SearchSettings settings;

    private final NodeIdentity node;

    private final LongSupplier nanoTime;

    private long renewedAt;

    private boolean held;

    private long term;

    @Autowired
    WriterLease(JdbcClient jdbc, SearchSettings settings, NodeIdentity node) {
        this(jdbc, settings, node, System::nanoTime);
    }

    WriterLease(JdbcClient jdbc, SearchSettings settings, NodeIdentity node, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.node = node;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes or renews the lease.
     * @return whether this node has it
     */
    synchronized boolean hold() {
        long now = this.nanoTime.getAsLong();
        if (this.held && now - this.renewedAt < RENEW_AFTER.toNanos()) {
            return true;
        }
        this.held = false;
        this.held = take();
        this.renewedAt = now;
        return this.held;
    }

    /** The term is set first, since an assignment sees those before it. */
    private boolean take() {
        int taken = this.jdbc.sql("""
                UPDATE search_writer SET term = IF(holder <=> :holder, term, term + 1),
                                         holder = :holder, backend = :backend,
                                         held_until = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND
                WHERE id = 1 AND (holder = :holder OR held_until IS NULL OR held_until < UTC_TIMESTAMP(6))""")
            .param("holder", this.node.id())
            .param("backend", this.settings.backend().name())
            .param("seconds", SECONDS)
            .update();
        if (taken == 0) {
            return false;
        }
        this.term = this.jdbc.sql("SELECT term FROM search_writer WHERE id = 1").query(Long.class).single();
        return true;
    }

    /** Whether a write that begins now ends before another node may write. */
    synchronized boolean mayWrite() {
        return this.held && this.nanoTime.getAsLong() - this.renewedAt < MAY_WRITE_FOR.toNanos();
    }

    /**
     * Renews the lease.
     * @return its term, which is the same for as long as no other node had the lease
     * @throws LeaseLost if another node has it
     */
    synchronized long term() {
        if (!hold()) {
            throw new LeaseLost();
        }
        return this.term;
    }

    /**
     * Locks the lease until the caller's transaction ends: meanwhile no other node takes
     * it.
     * @return whether this node has had it without a break since that term
     */
    boolean lockedSince(long since) {
        return this.jdbc.sql("""
                SELECT id FROM search_writer
                WHERE id = 1 AND holder = :holder AND term = :term AND held_until >= UTC_TIMESTAMP(6) FOR UPDATE""")
            .param("holder", this.node.id())
            .param("term", since)
            .query(Long.class)
            .optional()
            .isPresent();
    }

    /** Lets another node write at once. */
    synchronized void release() {
        this.held = false;
        this.jdbc.sql("UPDATE search_writer SET held_until = NULL WHERE id = 1 AND holder = :holder")
            .param("holder", this.node.id())
            .update();
    }

    /** The backend of the node that writes at present, empty if none does. */
    String backendOfAnother() {
        return this.jdbc.sql("""
                SELECT backend FROM search_writer
                WHERE id = 1 AND holder <> :holder AND held_until >= UTC_TIMESTAMP(6)""")
            .param("holder", this.node.id())
            .query(String.class)
            .optional()
            .orElse("");
    }

}
