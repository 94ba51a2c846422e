package io.ticketblue.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.internal.Cancellations;
import io.ticketblue.booking.internal.LedgerQueries;
import io.ticketblue.booking.internal.ReservationQuery;
import io.ticketblue.booking.internal.ReservationRepository;
import io.ticketblue.booking.internal.ReservationViews;
import io.ticketblue.booking.internal.RoundBook;
import io.ticketblue.booking.internal.RoundPlan;
import io.ticketblue.booking.internal.RoundReservations;
import io.ticketblue.booking.internal.CancellationKey;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What staff see of bookings, and do to them. */
@Service
public class BoxOffice {

    private final Catalog catalog;

    private final RoundBook rounds;

    private final LedgerQueries ledger;

    private final ReservationRepository reservations;

    private final RoundReservations ofRounds;

    private final ReservationViews views;

    private final Cancellations cancellations;

    private final Clock clock;

    BoxOffice(Catalog catalog, RoundBook rounds, LedgerQueries ledger, ReservationRepository reservations,
            RoundReservations ofRounds, ReservationViews views, Cancellations cancellations, Clock clock) {
        this.catalog = catalog;
        this.rounds = rounds;
        this.ledger = ledger;
        this.reservations = reservations;
        this.ofRounds = ofRounds;
        this.views = views;
        this.cancellations = cancellations;
        this.clock = clock;
    }

    /**
     * Lists reservations, newest first.
     * @param filter which ones
     * @param paging which part of the list
     * @return a page
     */
    @Transactional(readOnly = true)
    public Page<ReservationView> reservations(ReservationFilter filter, Paging paging) {
        List<RoundId> rounds = (filter.performanceId() == null) ? List.of()
                : this.catalog.rounds(filter.performanceId()).stream().map(RoundView::id).toList();
        return this.views.of(this.reservations.page(ReservationQuery.of(filter, rounds, this.clock.instant()), paging));
    }

    /**
     * Shows any reservation.
     * @param id which
     * @return the reservation
     * @throws ReservationNotFound if there is none
     */
    @Transactional(readOnly = true)
    public ReservationView reservation(ReservationId id) {
        return this.views.of(this.reservations.find(id).orElseThrow(ReservationNotFound::new));
    }

    /**
     * Shows several reservations at once.
     * @param ids which
     * @return those that exist, in no order
     */
    @Transactional(readOnly = true)
    public List<ReservationView> reservations(Collection<ReservationId> ids) {
        return this.views.of(this.reservations.find(ids));
    }

    /**
     * Tells what cancelling seats for the house now would bring back and cost.
     * @param id which reservation
     * @param seats which of its seats, none for all that are left
     * @param terms by which terms
     * @return the quote, which {@link #cancel} keeps to if the wish names its fee
     * @throws ReservationNotFound if there is none
     * @throws NotCancellable if it is not paid, or the policy lets nobody cancel any more
     * @throws RefundedByOrganiser if the round was cancelled
     * @throws io.ticketblue.shared.InvalidRequest if a seat is not of the reservation, or
     * was given back
     */
    public CancellationQuote cancellationQuote(ReservationId id, Set<SeatId> seats, CancellationTerms terms) {
        return this.cancellations.quote(id, seats, terms);
    }

    /**
     * Gives paid seats back for the house.
     * @param wish which seats, why, and for which fee
     * @param terms in full, also after the round has begun, or as the policy says
     * @return what goes back
     * @throws ReservationNotFound if there is none
     * @throws NotCancellable if it is not paid, or the policy lets nobody cancel any more
     * @throws RefundedByOrganiser if the round was cancelled
     * @throws FeeChanged if the fee is no longer the one that the wish names
     * @throws io.ticketblue.shared.InvalidRequest if a seat is not of the reservation, or
     * was given back
     */
    public Cancellation cancel(ReservationId id, CancelSeats wish, CancellationTerms terms) {
        return this.cancellations.byHouse(id, wish, terms, null);
    }

    /**
     * The same with an idempotency key: repeated within 24 hours, as after a crash, it
     * returns the first result and cancels nothing more.
     * @param wish which seats, why, and for which fee
     * @param terms in full, also after the round has begun, or as the policy says
     * @param staff who cancels
     * @param name the name of the wish, which no other wish of that person for the
     * reservation has; 1 to 100 printable ASCII characters
     * @return what goes back
     */
    public Cancellation cancel(ReservationId id, CancelSeats wish, CancellationTerms terms, AccountId staff,
            String name) {
        return this.cancellations.byHouse(id, wish, terms, new CancellationKey(staff, name));
    }

    /**
     * Shows who has which seats of a round.
     * @param round which round
     * @return the reservations that hold or own seats now, oldest first
     * @throws io.ticketblue.catalog.RoundNotFound if there is no such round
     */
    @Transactional(readOnly = true)
    public List<ReservationView> liveReservations(RoundId round) {
        Instant now = this.clock.instant();
        RoundPlan plan = this.rounds.plan(round);
        return this.ofRounds.live(round, now)
            .stream()
            .map((reservation) -> reservation.view(plan::label, now))
            .toList();
    }

    /**
     * Counts a round's seats in the ledger and in the reservations.
     * @param round which round
     * @return the books, which always add up
     */
    @Transactional(readOnly = true)
    public SeatCount count(RoundId round) {
        return this.ledger.count(round, this.clock.instant());
    }

    /**
     * Counts the seats of several rounds in the ledger itself.
     * @param rounds which rounds
     * @return the books of those that have seats
     */
    @Transactional(readOnly = true)
    public Map<RoundId, SeatCount> counts(Collection<RoundId> rounds) {
        return this.ledger.counts(rounds, this.clock.instant());
    }

}
