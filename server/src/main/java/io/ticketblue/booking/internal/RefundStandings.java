package io.ticketblue.booking.internal;

import io.ticketblue.booking.RefundStanding;
import io.ticketblue.payment.CompensationSettled;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundChanged;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps where the money of bookings of cancelled rounds stands, in the transactions in
 * which refunds and compensations change.
 */
@Component
class RefundStandings {

    private final RoundCancellationRepository rounds;

    private final Payments payments;

    RefundStandings(RoundCancellationRepository rounds, Payments payments) {
        this.rounds = rounds;
        this.payments = payments;
    }

    /** Two refunds of a booking that change at once write one after the other. */
    @EventListener
    void on(RefundChanged event) {
        long reservation = event.refund().reference();
        // Asked first without a lock: a lock on a row that is not there would hold up
        // others that are added.
        if (this.rounds.isGivenBack(reservation) && this.rounds.lockBooking(reservation)) {
            this.rounds.saveStanding(reservation, RefundStanding.of(this.payments.lockedRefundStatuses(reservation)));
        }
    }

    @EventListener
    void on(CompensationSettled event) {
        this.rounds.saveCompensationPaid(event.compensation().reference());
    }

}
