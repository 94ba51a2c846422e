package io.ticketblue.web;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;

import org.springframework.stereotype.Component;

/** Makes cards of performances: the catalogue's facts and the state of sale together. */
@Component
public class Cards {

    private final Catalog catalog;

    private final Bookings bookings;

    private final Formats formats;

    private final Clock clock;

    Cards(Catalog catalog, Bookings bookings, Formats formats, Clock clock) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.formats = formats;
        this.clock = clock;
    }

    /** Cards in the order of the performances, one each. */
    public List<CardModel> of(List<PerformanceCard> performances) {
        Instant now = this.clock.instant();
        Map<PerformanceId, List<RoundId>> rounds = new HashMap<>();
        this.catalog.roundsOf(performances.stream().map(PerformanceCard::id).toList())
            .forEach((performance, all) -> rounds.put(performance,
                    all.stream().filter((round) -> round.startsAt().isAfter(now)).map(RoundView::id).toList()));
        Map<RoundId, RoundAvailability> availability = this.bookings
            .availability(rounds.values().stream().flatMap(List::stream).distinct().toList());
        return performances.stream()
            .map((performance) -> card(performance,
                    SaleState.of(rounds.getOrDefault(performance.id(), List.of())
                        .stream()
                        .map(availability::get)
                        .filter(Objects::nonNull)
                        .toList())))
            .toList();
    }

    private CardModel card(PerformanceCard performance, SaleState sale) {
        Instant opens = performance.bookingOpensAt();
        boolean waits = sale == SaleState.BEFORE_OPEN && opens != null && opens.isAfter(this.clock.instant());
        return new CardModel(performance.id(), performance.title(), performance.category(), performance.venueName(),
                performance.startDate(), performance.endDate(), performance.lowestPrice(), performance.posterUrl(),
                sale, (waits && opens != null) ? this.formats.until(opens) : null, performance.rating());
    }

}
