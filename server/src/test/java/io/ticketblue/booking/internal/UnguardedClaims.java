package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.catalog.PricedSeat;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The control of the concurrency tests: looks first and writes afterwards, with nothing
 * that keeps others from doing the same in between. A test that finds no fault with this
 * one would find none with anything.
 */
final class UnguardedClaims {

    private final ReservationRepository reservations;

    private final ReservationNumbers numbers;

    private final LedgerQueries ledger;

    private final JdbcClient sql;

    private final Clock clock;

    private final TransactionTemplate transaction;

    /** Lets two people look before either writes. */
    private final CyclicBarrier both = new CyclicBarrier(2);

    UnguardedClaims(ReservationRepository reservations, ReservationNumbers numbers, LedgerQueries ledger,
            JdbcClient sql, Clock clock, TransactionTemplate transaction) {
        this.reservations = reservations;
        this.numbers = numbers;
        this.ledger = ledger;
        this.sql = sql;
        this.clock = clock;
        this.transaction = transaction;
    }

    Outcome claim(Claim claim, List<PricedSeat> plan) {
        Instant now = this.clock.instant();
        Instant until = now.plus(Duration.ofMinutes(7));
        Map<Long, LedgerQueries.Taken> taken = this.ledger.taken(claim.round());
        Map<Long, SeatLedger.Entry> entries = plan.stream()
            .collect(Collectors.toMap((seat) -> seat.seat().id().value(), (seat) -> {
                LedgerQueries.Taken claimed = taken.get(seat.seat().id().value());
                return new SeatLedger.Entry(seat.grade(), seat.price().won(), claimed != null,
                        (claimed != null) ? claimed.heldUntil() : null);
            }));
        ClaimDecisions decisions = new ClaimDecisions(new HashMap<>(Map.of(claim.round().value(), entries)),
                this.reservations.liveSeats(Set.of(claim.person()), now), this.numbers, now, until);
        Outcome outcome = decisions.decide(claim);
        waitForAnother();
        if (outcome instanceof Claim.Granted granted) {
            this.transaction.executeWithoutResult((status) -> write(granted.reservation(), until));
        }
        return outcome;
    }

    private void write(Reservation reservation, Instant until) {
        this.reservations.insert(List.of(reservation));
        for (Reservation.Seat seat : reservation.seats()) {
            this.sql.sql("""
                    UPDATE round_seat SET reservation_id = :reservation, held_until = :until
                    WHERE round_id = :round AND seat_id = :seat""")
                .param("reservation", reservation.id().value())
                .param("until", until)
                .param("round", reservation.round().value())
                .param("seat", seat.id().value())
                .update();
        }
    }

    private void waitForAnother() {
        try {
            this.both.await(2, TimeUnit.SECONDS);
        }
        catch (TimeoutException | BrokenBarrierException ex) {
            // The last of an odd number has nobody to wait for.
            this.both.reset();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
