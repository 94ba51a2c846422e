package io.ticketblue.shared.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives out the pool's connections as a circuit breaker. Once the database has answered
 * nobody for as long as the pool waits, everybody is refused at once but one caller, who
 * tries, a second after the one before has failed; the first that gets a connection lets
 * everybody in again. A request that has waited for the database once thus does not wait
 * for it a second time. The queue for connections has an end.
 */
final class FailFastDataSource extends DelegatingDataSource implements PrimaryAvailability {

    private static final Logger LOG = LoggerFactory.getLogger(FailFastDataSource.class);

    /** Within this time of a success a statement without an answer is just slow. */
    private static final Duration ANSWERED_LATELY = Duration.ofSeconds(1);

    /** In which even those are refused that stood in one line for some other lock. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(1);

    private static final Duration SHORTAGE_LOGGED_EVERY = Duration.ofMinutes(1);

    private static final String CONNECTION_FAILED = "08";

    private final int mostWaiting;

    private final BooleanSupplier allInUse;

    private final LongSupplier nanos;

    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong refused = new AtomicLong();

    private final AtomicLong shortageLogged;

    private final AtomicBoolean trying = new AtomicBoolean();

    private volatile boolean unavailable;

    private volatile long nextProbe;

    private volatile long lastSuccess;

    private volatile long unavailableSince;

    private volatile long refusedBefore;

    /**
     * Puts itself before a pool.
     * @param pool gives out connections
     * @param mostWaiting how many callers may wait for one
     * @param allInUse whether the pool has as many connections as it may have, so that
     * who gets none waits for other callers and not for the database
     * @param nanos a clock
     */
    FailFastDataSource(DataSource pool, int mostWaiting, BooleanSupplier allInUse, LongSupplier nanos) {
        super(pool);
        this.mostWaiting = mostWaiting;
        this.allInUse = allInUse;
        this.nanos = nanos;
        this.lastSuccess = nanos.getAsLong();
        this.shortageLogged = new AtomicLong(this.lastSuccess - SHORTAGE_LOGGED_EVERY.toNanos());
    }

    @Override
    public Connection getConnection() throws SQLException {
        boolean probe = this.unavailable;
        if (probe && (this.nanos.getAsLong() - this.nextProbe < 0 || !this.trying.compareAndSet(false, true))) {
            throw refuse("The database does not answer");
        }
        try {
            return take(this.nanos.getAsLong());
        }
        finally {
            if (probe) {
                this.trying.set(false);
            }
        }
    }

    private Connection take(long began) throws SQLException {
        if (this.waiting.incrementAndGet() > this.mostWaiting) {
            this.waiting.decrementAndGet();
            logShortage();
            this.refused.incrementAndGet();
            throw new ConnectionShortage("Too many wait for a connection to the database", null);
        }
        try {
            Connection connection = obtainTargetDataSource().getConnection();
            this.lastSuccess = this.nanos.getAsLong();
            if (this.unavailable) {
                close();
            }
            return connection;
        }
        catch (SQLException ex) {
            // If others got connections meanwhile, there are just too many callers.
            if (this.lastSuccess - began < 0) {
                open(ex);
                throw ex;
            }
            logShortage();
            throw this.allInUse.getAsBoolean() ? new ConnectionShortage("No connection became free in time", ex) : ex;
        }
        finally {
            this.waiting.decrementAndGet();
        }
    }

    /** Called with every exception of a connection. */
    void observe(SQLException thrown) {
        String state = thrown.getSQLState();
        if (state != null && state.startsWith(CONNECTION_FAILED) && thrown.getCause() instanceof SocketTimeoutException
                && this.nanos.getAsLong() - this.lastSuccess > ANSWERED_LATELY.toNanos()) {
            open(thrown);
        }
    }

    private synchronized void open(SQLException cause) {
        if (!this.unavailable) {
            this.unavailableSince = this.nanos.getAsLong();
            this.refusedBefore = refused();
            LOG.warn("The database does not answer; requests are refused until it does: {}", cause.getMessage());
        }
        this.nextProbe = this.nanos.getAsLong() + FAILURE_KEPT.toNanos();
        this.unavailable = true;
    }

    /** At most once a minute; the metrics count each. */
    private void logShortage() {
        long now = this.nanos.getAsLong();
        long last = this.shortageLogged.get();
        if (now - last >= SHORTAGE_LOGGED_EVERY.toNanos() && this.shortageLogged.compareAndSet(last, now)) {
            LOG.warn("Connections to the database are short: {} callers wait, {} were refused since the start",
                    waiting(), refused());
        }
    }

    private synchronized void close() {
        if (!this.unavailable) {
            return;
        }
        this.unavailable = false;
        LOG.info("The database answers again after {} s, in which {} calls were refused",
                Duration.ofNanos(this.nanos.getAsLong() - this.unavailableSince).toSeconds(),
                refused() - this.refusedBefore);
    }

    private SQLException refuse(String reason) {
        this.refused.incrementAndGet();
        return new SQLTransientConnectionException(reason, "08001");
    }

    @Override
    public boolean isUnavailable() {
        return this.unavailable;
    }

    int waiting() {
        return this.waiting.get();
    }

    long refused() {
        return this.refused.get();
    }

}
