package io.ticketblue.search.reservation;

import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the reservations that were found is wanted.
 *
 * @param order in which order
 * @param paging its size, and, without a position, its number
 * @param from the position beside which it lies, null if the number counts
 * @param before whether it lies before that position, rather than after it
 */
public record ReservationSlice(ReservationOrder order, Paging paging, @Nullable ReservationPosition from,
        boolean before) {

    /** How far pages can be asked for by their number. */
    public static final int DEEPEST = 10_000;

    /**
     * Checks the number.
     * @throws InvalidRequest naming {@code page} if it can only be reached by a position
     */
    public ReservationSlice {
        if (from == null && paging.offset() + paging.size() > DEEPEST) {
            throw new InvalidRequest("page", "search.page-too-deep", DEEPEST);
        }
    }

    /**
     * Reads the positions that earlier answers gave.
     * @param after read on behind it, null if not wanted
     * @param before read back from it, null if not wanted; {@code after} comes first
     * @return the slice; its page number counts if there is neither
     * @throws InvalidRequest if a position is none, or one of another order
     */
    public static ReservationSlice of(ReservationOrder order, Paging paging, @Nullable String after,
            @Nullable String before) {
        if (after != null && !after.isEmpty()) {
            return new ReservationSlice(order, paging, ReservationCursor.read("after", order, after), false);
        }
        if (before != null && !before.isEmpty()) {
            return new ReservationSlice(order, paging, ReservationCursor.read("before", order, before), true);
        }
        return new ReservationSlice(order, paging, null, false);
    }

}
