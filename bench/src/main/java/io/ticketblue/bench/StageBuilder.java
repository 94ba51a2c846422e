package io.ticketblue.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Money;

/** Fills the catalogue with what the scenarios need, as box-office staff would. */
final class StageBuilder {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final int ROUNDS_AT_ONCE = 20;

    /** So many that nobody who comes again in a long run is refused for that reason. */
    private static final int MOST_PER_PERSON = 20;

    private static final String DESCRIPTION = "A long evening of songs about the sea, told by the people who live on "
            + "its shore. With an interval of twenty minutes. ".repeat(8);

    private final CatalogAdmin admin;

    private final Catalog catalog;

    private final LocalDate firstDay;

    StageBuilder(CatalogAdmin admin, Catalog catalog, Clock clock) {
        this.admin = admin;
        this.catalog = catalog;
        this.firstDay = LocalDate.ofInstant(clock.instant(), SEOUL).plusDays(30);
    }

    /** A house with one performance and so many rounds on sale. */
    Hall hall(String name, int seats, int rounds) {
        VenueId venue = this.admin.createVenue(new SaveVenue(name, "1 Harbour Road, Seoul", null, seats));
        String title = "Songs of the Sea at the " + name;
        PerformanceId performance = this.admin.createPerformance(performance(title, this.catalog.venue(venue)), null);
        List<RoundId> ids = new ArrayList<>();
        long began = System.nanoTime();
        for (List<Instant> starts : starts(rounds)) {
            ids.addAll(this.admin.openRounds(performance, new OpenRounds(starts, null, null)));
        }
        long opened = Duration.ofNanos(System.nanoTime() - began).toMillis() / rounds;
        return new Hall(performance.value(), title, seats, ids.stream().map(RoundId::value).toList(), opened,
                rows(this.catalog.seating(ids.getFirst())));
    }

    private SavePerformance performance(String title, VenueView venue) {
        List<String> names = List.of("VIP", "R", "S", "A");
        int count = Math.min(names.size(), venue.sections().size());
        List<SavePerformance.Grade> grades = IntStream.range(0, count)
            .mapToObj((grade) -> new SavePerformance.Grade(names.get(grade), new Money(150_000 - 30_000L * grade),
                    IntStream.range(0, venue.sections().size())
                        .filter((section) -> section % count == grade)
                        .mapToObj((section) -> venue.sections().get(section).name())
                        .toList(),
                    List.of()))
            .toList();
        List<SavePerformance.Performer> cast = Stream.of("김바다", "이파도", "박등대", "최갈매기")
            .map((name) -> new SavePerformance.Performer(performer(name), "singer"))
            .toList();
        return new SavePerformance(title, Category.MUSICAL, DESCRIPTION, 150, 8, this.firstDay,
                this.firstDay.plusDays(120), venue.id(), grades, cast, MOST_PER_PERSON, new Money(1_000), null);
    }

    private PerformerId performer(String name) {
        return this.admin.createPerformer(new SavePerformer(name, null, "대한민국"));
    }

    /** Three rounds a day, some of them in each group. */
    private List<List<Instant>> starts(int rounds) {
        List<Instant> all = IntStream.range(0, rounds)
            .mapToObj((round) -> this.firstDay.plusDays(round / 3)
                .atTime(12, 0)
                .atZone(SEOUL)
                .toInstant()
                .plus((round % 3) * 4L, ChronoUnit.HOURS))
            .toList();
        return IntStream.iterate(0, (first) -> first < rounds, (first) -> first + ROUNDS_AT_ONCE)
            .mapToObj((first) -> all.subList(first, Math.min(rounds, first + ROUNDS_AT_ONCE)))
            .toList();
    }

    private static List<List<Long>> rows(List<PricedSeat> seats) {
        Map<String, List<Long>> rows = new LinkedHashMap<>();
        for (PricedSeat seat : seats) {
            rows.computeIfAbsent(seat.seat().section() + "/" + seat.seat().row(), (row) -> new ArrayList<>())
                .add(seat.seat().id().value());
        }
        return List.copyOf(rows.values());
    }

}
