package io.ticketblue.search.reservation;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.booking.ReservationView;
import org.jspecify.annotations.Nullable;

/**
 * A part of the reservations that were found.
 *
 * @param items the reservations as they are now
 * @param page counted from 0; 0 if the part was asked for by a position
 * @param size how many items a full part has
 * @param total how many were found in all
 * @param next what to send as {@code after} to read on, absent at the end
 * @param previous what to send as {@code before} to read back, absent at the beginning
 */
public record ReservationHits(List<ReservationView> items, int page, int size, long total,
        @Schema(example = "b1764291600000000-4711") @Nullable String next,
        @Schema(example = "b1764291500000000-4712") @Nullable String previous) {

    /**
     * Keeps an unmodifiable copy of the items.
     */
    public ReservationHits {
        items = List.copyOf(items);
    }

}
