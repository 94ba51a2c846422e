package io.ticketblue.web;

import java.time.Instant;

import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A reservation with what it is for.
 *
 * @param reservation the reservation
 * @param performance what is performed
 * @param title its title
 * @param poster the address of its poster, null when there is none
 * @param venue where it is
 * @param round which round
 * @param startsAt when the curtain rises
 */
record BookingModel(ReservationView reservation, PerformanceId performance, String title, @Nullable String poster,
        String venue, RoundId round, Instant startsAt) {

    /**
     * The price of the seats without the fees.
     * @return the sum
     */
    public Money seatsPrice() {
        return this.reservation.seats().stream().map(ReservationView.Seat::price).reduce(Money.ZERO, Money::plus);
    }

    /**
     * The booking fees of all seats.
     * @return what lies between the seats' price and the amount
     */
    public Money fee() {
        return this.reservation.amount().minus(seatsPrice());
    }

    /**
     * Tells whether it can still be paid.
     * @return true while the seats are kept unpaid
     */
    public boolean held() {
        return this.reservation.status() == ReservationStatus.HELD;
    }

    /**
     * Tells whether the seats are the buyer's.
     * @return true once paid, until cancelled
     */
    public boolean confirmed() {
        return this.reservation.status() == ReservationStatus.CONFIRMED
                || this.reservation.status() == ReservationStatus.PARTIALLY_CANCELLED;
    }

    /**
     * The kind of chip that shows its state.
     * @return a kind that the style sheet knows
     */
    public String chip() {
        return switch (this.reservation.status()) {
            case HELD, PAYING, AWAITING_DEPOSIT -> "warn";
            case CONFIRMED -> "good";
            case PARTIALLY_CANCELLED, CANCELLED, EXPIRED -> "neutral";
        };
    }

}
