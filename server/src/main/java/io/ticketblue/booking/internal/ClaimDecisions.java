package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.booking.internal.Claim.Person;
import io.ticketblue.booking.internal.Claim.Standing;
import io.ticketblue.booking.internal.SeatLedger.Entry;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * Decides claims one after the other against rows that the transaction has locked; what
 * one claim is granted, the next one finds taken. Touches no database.
 */
final class ClaimDecisions {

    private final Map<Long, Map<Long, Entry>> ledger;

    private final Map<Person, Standing> standings;

    private final Map<Person, Integer> grantedSeats = new HashMap<>();

    private final Queue<ReservationId> numbers;

    private final Instant now;

    private final Instant until;

    private final List<Reservation> granted = new ArrayList<>();

    /**
     * Creates decisions.
     * @param ledger the locked entries by round and seat
     * @param standings how each person stands; who has never held anything is left out
     * @param numbers numbers for new reservations, as many as there are claims
     * @param now when the decisions are made
     * @param until until when granted seats are kept
     */
    ClaimDecisions(Map<Long, Map<Long, Entry>> ledger, Map<Person, Standing> standings, Queue<ReservationId> numbers,
            Instant now, Instant until) {
        this.ledger = ledger;
        this.standings = Map.copyOf(standings);
        this.numbers = numbers;
        this.now = now;
        this.until = until;
    }

    Outcome decide(Claim claim) {
        if (!ofRound(claim).keySet().containsAll(claim.seats())) {
            return new Claim.Gone();
        }
        Standing standing = this.standings.getOrDefault(claim.person(), Standing.NONE);
        int had = standing.seats() + this.grantedSeats.getOrDefault(claim.person(), 0);
        if (had + claim.seats().size() > claim.maxPerPerson()) {
            return new Claim.OverLimit(had);
        }
        List<Long> taken = claim.seats().stream().filter((seat) -> !entry(claim, seat).free(this.now)).toList();
        if (!taken.isEmpty()) {
            return new Claim.Taken(taken, taken.stream().allMatch((seat) -> entry(claim, seat).sold()), had);
        }
        Instant again = standing.holdsAgainAt();
        if (again != null) {
            return new Claim.CoolingDown(again);
        }
        Reservation reservation = grant(claim);
        this.granted.add(reservation);
        this.grantedSeats.merge(claim.person(), claim.seats().size(), Integer::sum);
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
        return new Reservation(this.numbers.remove(), ReservationCode.next(), claim.buyer(), claim.round(), seats,
                amount, fee, this.now, ReservationStatus.HELD, this.until, null, null, null);
    }

    private Entry entry(Claim claim, Long seat) {
        return Objects.requireNonNull(ofRound(claim).get(seat));
    }

    private Map<Long, Entry> ofRound(Claim claim) {
        return this.ledger.computeIfAbsent(claim.round().value(), (round) -> new HashMap<>());
    }

}
