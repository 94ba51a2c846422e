package io.ticketblue.catalog;

import java.time.Instant;
import java.time.LocalDate;

import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A performance as lists show it.
 *
 * @param id identifies it
 * @param title its title
 * @param category its kind
 * @param venueId where it is
 * @param venueName where it is
 * @param startDate the first day
 * @param endDate the last day
 * @param lowestPrice the cheapest grade
 * @param posterUrl the poster in card size, null when there is none
 * @param bookingOpensAt the earliest opening of booking of its coming rounds, null when
 * there is none
 * @param rating what its reviews say
 */
public record PerformanceCard(PerformanceId id, String title, Category category, VenueId venueId, String venueName,
        LocalDate startDate, LocalDate endDate, Money lowestPrice, @Nullable String posterUrl,
        @Nullable Instant bookingOpensAt, Rating rating) {
}
