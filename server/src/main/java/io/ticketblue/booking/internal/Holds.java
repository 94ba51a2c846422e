package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.LimitExceeded;
import io.ticketblue.booking.NotOnSale;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatsTaken;
import io.ticketblue.booking.SoldOut;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;

import org.springframework.stereotype.Component;

/**
 * Keeps seats for buyers. Whatever can be refused without the ledger is refused before it
 * is asked.
 */
@Component
public class Holds {

    private final RoundBook rounds;

    private final SeatClaims claims;

    private final SeatBoards boards;

    private final LedgerChanges changes;

    private final ReservationRepository reservations;

    private final ReservationViews views;

    private final Clock clock;

    Holds(RoundBook rounds, SeatClaims claims, SeatBoards boards, LedgerChanges changes,
            ReservationRepository reservations, ReservationViews views, Clock clock) {
        this.rounds = rounds;
        this.claims = claims;
        this.boards = boards;
        this.changes = changes;
        this.reservations = reservations;
        this.views = views;
        this.clock = clock;
    }

    /** Holds all of the seats or none. */
    public ReservationView hold(HoldSeats hold) {
        RoundTerms terms = this.rounds.terms(hold.round());
        RoundPlan plan = this.rounds.plan(hold.round());
        checkSeats(hold.seats(), plan);
        if (!terms.onSale(this.clock.instant())) {
            throw new NotOnSale(terms.round().bookingOpensAt(), terms.round().bookingClosesAt());
        }
        if (hold.seats().size() > terms.maxPerPerson()) {
            throw new LimitExceeded(terms.maxPerPerson(), 0);
        }
        Claim claim = new Claim(hold.round(), hold.buyer(), hold.seats().stream().map(SeatId::value).toList(),
                terms.maxPerPerson(), terms.bookingFee());
        return switch (this.claims.claim(claim)) {
            case Claim.Granted granted -> {
                this.changes.in(hold.round());
                yield granted.reservation().view(plan::label, this.clock.instant());
            }
            case Claim.Gone gone -> throw new RoundNotFound();
            case Claim.OverLimit over -> present(hold, over.present())
                .orElseThrow(() -> new LimitExceeded(terms.maxPerPerson(), over.present()));
            case Claim.Taken taken -> present(hold, taken.present()).orElseThrow(() -> refusal(hold, taken, plan));
        };
    }

    /** How many seats of a round a buyer has or holds. */
    public int seatsOf(AccountId buyer, RoundId round) {
        Claim.Person person = new Claim.Person(round.value(), buyer.value());
        return this.reservations.liveSeats(List.of(person), this.clock.instant()).getOrDefault(person, 0);
    }

    /** The buyer's own hold of the very same seats. */
    private Optional<ReservationView> present(HoldSeats hold, int seats) {
        if (seats < hold.seats().size()) {
            return Optional.empty();
        }
        Set<SeatId> wanted = Set.copyOf(hold.seats());
        ReservationFilter filter = new ReservationFilter(hold.round(), hold.buyer(), ReservationStatus.HELD, null);
        return this.reservations
            .page(ReservationQuery.of(filter, List.of(), this.clock.instant()), new Paging(0, Paging.MAX_SIZE))
            .items()
            .stream()
            .filter((reservation) -> wanted.equals(Set.copyOf(reservation.seatIds())))
            .findFirst()
            .map(this.views::of);
    }

    private Problem refusal(HoldSeats hold, Claim.Taken taken, RoundPlan plan) {
        if (taken.forGood() && this.boards.board(hold.round()).soldOut()) {
            return new SoldOut();
        }
        List<SeatId> seats = taken.seats().stream().map(SeatId::new).toList();
        return new SeatsTaken(seats, seats.stream().map(plan::label).toList());
    }

    private static void checkSeats(List<SeatId> seats, RoundPlan plan) {
        if (seats.isEmpty()) {
            throw new InvalidRequest("seatIds", "booking.no-seats");
        }
        HashSet<SeatId> seen = new HashSet<>();
        for (int i = 0; i < seats.size(); i++) {
            if (!plan.contains(seats.get(i))) {
                throw new InvalidRequest("seatIds[" + i + "]", "booking.unknown-seat", seats.get(i));
            }
            if (!seen.add(seats.get(i))) {
                throw new InvalidRequest("seatIds[" + i + "]", "booking.seat-twice");
            }
        }
    }

}
