package io.ticketblue.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.internal.PostersForTests;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class CatalogIntegrationTests {

    private static final Instant NOON = Instant.parse("2098-03-10T03:00:00Z");

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private SalesForTests sales;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(ints = { 1, 80, 800, 3_000, 15_000 })
    void storesAHouseOfAnySize(int capacity) {
        VenueId id = this.admin.createVenue(Examples.venue(capacity));
        assertThat(this.catalog.venue(id).capacity()).isEqualTo(capacity);
        assertThat(this.catalog.seats(id)).hasSize(capacity).doesNotHaveDuplicates();
    }

    @Test
    void handsAMapOutThatComesBackAsItWas() {
        VenueId id = this.admin.createVenue(Examples.venue(800));
        SeatMapDraft map = this.admin.exportSeatMap(id);
        VenueId copy = this.admin
            .createVenue(new SaveVenue(Examples.uniqueName("Copy"), "12 Harbour Street", map, null));
        assertThat(this.admin.exportSeatMap(copy)).isEqualTo(map);
    }

    @Test
    void givesEverySeatTheGradeOfItsRowOrElseOfItsSection() {
        VenueId venue = this.admin.createVenue(Examples.venue(80));
        String section = this.catalog.venue(venue).sections().getFirst().name();
        PerformanceId id = this.admin.createPerformance(Examples.performance(venue,
                List.of(new SavePerformance.Grade("S", Money.won(50_000), List.of(section), List.of()),
                        new SavePerformance.Grade("VIP", Money.won(150_000), List.of(),
                                List.of(new PerformanceView.GradeRow(section, "1"))))),
                null);
        RoundId round = this.admin.openRounds(id, new OpenRounds(List.of(NOON), null, null)).getFirst();
        assertThat(this.catalog.seating(round)).hasSize(80).allSatisfy((seat) -> {
            boolean first = seat.seat().row().equals("1");
            assertThat(seat.grade()).isEqualTo(first ? "VIP" : "S");
            assertThat(seat.price()).isEqualTo(Money.won(first ? 150_000 : 50_000));
        });
        assertThat(this.catalog.performance(id).grades()).extracting(PerformanceView.Grade::name)
            .containsExactly("VIP", "S");
    }

    @Test
    void putsEverySeatOfALargeHouseOnSaleInEachNewRound() {
        PerformanceId id = this.admin
            .createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(15_000))), null);
        List<RoundId> rounds = this.admin.openRounds(id,
                new OpenRounds(List.of(NOON, NOON.plus(Duration.ofHours(5))), null, null));
        for (RoundId round : rounds) {
            assertThat(
                    this.jdbc.sql("SELECT seat_id FROM round_seat WHERE round_id = ? AND price = 90000 AND grade = 'R'")
                        .param(round.value())
                        .query(Long.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(
                        this.catalog.seating(round).stream().map((seat) -> seat.seat().id().value()).toList())
                .hasSize(15_000);
        }
    }

    @Test
    void refusesMoreSeatsAtOnceThanCanBeWrittenAtOnce() {
        PerformanceId id = this.admin
            .createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(15_000))), null);
        List<Instant> starts = Stream.iterate(NOON, (start) -> start.plus(Duration.ofHours(2))).limit(41).toList();
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.admin.openRounds(id, new OpenRounds(starts, null, null)))
            .satisfies(
                    (ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name).containsExactly("startsAt"));
        assertThat(this.catalog.rounds(id)).isEmpty();
    }

    @Test
    void cancelsARoundForGood() {
        PerformanceId id = this.admin
            .createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(10))), null);
        RoundId round = this.admin.openRounds(id, new OpenRounds(List.of(NOON), null, null)).getFirst();
        assertThat(this.catalog.round(round).cancelled()).isFalse();
        this.admin.cancelRound(round);
        assertThat(this.catalog.round(round).cancelled()).isTrue();
        assertThat(this.catalog.performance(id).bookingOpensAt()).isNull();
        assertThatExceptionOfType(RoundCancelled.class).isThrownBy(() -> this.admin.cancelRound(round));
        assertThatExceptionOfType(RoundCancelled.class)
            .isThrownBy(() -> this.admin.changeRound(round, new ChangeRound(NOON, NOON.minusSeconds(60), NOON)));
    }

    @Test
    void refusesRoundsThatAreTooClose() {
        PerformanceId id = this.admin
            .createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(10))), null);
        this.admin.openRounds(id, new OpenRounds(List.of(NOON), null, null));
        assertThatExceptionOfType(RoundsTooClose.class).isThrownBy(() -> this.admin.openRounds(id,
                new OpenRounds(List.of(NOON.plus(Duration.ofMinutes(59))), null, null)));
        assertThatExceptionOfType(VenueOccupied.class).isThrownBy(() -> this.admin.openRounds(id,
                new OpenRounds(List.of(NOON.plus(Duration.ofMinutes(60))), null, null)));
        assertThat(this.catalog.rounds(id)).hasSize(1);
    }

    @Test
    void refusesWhatHasReservations() {
        VenueId venue = this.admin.createVenue(Examples.venue(10));
        PerformanceId id = this.admin.createPerformance(Examples.performance(venue), null);
        List<RoundId> rounds = this.admin.openRounds(id,
                new OpenRounds(List.of(NOON, NOON.plus(Duration.ofHours(5))), null, null));
        this.sales.reserve(rounds.getFirst());
        assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> this.admin.deleteRound(rounds.getFirst()));
        assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> this.admin.deletePerformance(id));
        assertThatExceptionOfType(VenueInUse.class).isThrownBy(() -> this.admin.deleteVenue(venue));
        this.admin.deleteRound(rounds.getLast());
        assertThat(this.sales.withdrawn()).contains(rounds.getLast());
        assertThat(this.catalog.rounds(id)).extracting(RoundView::id).containsExactly(rounds.getFirst());
    }

    @Test
    void listsTheRoundsOfAllPerformancesSoonestFirst() {
        Instant evening = Instant.parse("2098-03-30T10:00:00Z");
        List<RoundId> expected = new ArrayList<>();
        for (int hour = 0; hour < 3; hour++) {
            PerformanceId id = this.admin
                .createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(10))), null);
            expected.addAll(this.admin.openRounds(id,
                    new OpenRounds(List.of(evening.plus(Duration.ofHours(hour))), null, null)));
        }
        assertThat(this.catalog.roundsFrom(evening, 100)).extracting(RoundView::id).containsSubsequence(expected);
        assertThat(this.catalog.roundsFrom(evening.plusSeconds(1), 100)).extracting(RoundView::id)
            .doesNotContain(expected.getFirst())
            .containsSubsequence(expected.subList(1, 3));
        assertThat(this.catalog.roundsFrom(evening, 2)).hasSize(2);
    }

    @Test
    void namesAllVenuesByName() {
        VenueId venue = this.admin.createVenue(Examples.venue(80));
        VenueView view = this.catalog.venue(venue);
        assertThat(this.catalog.venueNames()).contains(new VenueName(venue, view.name(), 80));
        assertThat(this.catalog.venueNames()).hasSize((int) this.catalog.venues(new Paging(0, 1)).total());
    }

    @Test
    void listsPerformancesInEveryOrder() {
        VenueId venue = this.admin.createVenue(Examples.venue(10));
        PerformanceId id = this.admin.createPerformance(Examples.performance(venue), null);
        PerformanceView view = this.catalog.performance(id);
        for (PerformanceFilter.Sort sort : PerformanceFilter.Sort.values()) {
            PerformanceFilter filter = new PerformanceFilter(Category.MUSICAL, Examples.START, Examples.END, venue,
                    null, view.title(), sort);
            assertThat(this.catalog.performances(filter, new Paging(0, 10)).items()).extracting(PerformanceCard::id)
                .containsExactly(id);
        }
    }

    @Test
    void refusesAPerformanceWithoutTitle() {
        VenueId venue = this.admin.createVenue(Examples.venue(10));
        SavePerformance good = Examples.performance(venue);
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.admin
                .createPerformance(new SavePerformance(" ", good.category(), "", 0, 99, good.startDate(),
                        good.endDate(), venue, good.grades(), List.of(), 0, Money.won(2_000_000_000), "mine"), null))
            .satisfies((ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name)
                .containsExactly("title", "durationMinutes", "ageLimit", "maxPerPerson", "bookingFee",
                        "cancellationPolicy"));
    }

}
