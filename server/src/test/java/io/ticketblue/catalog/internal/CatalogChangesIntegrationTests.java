package io.ticketblue.catalog.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Archived;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.ChangeRound;
import io.ticketblue.catalog.ChangedMeanwhile;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceChanged;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformancePublished;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformanceWithdrawn;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.SalesForTests;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueOccupied;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What follows from changes of the catalogue: overlaps, versions, events, archive, audit
 * trail.
 */
@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
@RecordApplicationEvents
class CatalogChangesIntegrationTests {

    private static final Instant NOON = Instant.parse("2098-03-10T03:00:00Z");

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private SalesForTests sales;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private ApplicationEvents events;

    private VenueId venue;

    private PerformanceId performance;

    @BeforeEach
    void makeAPerformance() {
        this.venue = this.admin.createVenue(Examples.venue(10));
        this.performance = this.admin.createPerformance(Examples.performance(this.venue), null);
        this.events.clear();
    }

    @Test
    void keepsTheVenueForOneRoundAtATimeAndForTheTurnaround() {
        RoundId first = open(this.performance, 0);
        PerformanceId other = this.admin.createPerformance(Examples.performance(this.venue), null);
        for (int minutes : List.of(-149, 0, 59, 149)) {
            assertThatExceptionOfType(VenueOccupied.class).as("%d minutes apart", minutes)
                .isThrownBy(() -> open(other, minutes))
                .satisfies((ex) -> assertThat(ex.properties()).containsEntry("roundId", first.value())
                    .containsEntry("performanceId", this.performance.value())
                    .containsEntry("title", this.catalog.performance(this.performance).title()));
        }
        open(other, -150);
        RoundId last = open(other, 150);
        assertThatExceptionOfType(VenueOccupied.class).isThrownBy(() -> move(last, 149));
        move(last, 151);
        this.admin.cancelRound(first);
        open(other, 0);
    }

    @Test
    void asksAgainWhenTheDurationOrTheTurnaroundGrows() {
        open(this.performance, 0);
        RoundId next = open(this.performance, 150);
        assertThatExceptionOfType(VenueOccupied.class).isThrownBy(() -> changeDuration(121, EditTerms.NONE));
        SaveVenue slower = new SaveVenue("Slow " + this.venue, "12 Harbour Street", null, null, 31);
        assertThatExceptionOfType(VenueOccupied.class).isThrownBy(() -> this.admin.changeVenue(this.venue, slower));
        this.admin.changeVenue(this.venue, new SaveVenue("Fast " + this.venue, "12 Harbour Street", null, null, 0));
        changeDuration(150, EditTerms.NONE);
        changeDuration(151, new EditTerms(null, "Two stages"));
        assertThat(entries("round " + next)).extracting(AuditEntry::action).contains("round.overlap-allowed");
        // What overlaps already needs no reason again.
        this.admin.changeVenue(this.venue, new SaveVenue("Again " + this.venue, "12 Harbour Street", null, null, null));
    }

    @Test
    void takesEntryTimesOfOneExhibitionAtOnce() {
        PerformanceId exhibition = this.admin.createPerformance(of(Category.EXHIBITION, 600), null);
        open(exhibition, 0);
        open(exhibition, 60);
        PerformanceId other = this.admin.createPerformance(of(Category.EXHIBITION, 600), null);
        assertThatExceptionOfType(VenueOccupied.class).isThrownBy(() -> open(other, 300));
        assertThatExceptionOfType(VenueOccupied.class).isThrownBy(() -> open(this.performance, 300));
    }

    @Test
    void refusesAChangeThatWasMadeFromAnotherVersion() {
        RoundId round = open(this.performance, 0);
        PerformerId performer = this.admin.createPerformer(new SavePerformer("한서라", null, null));
        EditTerms first = new EditTerms(1, null);
        this.admin.changePerformance(this.performance, Examples.performance(this.venue), null, first);
        this.admin.changeVenue(this.venue, Examples.venueOf(this.venue), first);
        this.admin.changePerformer(performer, new SavePerformer("한새라", null, null), first);
        this.admin.changeRound(round, new ChangeRound(NOON, NOON.minusSeconds(90), NOON.minusSeconds(60)), first);
        assertThatExceptionOfType(ChangedMeanwhile.class)
            .isThrownBy(
                    () -> this.admin.changePerformance(this.performance, Examples.performance(this.venue), null, first))
            .satisfies((ex) -> assertThat(ex.properties()).containsEntry("version", 2));
        assertThatExceptionOfType(ChangedMeanwhile.class)
            .isThrownBy(() -> this.admin.changeVenue(this.venue, Examples.venueOf(this.venue), first));
        assertThatExceptionOfType(ChangedMeanwhile.class)
            .isThrownBy(() -> this.admin.changePerformer(performer, new SavePerformer("x", null, null), first));
        assertThatExceptionOfType(ChangedMeanwhile.class)
            .isThrownBy(() -> this.admin.changeRound(round, new ChangeRound(NOON, NOON.minusSeconds(9), NOON), first));
    }

    @Test
    void publishesEachChangeOnce() {
        PerformerId performer = this.admin.createPerformer(new SavePerformer("이바다", null, null));
        assertThat(published(() -> this.admin.addPerformer(this.performance, performer, "선장")))
            .containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.changePerformer(performer, new SavePerformer("이하늘", null, null))))
            .containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.changePerformer(performer, new SavePerformer("이하늘", null, "Korea"))))
            .isEmpty();
        assertThat(published(() -> this.admin.removePerformer(this.performance, performer)))
            .containsExactly(PerformanceChanged.class);
        SaveVenue renamed = new SaveVenue("New name of " + this.venue, "12 Harbour Street", null, null, null);
        assertThat(published(() -> this.admin.changeVenue(this.venue, renamed)))
            .containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.changeVenue(this.venue, renamed))).isEmpty();
        assertThat(published(() -> this.admin.changeVenue(this.venue,
                new SaveVenue("New name of " + this.venue, "12 Harbour Street", null, 12))))
            .containsExactly(PerformanceChanged.class);
        SavePerformance command = Examples.performance(this.venue);
        assertThat(published(() -> this.admin.changePerformance(this.performance, command, null)))
            .containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.changePerformance(this.performance, command, null))).isEmpty();
        assertThat(published(() -> open(this.performance, 0))).containsExactly(PerformanceChanged.class);
        RoundId round = this.catalog.rounds(this.performance).getFirst().id();
        assertThat(published(() -> move(round, 10))).containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.cancelRound(round))).containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.archiveRound(round))).containsExactly(PerformanceChanged.class);
        assertThat(published(() -> this.admin.archivePerformance(this.performance)))
            .containsExactly(PerformanceWithdrawn.class);
        assertThat(
                published(() -> this.admin.changePerformance(this.performance, Examples.performance(this.venue), null)))
            .isEmpty();
        assertThat(published(() -> this.admin.restorePerformance(this.performance)))
            .containsExactly(PerformancePublished.class);
        assertThat(published(() -> this.admin.deletePerformance(this.performance)))
            .containsExactly(PerformanceWithdrawn.class);
        assertThat(published(() -> this.admin.createPerformance(Examples.performance(this.venue), null)))
            .containsExactly(PerformancePublished.class);
    }

    @Test
    void hidesWhatIsArchivedFromBuyersAndKeepsItForStaff() {
        RoundId round = open(this.performance, 0);
        this.sales.reserve(round);
        assertThatExceptionOfType(HasReservations.class)
            .isThrownBy(() -> this.admin.archivePerformance(this.performance));
        PerformanceId free = this.admin.createPerformance(Examples.performance(this.venue), null);
        RoundId coming = open(free, 300);
        this.admin.archivePerformance(free);
        this.admin.archivePerformance(free);
        assertThat(this.catalog.round(coming)).matches(RoundView::archived).matches(RoundView::cancelled);
        assertThatExceptionOfType(PerformanceNotFound.class).isThrownBy(() -> this.catalog.shownPerformance(free));
        assertThat(this.catalog.performance(free).archived()).isTrue();
        assertThatExceptionOfType(Archived.class).isThrownBy(() -> open(free, 600));
        assertThat(listed(PerformanceFilter.Archive.WITHOUT)).contains(this.performance).doesNotContain(free);
        assertThat(listed(PerformanceFilter.Archive.ONLY)).containsExactly(free);
        assertThat(listed(PerformanceFilter.Archive.ALSO)).contains(this.performance, free);
        this.admin.restorePerformance(free);
        assertThat(this.catalog.shownPerformance(free).archived()).isFalse();
        assertThat(this.catalog.shownRounds(free)).isEmpty();
        open(free, 300);
    }

    @Test
    void writesDownWhoChangedTitlesDatesRoundsAndMaps() {
        RoundId round = open(this.performance, 0);
        move(round, 30);
        this.admin.deleteRound(round);
        assertThat(entries("round " + round)).extracting(AuditEntry::action)
            .containsExactly("round.deleted", "round.changed", "round.opened");
        this.admin.changePerformance(this.performance, Examples.performance(this.venue), null);
        assertThat(entries("performance " + this.performance).getFirst().changes()).extracting(AuditEntry.Change::field)
            .containsExactly("title");
        this.admin.changeVenue(this.venue, new SaveVenue("Large " + this.venue, "12 Harbour Street", null, 20));
        assertThat(entries("venue " + this.venue).getFirst().changes()).extracting(AuditEntry.Change::field)
            .contains("name", "capacity", "mapChecksum");
    }

    @Test
    void readsAllPerformancesInPortions() {
        PerformanceId next = this.admin.createPerformance(Examples.performance(this.venue), null);
        assertThat(this.catalog.performancesAfter(this.performance, 1)).extracting(PerformanceView::id)
            .containsExactly(next);
        assertThat(this.catalog.performancesAfter(next, 10)).isEmpty();
        assertThat(this.catalog.performancesAfter(null, 2)).hasSize(2);
        assertThat(this.catalog.performancesAfter(this.performance, 1).getFirst())
            .isEqualTo(this.catalog.performance(next));
    }

    private List<PerformanceId> listed(PerformanceFilter.Archive archive) {
        PerformanceFilter filter = new PerformanceFilter(null, null, null, this.venue, null, null,
                PerformanceFilter.Sort.NEWEST, archive);
        return this.catalog.performances(filter, new Paging(0, 20)).items().stream().map((card) -> card.id()).toList();
    }

    private List<Class<?>> published(Runnable change) {
        this.events.clear();
        change.run();
        return this.events.stream()
            .flatMap((event) -> Stream
                .of(PerformancePublished.class, PerformanceChanged.class, PerformanceWithdrawn.class)
                .filter((type) -> wraps(event, type)))
            .<Class<?>>map((type) -> type)
            .toList();
    }

    private static boolean wraps(Object event, Class<?> type) {
        return event instanceof org.springframework.context.PayloadApplicationEvent<?> wrapped
                && type.isInstance(wrapped.getPayload());
    }

    private List<AuditEntry> entries(String subject) {
        return this.trail.entries(new AuditFilter(null, "", subject, null, null), new Paging(0, 20)).items();
    }

    private RoundId open(PerformanceId id, int minutes) {
        return this.admin.openRounds(id, new OpenRounds(List.of(NOON.plus(Duration.ofMinutes(minutes))), null, null))
            .getFirst();
    }

    private void move(RoundId id, int minutes) {
        RoundView present = this.catalog.round(id);
        Instant start = NOON.plus(Duration.ofMinutes(minutes));
        this.admin.changeRound(id, new ChangeRound(start, present.bookingOpensAt(), start.minusSeconds(60)));
    }

    private void changeDuration(int minutes, EditTerms terms) {
        this.admin.changePerformance(this.performance, of(Category.MUSICAL, minutes), null, terms);
    }

    private SavePerformance of(Category category, int minutes) {
        return new SavePerformance("Night", category, "", minutes, 8, Examples.START, Examples.END, this.venue,
                List.of(new SavePerformance.Grade("R", Money.won(90_000), List.of(), List.of())), List.of(), null, null,
                null);
    }

}
