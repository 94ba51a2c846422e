package io.ticketblue.catalog.internal.opening;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceFilter.Sort;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The next opening comes first, on whatever page. */
@IntegrationTest
class OpeningOrderIntegrationTests {

    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant SOON = Instant.parse("2097-01-01T00:00:00Z");

    private static final Instant LATER = Instant.parse("2097-06-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2097-09-01T00:00:00Z");

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Catalog catalog;

    private VenueId venue;

    private int day;

    private List<PerformanceId> expected;

    @BeforeEach
    void performances() {
        this.venue = this.admin.createVenue(Examples.venue(4));
        this.day = 0;
        PerformanceId without = performance();
        PerformanceId latest = performance(LATEST, LATEST);
        PerformanceId open = performance(PAST);
        PerformanceId later = performance(PAST, LATER);
        PerformanceId soon = performance(LATEST, SOON, LATER);
        this.expected = List.of(soon, later, latest, without, open);
    }

    private PerformanceId performance(Instant... opensAt) {
        PerformanceId id = this.admin.createPerformance(startingAt(Examples.START), null);
        for (Instant at : opensAt) {
            round(id, at);
        }
        return id;
    }

    private SavePerformance startingAt(LocalDate start) {
        SavePerformance one = Examples.performance(this.venue);
        return new SavePerformance(one.title(), one.category(), one.description(), one.durationMinutes(),
                one.ageLimit(), start, one.endDate(), this.venue,
                one.grades()
                    .stream()
                    .map((grade) -> new SavePerformance.Grade(grade.name(), grade.price(), sections(), List.of()))
                    .toList(),
                List.of(), null, null, null);
    }

    private List<String> sections() {
        return this.catalog.venue(this.venue).sections().stream().map((section) -> section.name()).toList();
    }

    private RoundId round(PerformanceId performance, Instant opensAt) {
        this.day++;
        Instant start = Examples.START.plusDays(this.day).atTime(10, 0).toInstant(ZoneOffset.UTC);
        return this.admin.openRounds(performance, new OpenRounds(List.of(start), opensAt, null)).getFirst();
    }

    @Test
    void listsTheNextOpeningFirstAndWhatHasNoneByItsFirstDay() {
        assertThat(page(0, 20)).isEqualTo(this.expected);
    }

    @Test
    void pagesAcrossTheEndOfTheOpenings() {
        for (int size = 1; size <= 6; size++) {
            List<PerformanceId> all = new ArrayList<>();
            for (int page = 0; page * size < this.expected.size(); page++) {
                all.addAll(page(page, size));
            }
            assertThat(all).as("pages of %d", size).isEqualTo(this.expected);
            assertThat(page(10, size)).isEmpty();
        }
    }

    @Test
    void leavesOpeningsOfCancelledRoundsOut() {
        PerformanceId performance = performance();
        RoundId round = round(performance, SOON.minusSeconds(1));
        assertThat(page(0, 20)).startsWith(performance);
        this.admin.cancelRound(round);
        assertThat(page(0, 20)).startsWith(this.expected.getFirst());
    }

    private List<PerformanceId> page(int number, int size) {
        PerformanceFilter filter = new PerformanceFilter(null, null, null, this.venue, null, null, Sort.OPENING);
        Page<PerformanceCard> page = this.catalog.performances(filter, new Paging(number, size));
        return page.items().stream().map(PerformanceCard::id).toList();
    }

}
