package io.ticketblue.admin;

import java.time.Instant;

import io.ticketblue.booking.RoundStatus;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.catalog.RoundView;

/**
 * A round with its books, as lists show it.
 *
 * @param round the round
 * @param status whether seats can be booked now
 * @param count its books
 */
public record RoundLine(RoundView round, RoundStatus status, SeatCount count) {

    /** The round's state in one of the words of {@code sale.}. */
    public String state() {
        return this.round.archived() ? "ARCHIVED" : this.round.cancelled() ? "CANCELLED" : this.status.name();
    }

    /** Whether it is still to take place. */
    public boolean cancellable(Instant now) {
        return !this.round.cancelled() && this.round.startsAt().isAfter(now);
    }

    /** The share of the seats that are sold, in whole per cent. */
    public int soldPercent() {
        return percent(this.count.sold());
    }

    /** The share of the seats that are held, in whole per cent. */
    public int heldPercent() {
        return percent(this.count.held());
    }

    private int percent(int seats) {
        return (this.count.capacity() == 0) ? 0 : Math.toIntExact(100L * seats / this.count.capacity());
    }

}
