package io.ticketblue.shared.database.replica;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node knows of the replica. A fault takes it out of use at once; it comes back
 * after several looks in a row that found nothing wrong.
 */
final class ReplicaStatus {

    static final int LOOKS_TO_RECOVER = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaStatus.class);

    private final Duration maxLag;

    private final Duration maxLagWithoutPrimary;

    private int goodLooks;

    private @Nullable Boolean announced;

    private volatile ReplicaState state = ReplicaState.RECOVERING;

    private volatile @Nullable Duration lag;

    ReplicaStatus(ReplicaSettings settings) {
        this.maxLag = settings.maxLag();
        this.maxLagWithoutPrimary = settings.maxLagWithoutPrimary();
    }

    /**
     * Takes note of a look at the replica that answered.
     * @param lag how old its data are at most, as of the latest contact with the primary
     */
    synchronized void lags(Duration lag) {
        this.lag = lag;
        if (lag.compareTo(this.maxLag) > 0) {
            fault(ReplicaState.LAGGING, null);
        }
        else if (this.state != ReplicaState.IN_USE) {
            this.goodLooks++;
            change((this.goodLooks >= LOOKS_TO_RECOVER) ? ReplicaState.IN_USE : ReplicaState.RECOVERING, null);
        }
    }

    /** Takes note that it cannot be used. */
    synchronized void fault(ReplicaState fault, @Nullable Throwable cause) {
        this.goodLooks = 0;
        change(fault, cause);
    }

    private void change(ReplicaState next, @Nullable Throwable cause) {
        this.state = next;
        if (next == ReplicaState.RECOVERING) {
            return;
        }
        boolean inUse = next == ReplicaState.IN_USE;
        if (this.announced != null && this.announced == inUse) {
            return;
        }
        this.announced = inUse;
        if (inUse) {
            LOG.info("Reads that may be stale go to the replica, which is at most {} ms behind", millis());
        }
        else {
            LOG.warn("The replica is not used, all reads go to the primary: {}, last known lag {} ms{}", next, millis(),
                    (cause != null) ? ", " + cause.getMessage() : "");
        }
    }

    private @Nullable Long millis() {
        Duration known = this.lag;
        return (known != null) ? known.toMillis() : null;
    }

    ReplicaState state() {
        return this.state;
    }

    /** How old its data were at most at the latest look, null if none has succeeded. */
    @Nullable Duration lag() {
        return this.lag;
    }

    boolean isInUse() {
        return this.state == ReplicaState.IN_USE;
    }

    /** Whether it may be read while the primary does not answer. */
    boolean isUsableWithoutPrimary() {
        Duration known = this.lag;
        return this.state.isReadable() && known != null && known.compareTo(this.maxLagWithoutPrimary) <= 0;
    }

}
