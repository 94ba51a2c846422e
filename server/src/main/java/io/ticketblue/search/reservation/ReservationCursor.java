package io.ticketblue.search.reservation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.listing.ReservationKey;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.shared.InvalidRequest;

/** Positions as text for addresses, such as {@code b1764291600000000-4711}. */
final class ReservationCursor {

    private static final Pattern FORM = Pattern.compile("([a-z])(\\d{1,18})-(\\d{1,18})");

    private ReservationCursor() {
    }

    static String write(ReservationOrder order, ReservationPosition position) {
        return letter(order.key()) + position.value() + "-" + position.id();
    }

    /**
     * Reads a position.
     * @param field the parameter that it comes from
     * @throws InvalidRequest if it is none, or one of another order
     */
    static ReservationPosition read(String field, ReservationOrder order, String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !parts.group(1).equals(letter(order.key()))) {
            throw new InvalidRequest(field, "search.wrong-cursor");
        }
        return new ReservationPosition(Long.parseLong(parts.group(2)),
                ReservationId.of(Long.parseLong(parts.group(3))));
    }

    private static String letter(ReservationKey key) {
        return switch (key) {
            case BOOKED -> "b";
            case PAID -> "p";
            case AMOUNT -> "a";
            case CODE -> "c";
        };
    }

}
