package io.ticketblue.web;

import java.time.Instant;

import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
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
 * @param cancelled whether the organiser has cancelled the round
 */
record BookingModel(ReservationView reservation, PerformanceId performance, String title, @Nullable String poster,
        String venue, RoundId round, Instant startsAt, boolean cancelled) {

    /**
     * Tells whether it can still be paid.
     * @return true while the seats are kept unpaid
     */
    public boolean held() {
        return this.reservation.status() == ReservationStatus.HELD;
    }

    /**
     * Tells whether the buyer has to transfer the money.
     * @return true until the money is there, or the time is over
     */
    public boolean awaitsDeposit() {
        return this.reservation.status() == ReservationStatus.AWAITING_DEPOSIT;
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
     * The message that says its state in a word.
     * @return its key
     */
    public String stateKey() {
        return "reservation." + (this.reservation.released() ? "RELEASED" : this.reservation.status().name());
    }

    /**
     * The kind of chip that shows its state.
     * @return a kind that the style sheet knows
     */
    public String chip() {
        return switch (this.reservation.status()) {
            case HELD, PAYING, AWAITING_DEPOSIT -> "warn";
            case CONFIRMED, PARTIALLY_CANCELLED -> "good";
            case CANCELLED, EXPIRED -> "neutral";
        };
    }

}
