package io.ticketblue.catalog;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Which performances are wanted; what is absent does not matter.
 *
 * @param category of this kind
 * @param from still running on or after this day
 * @param to already running on or before this day
 * @param venueId at this venue
 * @param performerId with this performer
 * @param query whose title contains this
 * @param sort the order
 * @param archived whether archived ones are wanted
 */
public record PerformanceFilter(@Nullable Category category, @Nullable LocalDate from, @Nullable LocalDate to,
        @Nullable VenueId venueId, @Nullable PerformerId performerId, @Nullable String query, Sort sort,
        Archive archived) {

    /** Everything, soonest first. */
    public static final PerformanceFilter ALL = new PerformanceFilter(null, null, null, null, null, null, Sort.DATE);

    /**
     * Performances that buyers can see.
     * @param category of this kind
     * @param from still running on or after this day
     * @param to already running on or before this day
     * @param venueId at this venue
     * @param performerId with this performer
     * @param query whose title contains this
     * @param sort the order
     */
    public PerformanceFilter(@Nullable Category category, @Nullable LocalDate from, @Nullable LocalDate to,
            @Nullable VenueId venueId, @Nullable PerformerId performerId, @Nullable String query, Sort sort) {
        this(category, from, to, venueId, performerId, query, sort, Archive.WITHOUT);
    }

    /** Whether archived performances are wanted. */
    public enum Archive {

        /** Only those that buyers can see. */
        WITHOUT,

        /** Only archived ones. */
        ONLY,

        /** Both. */
        ALSO

    }

    /** The orders of the list. */
    public enum Sort {

        /** The first day, soonest first. */
        DATE,

        /** The title. */
        TITLE,

        /** What was put into the catalogue last comes first. */
        NEWEST,

        /** The next opening of booking, soonest first; what has none comes last. */
        OPENING

    }

}
