package io.ticketblue.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Paging;

import org.springframework.stereotype.Component;

/** How rounds sell. */
@Component
class Sales {

    private final Catalog catalog;

    private final Bookings bookings;

    private final BoxOffice boxOffice;

    private final Clock clock;

    Sales(Catalog catalog, Bookings bookings, BoxOffice boxOffice, Clock clock) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.boxOffice = boxOffice;
        this.clock = clock;
    }

    /**
     * Rounds with their books, in the order given; rounds without a ledger are left out.
     */
    List<RoundLine> of(Collection<RoundView> rounds) {
        Map<RoundId, RoundAvailability> availability = this.bookings
            .availability(rounds.stream().map(RoundView::id).toList());
        List<RoundLine> lines = new ArrayList<>();
        for (RoundView round : rounds) {
            RoundAvailability available = availability.get(round.id());
            if (available != null) {
                lines.add(new RoundLine(round, available.status(), this.boxOffice.count(round.id())));
            }
        }
        return lines;
    }

    /**
     * The rounds from the beginning of today on, soonest first, of running performances.
     */
    List<UpcomingRound> upcoming(int limit) {
        LocalDate today = LocalDate.ofInstant(this.clock.instant(), Checks.KOREA);
        Instant midnight = today.atStartOfDay(Checks.KOREA).toInstant();
        PerformanceFilter running = new PerformanceFilter(null, today, null, null, null, null,
                PerformanceFilter.Sort.DATE);
        Map<PerformanceId, PerformanceCard> performances = new HashMap<>();
        this.catalog.performances(running, new Paging(0, Paging.MAX_SIZE))
            .items()
            .forEach((performance) -> performances.put(performance.id(), performance));
        List<RoundView> rounds = performances.keySet()
            .stream()
            .flatMap((performance) -> this.catalog.rounds(performance).stream())
            .filter((round) -> !round.startsAt().isBefore(midnight))
            .sorted(Comparator.comparing(RoundView::startsAt).thenComparing((round) -> round.id().value()))
            .limit(limit)
            .toList();
        Instant tomorrow = today.plusDays(1).atStartOfDay(Checks.KOREA).toInstant();
        List<UpcomingRound> upcoming = new ArrayList<>();
        for (RoundLine line : of(rounds)) {
            PerformanceCard performance = performances.get(line.round().performanceId());
            if (performance != null) {
                upcoming.add(new UpcomingRound(line, performance, line.round().startsAt().isBefore(tomorrow)));
            }
        }
        return upcoming;
    }

    /**
     * A round that is still to come, or that is today.
     *
     * @param line the round with its books
     * @param performance of what
     * @param today whether it is today
     */
    record UpcomingRound(RoundLine line, PerformanceCard performance, boolean today) {
    }

}
