package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.booking.internal.Claim.Person;
import io.ticketblue.booking.internal.SeatLedger.Entry;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * Decides claims one after the other against rows that the transaction has locked; what
 * one claim is granted, the next one finds taken. Touches no database.
 */
final class ClaimDecisions {

    private final Map<Long, Map<Long, Entry>> ledger;

    private final Map<Person, Integer> present;

    private final ReservationNumbers numbers;

    private final Instant now;

    private final Instant until;

    private final List<Reservation> granted = new ArrayList<>();

    /**
     * Creates decisions.
     * @param ledger the locked entries by round and seat
     * @param present how many seats each person has already
     * @param numbers gives numbers to new reservations
     * @param now when the decisions are made
     * @param until until when granted seats are kept
     */
    ClaimDecisions(Map<Long, Map<Long, Entry>> ledger, Map<Person, Integer> present, ReservationNumbers numbers,
            Instant now, Instant until) {
        this.ledger = ledger;
        this.present = new HashMap<>(present);
        this.numbers = numbers;
        this.now = now;
        this.until = until;
    }

    Outcome decide(Claim claim) {
        if (!ofRound(claim).keySet().containsAll(claim.seats())) {
            return new Claim.Gone();
        }
        int had = this.present.getOrDefault(claim.person(), 0);
        if (had + claim.seats().size() > claim.maxPerPerson()) {
            return new Claim.OverLimit(had);
        }
        List<Long> taken = claim.seats().stream().filter((seat) -> !entry(claim, seat).free(this.now)).toList();
        if (!taken.isEmpty()) {
            return new Claim.Taken(taken, taken.stream().allMatch((seat) -> entry(claim, seat).sold()), had);
        }
        Reservation reservation = grant(claim);
        this.granted.add(reservation);
        this.present.put(claim.person(), had + claim.seats().size());
        return new Claim.Granted(reservation);
    }

    /** What was granted so far, in order. */
    List<Reservation> granted() {
        return List.copyOf(this.granted);
    }

    private Reservation grant(Claim claim) {
        List<Reservation.Seat> seats = new ArrayList<>();
        Money fee = claim.bookingFee().times(claim.seats().size());
        Money amount = fee;
        for (Long seat : claim.seats()) {
            Entry entry = entry(claim, seat);
            seats.add(new Reservation.Seat(new SeatId(seat), entry.grade(), new Money(entry.price())));
            amount = amount.plus(new Money(entry.price()));
            ofRound(claim).put(seat, entry.heldUntil(this.until));
        }
        return new Reservation(this.numbers.next(), ReservationCode.next(), claim.buyer(), claim.round(), seats, amount,
                fee, this.now, ReservationStatus.HELD, this.until, null, null);
    }

    private Entry entry(Claim claim, Long seat) {
        return Objects.requireNonNull(ofRound(claim).get(seat));
    }

    private Map<Long, Entry> ofRound(Claim claim) {
        return this.ledger.computeIfAbsent(claim.round().value(), (round) -> new HashMap<>());
    }

}
