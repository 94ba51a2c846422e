package io.ticketblue.booking;

import java.time.Instant;
import java.util.Locale;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A reservation with everything that a mail, a ticket or a page tells about it, as it is
 * now.
 *
 * @param reservation its number, state, seats and amounts, and whose it is
 * @param language in which the buyer is written to
 * @param performanceId what is performed
 * @param poster its poster, null when there is none
 * @param venue where it is
 * @param startsAt when the round begins
 * @param endsAt when it is over, by the performance's running time
 * @param roundCancelled whether the organiser has cancelled the round
 * @param fee what was kept of seats that were given back, booking fees included
 * @param refund what went back to the buyer or is to go back, also what staff sent back
 * by hand
 */
public record BookingSummary(ReservationView reservation, Locale language, PerformanceId performanceId, String title,
        PerformanceView.@Nullable Poster poster, PerformanceView.Venue venue, Instant startsAt, Instant endsAt,
        boolean roundCancelled, Money fee, Money refund) {
}
