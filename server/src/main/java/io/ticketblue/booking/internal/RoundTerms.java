package io.ticketblue.booking.internal;

import java.time.Instant;

import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Money;

/**
 * The conditions under which seats of a round are sold.
 *
 * @param round its times
 * @param performance of what
 * @param title what is performed
 * @param category its category
 * @param maxPerPerson how many seats one person may have
 * @param bookingFee what is added for each seat
 * @param cancellation what giving seats back costs
 */
record RoundTerms(RoundView round, PerformanceId performance, String title, Category category, int maxPerPerson,
        Money bookingFee, CancellationPolicy cancellation) {

    boolean onSale(Instant now) {
        return !this.round.cancelled() && !now.isBefore(this.round.bookingOpensAt())
                && now.isBefore(this.round.bookingClosesAt());
    }

}
