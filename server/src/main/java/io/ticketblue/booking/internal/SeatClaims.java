package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.internal.Claim.Granted;
import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.booking.internal.Claim.Person;
import io.ticketblue.booking.internal.SeatLedger.Entry;
import io.ticketblue.booking.internal.closing.ClosedBuyerRepository;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.groupcommit.GroupCommit;
import io.ticketblue.shared.groupcommit.GroupLimits;
import io.ticketblue.shared.groupcommit.GroupMember;
import io.ticketblue.shared.groupcommit.GroupMetrics;
import io.ticketblue.shared.groupcommit.GroupTransaction;
import io.ticketblue.shared.groupcommit.GroupWork;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Decides who gets which seats. Claims that arrive together share one transaction: it
 * locks the people and the seats they ask for, always in the same order, decides in order
 * of arrival, and writes what was granted. A claim is granted whole or not at all, and
 * nothing is granted to a caller who has given up waiting.
 * <p>
 * A transaction with claims for several rounds does not wait for a round or seats that
 * others have locked; then the claims of each round are decided by themselves.
 */
@Component
class SeatClaims {

    private static final int WORKERS_PER_ROUND = 2;

    private final ReservationRepository reservations;

    private final ReservationNumbers numbers;

    private final SeatLedger ledger;

    private final SaleGuard sales;

    private final ClosedBuyerRepository closedBuyers;

    private final AbandonedHolds abandoned;

    private final Clock clock;

    private final BookingSettings settings;

    private final GroupTransaction transaction;

    private final GroupMetrics metrics;

    private final GroupCommit<Claim, Outcome> groups;

    SeatClaims(ReservationRepository reservations, ReservationNumbers numbers, SeatLedger ledger, SaleGuard sales,
            ClosedBuyerRepository closedBuyers, AbandonedHolds abandoned, Clock clock, BookingSettings settings,
            PlatformTransactionManager transactions, MeterRegistry meters) {
        this.reservations = reservations;
        this.numbers = numbers;
        this.ledger = ledger;
        this.sales = sales;
        this.closedBuyers = closedBuyers;
        this.abandoned = abandoned;
        this.clock = clock;
        this.settings = settings;
        this.transaction = new GroupTransaction(transactions);
        this.metrics = new GroupMetrics(meters, "seats");
        this.groups = new GroupCommit<>(new GroupLimits(settings.claimGroup(), settings.claimQueue(),
                settings.claimWorkers(), WORKERS_PER_ROUND, settings.claimTimeout()), new Work(), this.metrics);
    }

    /**
     * Claims seats; the outcome is durable when it is returned.
     * @param clientGone whether the client has closed its connection
     * @param longest how long the caller waits, {@code claim-timeout} at most
     * @throws io.ticketblue.shared.Overloaded if too many claims wait, or the deadline
     * passed in the queue; nothing is held
     * @throws AccountNotFound if the buyer's account was closed a moment ago
     * @throws io.ticketblue.shared.Unavailable if the transaction failed or the deadline
     * passed during it; whatever it held is given back
     */
    Outcome claim(Claim claim, BooleanSupplier clientGone, Duration longest) {
        return this.groups.submit(claim, clientGone, longest);
    }

    /** The same for a caller who has all the time that the settings give. */
    Outcome claim(Claim claim, BooleanSupplier clientGone) {
        return this.groups.submit(claim, clientGone);
    }

    /** The metrics of all claims for seats. */
    GroupMetrics metrics() {
        return this.metrics;
    }

    private List<@Nullable Outcome> decideInTransaction(List<? extends GroupMember<Claim>> group) {
        Deque<ReservationId> taken = this.numbers.take(group.size());
        List<Reservation> written = new ArrayList<>();
        try {
            Decided decided = this.transaction.run(group, () -> {
                written.clear();
                return decide(group, new ArrayDeque<>(taken), written);
            });
            if (decided == null) {
                return Collections.nCopies(group.size(), null);
            }
            this.numbers.giveBack(decided.unused());
            return decided.outcomes();
        }
        catch (RuntimeException ex) {
            if (written.isEmpty()) {
                this.numbers.giveBack(taken);
            }
            // Perhaps committed, though the answer got lost; the callers hear of failure.
            written.forEach(this.abandoned::giveBack);
            throw ex;
        }
    }

    private @Nullable Decided decide(List<? extends GroupMember<Claim>> group, Deque<ReservationId> ids,
            List<Reservation> written) {
        TreeSet<Person> people = new TreeSet<>();
        group.forEach((member) -> people.add(member.request().person()));
        Set<RoundId> rounds = group.stream().map((member) -> member.request().round()).collect(Collectors.toSet());
        if (rounds.size() > 1) {
            // Writing a reservation locks its round, and would wait for staff there.
            this.sales.lockAtOnce(rounds);
        }
        this.reservations.lockBuyers(people);
        Map<Long, Map<Long, Entry>> entries = lockSeats(group);
        // Read after the locks: whoever waited for them decides by a clock that has moved
        // on.
        Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = now.plus(this.settings.holdFor());
        ClaimDecisions decisions = new ClaimDecisions(entries,
                this.reservations.standings(people, now, this.settings.unpaid()), ids, now, until);
        List<@Nullable Outcome> outcomes = new ArrayList<>();
        for (GroupMember<Claim> member : group) {
            outcomes.add(member.abandoned() ? null : decisions.decide(member.request()));
        }
        write(decisions.granted(), now, until);
        written.addAll(decisions.granted());
        for (int i = 0; i < group.size(); i++) {
            if (outcomes.get(i) instanceof Granted && group.get(i).abandoned()) {
                // Gave up while this was written: once more without it.
                return null;
            }
        }
        return new Decided(outcomes, ids);
    }

    private Map<Long, Map<Long, Entry>> lockSeats(List<? extends GroupMember<Claim>> group) {
        SortedMap<Long, SortedSet<Long>> wanted = new TreeMap<>();
        for (GroupMember<Claim> member : group) {
            wanted.computeIfAbsent(member.request().round().value(), (round) -> new TreeSet<>())
                .addAll(member.request().seats());
        }
        return this.ledger.lock(wanted, wanted.size() == 1);
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
        Set<Long> buyers = granted.stream()
            .map((reservation) -> reservation.buyer().value())
            .collect(Collectors.toSet());
        int held = this.ledger.hold(owners, buyers, now, until);
        if (held != seats) {
            if (this.closedBuyers.any(buyers)) {
                throw new AccountNotFound();
            }
            throw new IllegalStateException("Only %d of %d locked seats could be held".formatted(held, seats));
        }
    }

    private final class Work implements GroupWork<Claim, Outcome> {

        @Override
        public Object lane(Claim claim) {
            return claim.round();
        }

        /**
         * A round whose seats are locked by others must not hold up claims for others.
         */
        @Override
        public boolean lanesMayShare() {
            return true;
        }

        @Override
        public List<@Nullable Outcome> commit(List<? extends GroupMember<Claim>> group) {
            return decideInTransaction(group);
        }

        @Override
        public void undelivered(Outcome outcome) {
            if (outcome instanceof Granted granted) {
                SeatClaims.this.abandoned.giveBack(granted.reservation());
            }
        }

    }

    /**
     * What a transaction has decided.
     *
     * @param outcomes for each claim, in order; null for those that were given up
     * @param unused numbers that no reservation has
     */
    private record Decided(List<@Nullable Outcome> outcomes, Deque<ReservationId> unused) {
    }

}
