package io.ticketblue.booking.attendance;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * Tells which bookings were for rounds that have begun. What decides something has to be
 * read from the primary database; pages may read it from the replica while the primary
 * does not answer.
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
     * @return those of which the buyer has seats, among the buyer's latest
     * {@value VisitRepository#MOST_BOOKINGS} bookings
     */
    public List<Visit> begun(AccountId buyer, PerformanceId performance) {
        List<VisitRepository.Row> booked = this.reservations.booked(buyer);
        if (booked.isEmpty()) {
            return List.of();
        }
        Instant now = this.clock.instant();
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(booked.stream().map(VisitRepository.Row::round).collect(Collectors.toSet()));
        return booked.stream()
            .filter((found) -> rounds.containsKey(found.round()))
            .map((found) -> visit(found, Objects.requireNonNull(rounds.get(found.round()))))
            .filter((visit) -> visit.performance().equals(performance) && visit.booked() && visit.begun(now))
            .sorted(Comparator.comparing(Visit::startsAt).reversed())
            .toList();
    }

    private static Visit visit(VisitRepository.Row found, RoundView round) {
        return new Visit(found.reservation(), found.status(), round.performanceId(), round.id(), round.startsAt(),
                round.cancelled());
    }

}
