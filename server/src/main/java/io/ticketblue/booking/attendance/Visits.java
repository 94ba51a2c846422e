package io.ticketblue.booking.attendance;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells which bookings were for rounds that have begun. Everything is read from the
 * primary database: it decides what a person may do.
 */
@Service
@Transactional(readOnly = true)
public class Visits {

    private final VisitRepository reservations;

    private final Catalog catalog;

    private final Clock clock;

    Visits(VisitRepository reservations, Catalog catalog, Clock clock) {
        this.reservations = reservations;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Finds a buyer's own reservation.
     * @return empty if there is none, or it is somebody else's
     */
    public Optional<Visit> find(AccountId buyer, ReservationId reservation) {
        return this.reservations.find(buyer, reservation)
            .map((found) -> visit(found, this.catalog.round(found.round())));
    }

    /**
     * Lists a buyer's bookings of a performance whose round has begun and was not
     * cancelled, latest round first.
     * @return those of which the buyer has seats, at most
     * {@value VisitRepository#MOST_VISITS}
     */
    public List<Visit> begun(AccountId buyer, PerformanceId performance) {
        Instant now = this.clock.instant();
        Map<RoundId, RoundView> rounds = this.catalog.rounds(performance)
            .stream()
            .filter((round) -> !round.cancelled() && !round.startsAt().isAfter(now))
            .collect(Collectors.toMap(RoundView::id, Function.identity()));
        return this.reservations.booked(buyer, rounds.keySet())
            .stream()
            .map((found) -> visit(found, Objects.requireNonNull(rounds.get(found.round()))))
            .sorted((one, other) -> other.startsAt().compareTo(one.startsAt()))
            .toList();
    }

    private static Visit visit(VisitRepository.Row found, RoundView round) {
        return new Visit(found.reservation(), found.status(), round.performanceId(), round.id(), round.startsAt(),
                round.cancelled());
    }

}
