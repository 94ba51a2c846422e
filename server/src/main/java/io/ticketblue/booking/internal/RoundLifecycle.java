package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundBookings;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.payment.MoneyBooks;

import org.springframework.stereotype.Component;

/**
 * Keeps the seat ledger in step with the catalogue's rounds, in the catalogue's
 * transactions.
 */
@Component
class RoundLifecycle implements RoundSales {

    private final SeatLedger ledger;

    private final RoundReservations reservations;

    private final MoneyBooks money;

    private final ReservationLifecycle lifecycle;

    private final LedgerChanges changes;

    private final Clock clock;

    RoundLifecycle(SeatLedger ledger, RoundReservations reservations, MoneyBooks money, ReservationLifecycle lifecycle,
            LedgerChanges changes, Clock clock) {
        this.ledger = ledger;
        this.reservations = reservations;
        this.money = money;
        this.lifecycle = lifecycle;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public void open(Collection<RoundId> rounds, List<PricedSeat> seats) {
        rounds.forEach((round) -> this.ledger.open(round, seats));
    }

    @Override
    public List<RoundBookings> live(Collection<RoundId> rounds) {
        return this.reservations.liveBookings(rounds, this.clock.instant());
    }

    @Override
    public Set<RoundId> sold(Collection<RoundId> rounds) {
        Map<Long, RoundId> of = this.reservations.roundsOf(rounds);
        Set<RoundId> sold = this.money.taken(of.keySet()).stream().map(of::get).collect(Collectors.toSet());
        sold.addAll(this.reservations.booked(rounds, this.clock.instant()));
        return sold;
    }

    @Override
    public void withdraw(Collection<RoundId> rounds) {
        rounds.forEach((round) -> {
            Instant now = this.clock.instant();
            this.lifecycle.expire(this.reservations.lapsed(round, now), ExpiryReason.TIME_OVER);
            this.reservations.deleteLapsed(round, now);
            this.ledger.withdraw(round);
            this.changes.ofPlan(round);
        });
    }

    @Override
    public void reprice(Collection<RoundId> rounds, List<PricedSeat> seats) {
        rounds.forEach((round) -> {
            this.ledger.withdraw(round);
            this.ledger.open(round, seats);
            this.changes.ofPlan(round);
        });
    }

    @Override
    public void stop(Collection<RoundId> rounds) {
        rounds.forEach(this.changes::ofPlan);
    }

    @Override
    public void changed(Collection<RoundId> rounds) {
        rounds.forEach(this.changes::ofTerms);
    }

}
