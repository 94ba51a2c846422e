package io.ticketblue.booking.internal;

import java.util.Collection;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;

import org.springframework.stereotype.Component;

/**
 * Decides in the database whether a round may still be ordered, paid and confirmed. The
 * answer holds until the caller's transaction ends, for the round cannot be cancelled
 * before. Joins the caller's transaction, and is asked before reservations, seats and
 * coupons are locked.
 */
@Component
class SaleGuard {

    private final Catalog catalog;

    SaleGuard(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Whether the organiser has cancelled the round. */
    boolean isCancelled(RoundId round) {
        return this.catalog.isCancelledLocked(round);
    }

    /**
     * Keeps rounds from being changed, without waiting for whoever is changing one.
     * @throws org.springframework.dao.PessimisticLockingFailureException if one is being
     * changed
     */
    void lockAtOnce(Collection<RoundId> rounds) {
        this.catalog.lockSharedAtOnce(rounds);
    }

    /** Refuses a cancelled round. */
    void requireNotCancelled(RoundId round) {
        if (isCancelled(round)) {
            throw new RoundCancelled();
        }
    }

}
