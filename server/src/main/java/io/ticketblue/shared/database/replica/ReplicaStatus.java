package io.ticketblue.shared.database.replica;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node knows of the replica. A fault takes it out of use at once; it comes back
 * after several checks in a row that found nothing wrong.
 */
final class ReplicaStatus {

    static final int CHECKS_TO_RECOVER = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaStatus.class);

    /** Requests may meet an outage for a while after it is over. */
    private static final Duration SILENCE_KEPT = Duration.ofSeconds(10);

    private final Duration maxLag;

    private final Duration maxLagWithoutPrimary;

    private int passedChecks;

    private @Nullable Boolean announced;

    private final LongSupplier nanos;

    private volatile long silentUntil;

    private volatile ReplicaState state = ReplicaState.RECOVERING;

    private volatile @Nullable Duration lag;

    private volatile @Nullable Duration lagAtContact;

    ReplicaStatus(ReplicaSettings settings) {
        this(settings, System::nanoTime);
    }

    ReplicaStatus(ReplicaSettings settings, LongSupplier nanos) {
        this.nanos = nanos;
        this.silentUntil = nanos.getAsLong();
        this.maxLag = settings.maxLag();
        this.maxLagWithoutPrimary = settings.maxLagWithoutPrimary();
    }

    /**
     * Takes note of a check that the replica answered.
     * @param lag how old its data are at most, taking the primary to have changed them
     * ever since
     * @param lagAtContact how old they were at most when the primary last told its time
     */
    synchronized void lags(Duration lag, Duration lagAtContact) {
        this.lag = lag;
        this.lagAtContact = lagAtContact;
        if (lag.compareTo(this.maxLag) > 0) {
            fault((lagAtContact.compareTo(this.maxLag) > 0) ? ReplicaState.LAGGING : ReplicaState.UNMEASURED, null);
        }
        else if (this.state != ReplicaState.IN_USE) {
            this.passedChecks++;
            change((this.passedChecks >= CHECKS_TO_RECOVER) ? ReplicaState.IN_USE : ReplicaState.RECOVERING, null);
        }
    }

    /** Takes note that it cannot be used. */
    synchronized void fault(ReplicaState fault, @Nullable Throwable cause) {
        this.passedChecks = 0;
        change(fault, cause);
    }

    /**
     * Takes note whether the primary answered the latest check, if only with an error.
     */
    void primaryAnswered(boolean answered) {
        if (!answered) {
            this.silentUntil = this.nanos.getAsLong() + SILENCE_KEPT.toNanos();
        }
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
            LOG.warn("The replica is not used while the primary answers: {}, last known lag {} ms{}", next, millis(),
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

    /** How old its data were at most at the latest check, null if none has succeeded. */
    @Nullable Duration lag() {
        return this.lag;
    }

    boolean isInUse() {
        return this.state == ReplicaState.IN_USE;
    }

    /**
     * Whether it may be read while the primary does not answer. A primary that is gone
     * changes nothing, so the time since then does not count.
     */
    boolean isUsableWithoutPrimary() {
        Duration known = this.lagAtContact;
        return this.state.isReadable() && known != null && known.compareTo(this.maxLagWithoutPrimary) <= 0;
    }

    /**
     * Whether the primary gave no answer to a check, which needs no pool, within the last
     * ten seconds.
     */
    boolean isPrimarySilent() {
        return this.nanos.getAsLong() - this.silentUntil < 0;
    }

}
