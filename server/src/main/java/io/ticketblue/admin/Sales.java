package io.ticketblue.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;

import org.springframework.stereotype.Component;

/** How rounds sell. */
@Component
public class Sales {

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
        List<RoundId> ids = rounds.stream().map(RoundView::id).toList();
        Map<RoundId, RoundAvailability> availability = this.bookings.availability(ids);
        Map<RoundId, SeatCount> counts = this.boxOffice.counts(ids);
        List<RoundLine> lines = new ArrayList<>();
        for (RoundView round : rounds) {
            RoundAvailability available = availability.get(round.id());
            SeatCount count = counts.get(round.id());
            if (available != null && count != null) {
                lines.add(new RoundLine(round, available.status(), count));
            }
        }
        return lines;
    }

    /**
     * A round with its books.
     * @throws RoundNotFound if it was removed after it was read
     */
    public RoundLine of(RoundView round) {
        return of(List.of(round)).stream().findFirst().orElseThrow(RoundNotFound::new);
    }

    /**
     * The rounds from the beginning of today on, soonest first.
     */
    List<UpcomingRound> upcoming(int limit) {
        LocalDate today = LocalDate.ofInstant(this.clock.instant(), Formats.SEOUL);
        Instant midnight = today.atStartOfDay(Formats.SEOUL).toInstant();
        List<RoundView> rounds = this.catalog.roundsFrom(midnight, limit);
        Map<PerformanceId, PerformanceCard> performances = this.catalog
            .cards(rounds.stream().map(RoundView::performanceId).distinct().toList());
        Instant tomorrow = today.plusDays(1).atStartOfDay(Formats.SEOUL).toInstant();
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
