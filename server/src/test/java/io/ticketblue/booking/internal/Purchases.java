package io.ticketblue.booking.internal;

import io.ticketblue.TestServers;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;

/** Seats that new buyers hold, and what they pay for them. */
class Purchases {

    private final Playhouse playhouse;

    private final Bookings bookings;

    Purchases(Playhouse playhouse, Bookings bookings) {
        this.playhouse = playhouse;
        this.bookings = bookings;
    }

    /**
     * Seats that somebody new holds.
     * @param from the first seat of the round, from 0
     * @param to the seat behind the last one
     */
    ReservationView hold(RoundId round, int from, int to) {
        return this.bookings
            .hold(new HoldSeats(this.playhouse.buyer(), round, this.playhouse.seats(round).subList(from, to)));
    }

    Checkout order(ReservationView hold) {
        return this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
    }

    /** Orders, and pays at the provider by card, which still has to be confirmed. */
    StartPayment approved(ReservationView hold) {
        Checkout order = order(hold);
        return started(order,
                TestServers.toss().pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE));
    }

    /**
     * Orders, and gets a virtual account from the provider, which still has to be
     * confirmed.
     */
    StartPayment transferred(ReservationView hold) {
        Checkout order = this.bookings.order(hold.buyer(), hold.id(),
                new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, new RefundAccount("88", "110-123-456789", "김관객")));
        return started(order, TestServers.toss().payByTransfer(order.orderId().value(), order.amount().won()));
    }

    private static StartPayment started(Checkout order, String key) {
        return new StartPayment(order.orderId(), key, order.amount());
    }

}
