package io.ticketblue.catalog;

import java.time.LocalDate;
import java.util.List;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A new or changed performance.
 *
 * @param title 1 to 120 characters
 * @param category its kind
 * @param description at most 10,000 characters
 * @param durationMinutes 1 to 1,440
 * @param ageLimit 0 to 19 years
 * @param startDate the first day
 * @param endDate the last day, not before the first
 * @param venueId where it is
 * @param grades 1 to 20; every section or row of the map has exactly one
 * @param performers the cast, in order
 * @param maxPerPerson 1 to 20, absent for 4
 * @param bookingFee what is added for each seat, absent for none; at least 100 won if it
 * is all that a seat costs
 * @param cancellationPolicy the name of the rules of cancellation, one of
 * {@link CancellationPolicies#names()}; absent for {@code standard}, or for
 * {@code custom} with terms
 * @param cancellationTerms the rules of {@code custom}; absent for ready-made ones
 */
public record SavePerformance(String title, Category category, String description, int durationMinutes, int ageLimit,
        LocalDate startDate, LocalDate endDate, VenueId venueId, List<Grade> grades, List<Performer> performers,
        @Nullable Integer maxPerPerson, @Nullable Money bookingFee, @Nullable String cancellationPolicy,
        @Nullable CancellationPolicy cancellationTerms) {

    /**
     * A performance with a ready-made cancellation policy.
     * @param title 1 to 120 characters
     * @param category its kind
     * @param description at most 10,000 characters
     * @param durationMinutes 1 to 1,440
     * @param ageLimit 0 to 19 years
     * @param startDate the first day
     * @param endDate the last day
     * @param venueId where it is
     * @param grades 1 to 20
     * @param performers the cast
     * @param maxPerPerson 1 to 20, absent for 4
     * @param bookingFee what is added for each seat, absent for none
     * @param cancellationPolicy a ready-made policy's name, absent for {@code standard}
     */
    public SavePerformance(String title, Category category, String description, int durationMinutes, int ageLimit,
            LocalDate startDate, LocalDate endDate, VenueId venueId, List<Grade> grades, List<Performer> performers,
            @Nullable Integer maxPerPerson, @Nullable Money bookingFee, @Nullable String cancellationPolicy) {
        this(title, category, description, durationMinutes, ageLimit, startDate, endDate, venueId, grades, performers,
                maxPerPerson, bookingFee, cancellationPolicy, null);
    }

    /**
     * A grade and the seats that have it.
     *
     * @param name 1 to 20 characters, unique in the performance
     * @param price 0 to 10,000,000 won
     * @param sections names of sections that are of this grade but for the rows that
     * another grade names
     * @param rows single rows
     */
    public record Grade(String name, Money price, List<String> sections, List<PerformanceView.GradeRow> rows) {
    }

    /**
     * Someone of the cast.
     *
     * @param id a performer of the catalogue
     * @param role what the performer does or plays, at most 60 characters, perhaps empty
     */
    public record Performer(PerformerId id, String role) {
    }

}
