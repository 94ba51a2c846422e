package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Ticker;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.HoldGuard;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.LimitExceeded;
import io.ticketblue.booking.NotOnSale;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatsTaken;
import io.ticketblue.booking.SoldOut;
import io.ticketblue.booking.TooManyUnpaidHolds;
import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.client.ClientConnection;
import io.ticketblue.shared.limit.OneAtATimePerPerson;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps seats for buyers. Whatever can be refused without the ledger is refused before it
 * is asked.
 */
@Component
public class Holds {

    /** No claim begins with less time left than this. */
    static final Duration LEAST = Duration.ofSeconds(1);

    private static final int MOST_ATTEMPTS = 3;

    private final RoundBook rounds;

    private final SeatClaims claims;

    private final SeatBoards boards;

    private final LedgerChanges changes;

    private final ReservationRepository reservations;

    private final ReservationViews views;

    private final Clock clock;

    private final List<HoldGuard> guards;

    /** From the beginning of the request to the end of its last claim. */
    private final Duration longest;

    private final Ticker ticker;

    private final OneAtATimePerPerson<HoldSeats, ReservationView> underWay = new OneAtATimePerPerson<>();

    @Autowired
    Holds(RoundBook rounds, SeatClaims claims, SeatBoards boards, LedgerChanges changes,
            ReservationRepository reservations, ReservationViews views, Clock clock, BookingSettings settings,
            ObjectProvider<HoldGuard> guards) {
        this(rounds, claims, boards, changes, reservations, views, clock, settings, guards, Ticker.systemTicker());
    }

    Holds(RoundBook rounds, SeatClaims claims, SeatBoards boards, LedgerChanges changes,
            ReservationRepository reservations, ReservationViews views, Clock clock, BookingSettings settings,
            ObjectProvider<HoldGuard> guards, Ticker ticker) {
        this.rounds = rounds;
        this.claims = claims;
        this.boards = boards;
        this.changes = changes;
        this.reservations = reservations;
        this.views = views;
        this.clock = clock;
        this.guards = guards.orderedStream().toList();
        this.longest = settings.claimTimeout().plus(LEAST);
        this.ticker = ticker;
    }

    /**
     * Holds all of the seats or none. While a request of a person is under way, the same
     * request shares its outcome and another one is refused.
     * <p>
     * All claims of a request share one deadline, a second after {@code claim-timeout},
     * which counts from here on. Reads have limits of their own: before the claim five
     * seconds each for the round's terms and its plan, after a refusal the timeout of a
     * statement.
     * @throws Unavailable if a claim has no answer by the deadline, if the reads before
     * it left it less than a second, or if one of them took longer than its limit
     */
    public ReservationView hold(HoldSeats hold) {
        try {
            return this.underWay.run(hold.buyer().value(), hold, () -> claim(hold));
        }
        catch (Problem problem) {
            this.claims.metrics().refused(problem.code());
            throw problem;
        }
    }

    private ReservationView claim(HoldSeats hold) {
        long began = this.ticker.read();
        RoundTerms terms = this.rounds.terms(hold.round());
        RoundPlan plan = this.rounds.plan(hold.round());
        checkSeats(hold.seats(), plan);
        if (!terms.onSale(this.clock.instant())) {
            throw new NotOnSale(terms.round().bookingOpensAt(), terms.round().bookingClosesAt());
        }
        if (hold.seats().size() > terms.maxPerPerson()) {
            throw new LimitExceeded(terms.maxPerPerson(), 0);
        }
        this.guards.forEach((guard) -> guard.admit(hold));
        Claim claim = new Claim(hold.round(), hold.buyer(), hold.seats().stream().map(SeatId::value).toList(),
                terms.maxPerPerson(), terms.bookingFee());
        for (int attempt = 1;; attempt++) {
            Outcome outcome = this.claims.claim(claim, ClientConnection.ofThisRequest(), timeLeft(began));
            if (outcome instanceof Claim.Granted granted) {
                this.changes.in(hold.round());
                return granted.reservation().view(plan::label, this.clock.instant());
            }
            Optional<Reservation> own = own(hold, outcome);
            if (own.isPresent() && this.reservations.markRepeated(own.get().id())) {
                return this.views.of(own.get());
            }
            if (own.isEmpty() || attempt == MOST_ATTEMPTS) {
                throw refusal(hold, outcome, terms, plan);
            }
            // It was given back at this moment, because the first answer reached nobody.
        }
    }

    private Duration timeLeft(long began) {
        Duration left = this.longest.minusNanos(this.ticker.read() - began);
        if (left.compareTo(LEAST) < 0) {
            throw new Unavailable();
        }
        return left;
    }

    /** How many seats of a round a buyer has or holds. */
    public int seatsOf(AccountId buyer, RoundId round) {
        Claim.Person person = new Claim.Person(round.value(), buyer.value());
        return this.reservations.standings(List.of(person), this.clock.instant(), UnpaidHolds.UNLIMITED)
            .getOrDefault(person, Claim.Standing.NONE)
            .seats();
    }

    /** The buyer's own hold of the very same seats. */
    private Optional<Reservation> own(HoldSeats hold, Outcome refused) {
        int present = switch (refused) {
            case Claim.OverLimit over -> over.present();
            case Claim.Taken taken -> taken.present();
            default -> 0;
        };
        if (present < hold.seats().size()) {
            return Optional.empty();
        }
        Set<SeatId> wanted = Set.copyOf(hold.seats());
        ReservationFilter filter = new ReservationFilter(hold.round(), hold.buyer(), ReservationStatus.HELD, null);
        return this.reservations
            .page(ReservationQuery.of(filter, List.of(), this.clock.instant()), new Paging(0, Paging.MAX_SIZE))
            .items()
            .stream()
            .filter((reservation) -> wanted.equals(Set.copyOf(reservation.seatIds())))
            .findFirst();
    }

    private Problem refusal(HoldSeats hold, Outcome outcome, RoundTerms terms, RoundPlan plan) {
        return switch (outcome) {
            case Claim.Granted granted -> throw new IllegalArgumentException("Granted: " + granted);
            case Claim.Gone gone -> new RoundNotFound();
            case Claim.OverLimit over -> new LimitExceeded(terms.maxPerPerson(), over.present());
            case Claim.CoolingDown cooling -> new TooManyUnpaidHolds(cooling.until(), this.clock.instant());
            case Claim.Taken taken -> taken(hold, taken, plan);
        };
    }

    private Problem taken(HoldSeats hold, Claim.Taken taken, RoundPlan plan) {
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
