package io.ticketblue.catalog.content;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;

/** The tags of public content that shows parts of the catalogue. */
public final class CatalogTags {

    /** Of lists of performances: changes with any performance that buyers see. */
    public static final String PERFORMANCES = "performances";

    /** Of lists of performers: changes with any performer. */
    public static final String PERFORMERS = "performers";

    /** Of lists of venues: changes with any venue. */
    public static final String VENUES = "venues";

    private CatalogTags() {
    }

    /**
     * Of what shows a performance, its cast, its venue or its rounds.
     * @param id which performance
     * @return the tag
     */
    public static String of(PerformanceId id) {
        return "performance:" + id.value();
    }

    /**
     * Of what shows a performer.
     * @param id which performer
     * @return the tag
     */
    public static String of(PerformerId id) {
        return "performer:" + id.value();
    }

    /**
     * Of what shows a venue.
     * @param id which venue
     * @return the tag
     */
    public static String of(VenueId id) {
        return "venue:" + id.value();
    }

}
