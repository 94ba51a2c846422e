package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.booking.internal.Claim.Person;
import io.ticketblue.booking.internal.SeatLedger.Entry;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.GroupCommit;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides who gets which seats. Claims that arrive together share one transaction: it
 * locks the people and the seats they ask for, always in the same order, decides in order
 * of arrival, and writes what was granted. A claim is granted whole or not at all.
 */
@Component
class SeatClaims {

    private static final int MOST_ATTEMPTS = 5;

    private final ReservationRepository reservations;

    private final ReservationNumbers numbers;

    private final SeatLedger ledger;

    private final Clock clock;

    private final BookingSettings settings;

    private final TransactionTemplate transaction;

    private final GroupCommit<Claim, Outcome> groups;

    SeatClaims(ReservationRepository reservations, ReservationNumbers numbers, SeatLedger ledger, Clock clock,
            BookingSettings settings, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.numbers = numbers;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.groups = new GroupCommit<>(settings.claimGroup(), settings.claimQueue(), settings.claimWorkers(),
                this::decideInTransaction);
    }

    /** Claims seats; the outcome is durable when it is returned. */
    Outcome claim(Claim claim) {
        return this.groups.submit(claim);
    }

    private List<Outcome> decideInTransaction(List<Claim> group) {
        for (int attempt = 1;; attempt++) {
            try {
                return this.transaction.execute((status) -> decide(group));
            }
            catch (PessimisticLockingFailureException ex) {
                // Another transaction was in the way, and nothing was written.
                if (attempt == MOST_ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private List<Outcome> decide(List<Claim> group) {
        TreeSet<Person> people = new TreeSet<>();
        group.forEach((claim) -> people.add(claim.person()));
        this.reservations.lockBuyers(people);
        Map<Long, Map<Long, Entry>> entries = lockSeats(group);
        // Read after the locks: whoever waited for them decides by a clock that has moved
        // on.
        Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = now.plus(this.settings.holdFor());
        ClaimDecisions decisions = new ClaimDecisions(entries, this.reservations.liveSeats(people, now), this.numbers,
                now, until);
        List<Outcome> outcomes = group.stream().map(decisions::decide).toList();
        write(decisions.granted(), now, until);
        return outcomes;
    }

    private Map<Long, Map<Long, Entry>> lockSeats(List<Claim> group) {
        SortedMap<Long, SortedSet<Long>> wanted = new TreeMap<>();
        for (Claim claim : group) {
            wanted.computeIfAbsent(claim.round().value(), (round) -> new TreeSet<>()).addAll(claim.seats());
        }
        return this.ledger.lock(wanted);
    }

    private void write(List<Reservation> granted, Instant now, Instant until) {
        if (granted.isEmpty()) {
            return;
        }
        this.reservations.insert(granted);
        SortedMap<Long, SortedMap<Long, Long>> owners = new TreeMap<>();
        int seats = 0;
        for (Reservation reservation : granted) {
            SortedMap<Long, Long> ofRound = owners.computeIfAbsent(reservation.round().value(),
                    (round) -> new TreeMap<>());
            for (SeatId seat : reservation.seatIds()) {
                ofRound.put(seat.value(), reservation.id().value());
                seats++;
            }
        }
        int held = this.ledger.hold(owners, now, until);
        if (held != seats) {
            throw new IllegalStateException("Only %d of %d locked seats could be held".formatted(held, seats));
        }
    }

}
