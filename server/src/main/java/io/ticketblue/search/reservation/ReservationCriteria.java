package io.ticketblue.search.reservation;

import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

/**
 * Which reservations are searched for: those that meet all of it.
 *
 * @param text what was typed, empty for no text
 * @param filter the conditions
 */
public record ReservationCriteria(String text, ReservationFilter filter) {

    /** The longest text. */
    public static final int LONGEST_TEXT = 100;

    /**
     * Normalises the text.
     * @throws InvalidRequest naming {@code q} if the text is too long
     */
    public ReservationCriteria {
        text = TypedText.of(text);
        if (text.length() > LONGEST_TEXT) {
            throw new InvalidRequest("q", "search.text-too-long", LONGEST_TEXT);
        }
    }

    /**
     * Reads a text that may be absent.
     * @return the criteria
     */
    public static ReservationCriteria of(@Nullable String text, ReservationFilter filter) {
        return new ReservationCriteria((text != null) ? text : "", filter);
    }

}
