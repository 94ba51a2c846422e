package io.ticketblue.catalog.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What buyers can see of a performance, without its rounds and seats.
 *
 * @param id identifies it
 * @param title its title
 * @param category its kind
 * @param description paragraphs divided by empty lines
 * @param startDate the first day
 * @param endDate the last day
 * @param lowestPrice the cheapest grade
 * @param posterUrl the poster in card size, null when there is none
 * @param bookingOpensAt the earliest opening of booking of its coming rounds, null when
 * there is none
 * @param venue where it is
 * @param cast who performs, in order
 */
public record PerformanceSnapshot(PerformanceId id, String title, Category category, String description,
        LocalDate startDate, LocalDate endDate, Money lowestPrice, @Nullable String posterUrl,
        @Nullable Instant bookingOpensAt, VenueSnapshot venue, List<CastSnapshot> cast) {

    /**
     * Somebody of the cast.
     *
     * @param id identifies the performer
     * @param name the stage name
     * @param role what the performer does or plays, perhaps empty
     */
    public record CastSnapshot(PerformerId id, String name, String role) {
    }

}
