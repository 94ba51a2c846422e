package io.ticketblue.admin;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;

/** Makes performances for tests, straight through the catalogue. */
final class House {

    static final LocalDate FIRST = LocalDate.now(Formats.SEOUL).plusDays(30);

    static final LocalDate LAST = FIRST.plusDays(27);

    private House() {
    }

    /** A performance in a hall of 40 seats, all of one price. */
    static PerformanceId performance(CatalogAdmin admin, Money price) {
        VenueId hall = admin.createVenue(new SaveVenue("Hall " + UUID.randomUUID(), "Pier 1", null, 40));
        return admin.createPerformance(
                new SavePerformance("Night " + UUID.randomUUID(), Category.PLAY, "", 90, 0, FIRST, LAST, hall,
                        List.of(new SavePerformance.Grade("R", price, List.of(), List.of())), List.of(), 4, null, null),
                null);
    }

    /** A round on the first day, open for booking. */
    static RoundId round(CatalogAdmin admin, PerformanceId performance) {
        return admin
            .openRounds(performance,
                    new OpenRounds(List.of(FIRST.atTime(LocalTime.of(19, 30)).atZone(Formats.SEOUL).toInstant()), null,
                            null))
            .getFirst();
    }

}
