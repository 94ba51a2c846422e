package io.ticketblue.search.reservation;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.changes.AccountRenamed;
import io.ticketblue.booking.DepositAwaited;
import io.ticketblue.booking.ReservationCancelled;
import io.ticketblue.booking.ReservationConfirmed;
import io.ticketblue.booking.ReservationExpired;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.search.indexing.ChangeQueue;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes which reservations are to be indexed, in the transaction of the change. */
@Component
class ReservationChanges {

    private final ChangeQueue queue;

    private final ReservationListing listing;

    ReservationChanges(ChangeQueue queue, ReservationListing listing) {
        this.queue = queue;
        this.listing = listing;
    }

    @EventListener
    void on(ReservationConfirmed event) {
        changed(event.reservation());
    }

    @EventListener
    void on(ReservationCancelled event) {
        changed(event.reservation());
    }

    @EventListener
    void on(ReservationExpired event) {
        changed(event.reservation());
    }

    /** The bank may take back what it had reported: then it is no booking any more. */
    @EventListener
    void on(DepositAwaited event) {
        changed(event.reservation());
    }

    /** Name and address leave the index. */
    @EventListener
    void on(AccountClosed event) {
        changed(event.account());
    }

    @EventListener
    void on(AccountRenamed event) {
        changed(event.account());
    }

    private void changed(AccountId buyer) {
        this.queue.add(ReservationSource.KIND, this.listing.idsOf(buyer).stream().map(ReservationId::value).toList());
    }

    private void changed(ReservationId reservation) {
        this.queue.add(ReservationSource.KIND, reservation.value());
    }

}
