package io.ticketblue.booking.listing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.ticketblue.booking.ReservationId;

/**
 * Where a reservation stands in an order, for reading on from there. It stays valid when
 * reservations are added, changed or removed.
 *
 * @param value microseconds since the epoch, whole won, or the code as a number,
 * according to the order's key
 * @param id the reservation, which decides among equal ones
 */
public record ReservationPosition(long value, ReservationId id) {

    /** The time of payment of what is not paid; it is less than any other. */
    public static final long NOT_PAID = 0;

    /** The digits of codes, in the order in which the database compares them. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int CODE_LENGTH = 8;

    /** A code as a number that is ordered as codes are. */
    static long numberOf(String code) {
        return code.chars()
            .filter((digit) -> digit != '-')
            .mapToLong(DIGITS::indexOf)
            .reduce(0, (number, digit) -> number * DIGITS.length() + digit);
    }

    String code() {
        char[] code = new char[CODE_LENGTH];
        long rest = this.value;
        for (int place = CODE_LENGTH - 1; place >= 0; place--) {
            code[place] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(code);
    }

    Instant time() {
        return Instant.EPOCH.plus(this.value, ChronoUnit.MICROS);
    }

}
