package io.ticketblue.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A performance with all that is told about it.
 *
 * @param id identifies it
 * @param title its title
 * @param category its kind
 * @param description paragraphs divided by empty lines
 * @param durationMinutes running time with intervals
 * @param ageLimit youngest age in years, 0 for everyone
 * @param startDate the first day
 * @param endDate the last day
 * @param poster the addresses of the poster, null when there is none
 * @param venue where it is
 * @param grades dearest first
 * @param performers the cast, in order
 * @param maxPerPerson how many seats one person may have in one round
 * @param bookingFee what is added for each seat
 * @param cancellationPolicy the name of the rules of cancellation
 * @param cancellationTerms the rules themselves, as they were when staff chose them
 * @param bookingOpensAt the earliest opening of booking of its coming rounds
 * @param archivedAt when staff archived it, null while buyers can see it
 * @param version counts its changes
 * @param rating what its reviews say; it changes without the version
 */
public record PerformanceView(PerformanceId id, String title, Category category, String description,
        int durationMinutes, int ageLimit, LocalDate startDate, LocalDate endDate, @Nullable Poster poster, Venue venue,
        List<Grade> grades, List<CastMember> performers, int maxPerPerson, Money bookingFee, String cancellationPolicy,
        CancellationPolicy cancellationTerms, @Nullable Instant bookingOpensAt, @Nullable Instant archivedAt,
        int version, Rating rating) {

    /**
     * Tells whether staff have archived it. Buyers do not see an archived performance.
     * @return true while it is archived
     */
    public boolean archived() {
        return this.archivedAt != null;
    }

    /**
     * The poster in its widths.
     *
     * @param small for lists, 240 pixels wide
     * @param medium for cards, 480 pixels wide
     * @param large for the performance's own page, 960 pixels wide
     */
    public record Poster(String small, String medium, String large) {
    }

    /**
     * Where the performance is.
     *
     * @param id identifies the venue
     * @param name its name
     * @param address where it is
     */
    public record Venue(VenueId id, String name, String address) {
    }

    /**
     * A grade of seats.
     *
     * @param name its name, unique in the performance
     * @param price what a seat costs
     * @param sections the names of the sections that are wholly of this grade
     * @param rows single rows of this grade
     */
    public record Grade(String name, Money price, List<String> sections, List<GradeRow> rows) {
    }

    /**
     * A row that has a grade of its own.
     *
     * @param section the name of its section
     * @param row its label
     */
    public record GradeRow(String section, String row) {
    }

    /**
     * Someone of the cast.
     *
     * @param id identifies the performer
     * @param name the stage name
     * @param role what the performer does or plays, perhaps empty
     */
    public record CastMember(PerformerId id, String name, String role) {
    }

}
