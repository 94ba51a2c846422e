package io.ticketblue.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.shared.Money;

/** Valid commands that tests change where they need to. */
public final class Examples {

    public static final LocalDate START = LocalDate.of(2098, 3, 1);

    public static final LocalDate END = LocalDate.of(2098, 3, 31);

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Examples() {
    }

    public static String uniqueName(String prefix) {
        return prefix + " " + COUNTER.incrementAndGet();
    }

    public static SaveVenue venue(int capacity) {
        return new SaveVenue(uniqueName("Hall"), "12 Harbour Street", null, capacity);
    }

    /** Another name for a venue. */
    public static SaveVenue venueOf(VenueId venue) {
        return new SaveVenue(uniqueName("Renamed " + venue), "12 Harbour Street", null, null);
    }

    public static SavePerformance performance(VenueId venue) {
        return performance(venue, List.of(new SavePerformance.Grade("R", Money.won(90_000), List.of(), List.of())));
    }

    public static SavePerformance performance(VenueId venue, List<SavePerformance.Grade> grades) {
        return new SavePerformance(uniqueName("Night"), Category.MUSICAL, "A night at sea.\n\nIn two acts.", 120, 8,
                START, END, venue, grades, List.of(), null, null, null);
    }

}
