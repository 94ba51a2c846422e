package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundView;

import org.springframework.stereotype.Component;

/** Tells who has attended a performance. */
@Component
public class Attendance {

    private final RoundReservations reservations;

    private final Catalog catalog;

    private final Clock clock;

    Attendance(RoundReservations reservations, Catalog catalog, Clock clock) {
        this.reservations = reservations;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Whether a buyer has seats of a round that took place and is over. */
    public boolean of(AccountId buyer, PerformanceId performance) {
        Duration length = Duration.ofMinutes(this.catalog.performance(performance).durationMinutes());
        Instant now = this.clock.instant();
        return this.reservations.anyBooked(buyer,
                this.catalog.rounds(performance)
                    .stream()
                    .filter((round) -> !round.cancelled() && !round.startsAt().plus(length).isAfter(now))
                    .map(RoundView::id)
                    .toList());
    }

}
