package io.ticketblue.booking.listing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.ticketblue.booking.ReservationView;
import org.jspecify.annotations.Nullable;

/**
 * In what order reservations are listed. Those that are equal in it are in the order of
 * their ids, descending in descending orders.
 */
public enum ReservationOrder {

    /** Booked last first. */
    NEWEST(ReservationKey.BOOKED, true),

    /** Booked first first. */
    OLDEST(ReservationKey.BOOKED, false),

    /** Paid last first; the unpaid ones at the end. */
    LAST_PAID(ReservationKey.PAID, true),

    /** Paid first first, after the unpaid ones. */
    FIRST_PAID(ReservationKey.PAID, false),

    /** The highest amount first. */
    HIGHEST(ReservationKey.AMOUNT, true),

    /** The lowest amount first. */
    LOWEST(ReservationKey.AMOUNT, false),

    /** By code. */
    CODE(ReservationKey.CODE, false),

    /** By code backwards. */
    CODE_DESCENDING(ReservationKey.CODE, true);

    private final ReservationKey key;

    private final boolean descending;

    ReservationOrder(ReservationKey key, boolean descending) {
        this.key = key;
        this.descending = descending;
    }

    /**
     * By what they are ordered.
     * @return the key
     */
    public ReservationKey key() {
        return this.key;
    }

    /**
     * Whether greater ones come first.
     * @return true if so
     */
    public boolean descending() {
        return this.descending;
    }

    /**
     * The same order from its end.
     * @return the order with the same key
     */
    public ReservationOrder reversed() {
        for (ReservationOrder order : values()) {
            if (order.key == this.key && order.descending != this.descending) {
                return order;
            }
        }
        throw new IllegalStateException("No order is the reverse of " + this);
    }

    /**
     * Where a reservation stands in this order.
     * @return its position
     */
    public ReservationPosition positionOf(ReservationView reservation) {
        long value = switch (this.key) {
            case BOOKED -> micros(reservation.createdAt());
            case PAID -> micros(reservation.confirmedAt());
            case AMOUNT -> reservation.toPay().won();
            case CODE -> ReservationPosition.numberOf(reservation.code());
        };
        return new ReservationPosition(value, reservation.id());
    }

    private static long micros(@Nullable Instant time) {
        return (time != null) ? ChronoUnit.MICROS.between(Instant.EPOCH, time) : ReservationPosition.NOT_PAID;
    }

}
