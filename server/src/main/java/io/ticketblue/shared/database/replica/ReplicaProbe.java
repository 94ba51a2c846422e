package io.ticketblue.shared.database.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

import io.ticketblue.shared.database.DatabaseFailures;
import io.ticketblue.shared.database.replica.Heartbeat.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far the replica is behind by a row that the nodes write on the primary
 * every second: what the replica has of that row tells up to when it has everything. The
 * times compared are all of the primary's clock; since the primary told its time for the
 * last time, the clock of this machine counts on.
 */
final class ReplicaProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaProbe.class);

    /** MariaDB's error code {@code ER_CON_COUNT_ERROR}, with an SQLSTATE of class 08. */
    private static final int TOO_MANY_CONNECTIONS = 1040;

    private final Heartbeat primary;

    private final Heartbeat replica;

    private final ReplicaStatus status;

    private final LongSupplier nanos;

    private @Nullable String installation;

    private long primaryMicros;

    private long primaryToldAt;

    private boolean primaryFailed;

    ReplicaProbe(Heartbeat primary, Heartbeat replica, ReplicaStatus status, LongSupplier nanos) {
        this.primary = primary;
        this.replica = replica;
        this.status = status;
        this.nanos = nanos;
    }

    /** Checks both servers and tells the status. */
    void check() {
        checkPrimary();
        try {
            Row row = this.replica.read();
            if (!row.readOnly()) {
                this.status.fault(ReplicaState.PROMOTED, null);
            }
            else if (this.installation == null) {
                this.status.fault(ReplicaState.RECOVERING, null);
            }
            else if (!row.installation().equals(this.installation)) {
                this.status.fault(ReplicaState.FOREIGN, null);
            }
            else {
                long lagMicros = this.primaryMicros - row.writtenMicros();
                long sinceMicros = (this.nanos.getAsLong() - this.primaryToldAt) / 1000;
                this.status.lags(micros(lagMicros + sinceMicros), micros(lagMicros));
            }
        }
        catch (SQLException ex) {
            this.status.fault(ReplicaState.DOWN, ex);
        }
    }

    private static Duration micros(long micros) {
        return Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
    }

    /** Read first: a primary that cannot write still tells its time, so the lag grows. */
    private void checkPrimary() {
        try {
            // Taken before, since the time that the primary tells is from later on.
            long askedAt = this.nanos.getAsLong();
            Row row = this.primary.read();
            this.installation = row.installation();
            this.primaryMicros = row.nowMicros();
            this.primaryToldAt = askedAt;
            this.status.primaryAnswered(true);
        }
        catch (SQLException ex) {
            this.status.primaryAnswered(!isSilent(ex));
            primaryFailed(ex);
            return;
        }
        try {
            this.primary.write();
            this.primaryFailed = false;
        }
        catch (SQLException ex) {
            primaryFailed(ex);
        }
    }

    private static boolean isSilent(SQLException thrown) {
        return DatabaseFailures.isConnectionLost(thrown) && thrown.getErrorCode() != TOO_MANY_CONNECTIONS;
    }

    private void primaryFailed(SQLException cause) {
        if (!this.primaryFailed) {
            this.primaryFailed = true;
            LOG.warn("The replica's lag cannot be measured, the primary does not take the heartbeat: {}",
                    cause.getMessage());
        }
    }

    @Override
    public void close() {
        this.primary.close();
        this.replica.close();
    }

}
