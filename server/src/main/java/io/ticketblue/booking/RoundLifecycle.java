package io.ticketblue.booking;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundOpened;
import io.ticketblue.catalog.RoundSales;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the seat ledger in step with the catalogue's rounds, in the catalogue's
 * transactions.
 */
@Component
class RoundLifecycle implements RoundSales {

    private final Catalog catalog;

    private final SeatLedger ledger;

    private final ReservationRepository reservations;

    private final LedgerChanges changes;

    RoundLifecycle(Catalog catalog, SeatLedger ledger, ReservationRepository reservations, LedgerChanges changes) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.reservations = reservations;
        this.changes = changes;
    }

    @EventListener
    void on(RoundOpened event) {
        RoundId round = event.round().id();
        this.ledger.open(round, this.catalog.seating(round));
    }

    @Override
    public boolean hasReservations(RoundId round) {
        return this.reservations.existsFor(round);
    }

    @Override
    public void withdraw(RoundId round) {
        this.ledger.withdraw(round);
        this.changes.ofPlan(round);
    }

    @Override
    public void reprice(RoundId round) {
        this.ledger.withdraw(round);
        this.ledger.open(round, this.catalog.seating(round));
        this.changes.ofPlan(round);
    }

}
