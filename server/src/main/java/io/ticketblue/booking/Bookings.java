package io.ticketblue.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.internal.Attendance;
import io.ticketblue.booking.internal.Availability;
import io.ticketblue.booking.internal.Cancellations;
import io.ticketblue.booking.internal.Checkouts;
import io.ticketblue.booking.internal.Holds;
import io.ticketblue.booking.internal.Paying;
import io.ticketblue.booking.internal.Reservation;
import io.ticketblue.booking.internal.ReservationQuery;
import io.ticketblue.booking.internal.ReservationRepository;
import io.ticketblue.booking.internal.ReservationViews;
import io.ticketblue.booking.internal.RoundBook;
import io.ticketblue.booking.internal.SeatBoards;
import io.ticketblue.booking.internal.CancellationKey;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What buyers do with seats: hold, pay, look at, cancel. */
@Service
public class Bookings {

    private final RoundBook rounds;

    private final Holds holds;

    private final SeatBoards boards;

    private final ReservationRepository reservations;

    private final ReservationViews views;

    private final Checkouts checkouts;

    private final Paying paying;

    private final Cancellations cancellations;

    private final Availability availability;

    private final Attendance attendance;

    private final Clock clock;

    Bookings(RoundBook rounds, Holds holds, SeatBoards boards, ReservationRepository reservations,
            ReservationViews views, Checkouts checkouts, Paying paying, Cancellations cancellations,
            Availability availability, Attendance attendance, Clock clock) {
        this.rounds = rounds;
        this.holds = holds;
        this.boards = boards;
        this.reservations = reservations;
        this.views = views;
        this.checkouts = checkouts;
        this.paying = paying;
        this.cancellations = cancellations;
        this.availability = availability;
        this.attendance = attendance;
        this.clock = clock;
    }

    /**
     * Keeps seats for a buyer for the time that the settings say: all of them or none.
     * Asking again for the same seats gives the same hold, and not more time.
     * @param hold which seats for whom
     * @return the reservation, which is durable
     * @throws InvalidRequest if no seat is named, one is named twice, or one is not of
     * the round
     * @throws RoundNotFound if there is no such round
     * @throws NotOnSale if the round cannot be booked now
     * @throws LimitExceeded if the buyer would have too many seats of the round
     * @throws SeatsTaken if others have some of the seats
     * @throws SoldOut if others have all seats of the round for good
     * @throws io.ticketblue.accounts.AccountNotFound if the account was closed a moment
     * ago
     * @throws TooManyUnpaidHolds if the buyer let too many holds of the round go unpaid
     * @throws AdmissionRequired if a waiting room guards the round
     * @throws io.ticketblue.shared.TooManyRequests if another request of the buyer is
     * under way
     * @throws io.ticketblue.shared.Overloaded if too many ask at the same time
     * @throws io.ticketblue.shared.Unavailable if it is not known in time; then nothing
     * stays held
     */
    public ReservationView hold(HoldSeats hold) {
        return this.holds.hold(hold);
    }

    /**
     * Shows a buyer's own reservation.
     * @param buyer who asks
     * @param id which
     * @return the reservation
     * @throws ReservationNotFound if there is none, or it is somebody else's
     */
    @Transactional(readOnly = true)
    public ReservationView reservation(AccountId buyer, ReservationId id) {
        return this.views.of(own(buyer, id));
    }

    private Reservation own(AccountId buyer, ReservationId id) {
        return this.reservations.find(id)
            .filter((found) -> found.buyer().equals(buyer))
            .orElseThrow(ReservationNotFound::new);
    }

    /**
     * Shows the buyer's own reservation that an order pays for.
     * @param buyer who asks
     * @param order the order
     * @return the reservation
     * @throws ReservationNotFound if there is none, or it is somebody else's
     */
    @Transactional(readOnly = true)
    public ReservationView reservationOf(AccountId buyer, OrderId order) {
        return reservation(buyer, this.paying.reservationOf(order));
    }

    /**
     * Lists a buyer's reservations, newest first.
     * @param buyer whose
     * @param status in this state only, null for all
     * @param paging which part of the list
     * @return a page
     */
    @Transactional(readOnly = true)
    public Page<ReservationView> reservations(AccountId buyer, @Nullable ReservationStatus status, Paging paging) {
        ReservationFilter filter = new ReservationFilter(null, buyer, status, null);
        return this.views.of(page(filter, paging));
    }

    /**
     * Shows what a buyer holds of a round and has not paid yet.
     * @param buyer whose
     * @param round which round
     * @return the newest hold, if there is one
     */
    @Transactional(readOnly = true)
    public Optional<ReservationView> runningHold(AccountId buyer, RoundId round) {
        ReservationFilter filter = new ReservationFilter(round, buyer, ReservationStatus.HELD, null);
        return page(filter, new Paging(0, 1)).items().stream().findFirst().map(this.views::of);
    }

    /**
     * Tells how many seats of a round a buyer has or holds, as the limit per person
     * counts them.
     * @param buyer whose
     * @param round which round
     * @return how many
     */
    @Transactional(readOnly = true)
    public int seatsOf(AccountId buyer, RoundId round) {
        return this.holds.seatsOf(buyer, round);
    }

    /**
     * Tells whether a buyer has attended a performance: has paid seats of one of its
     * rounds that is over by the running time, and has not given all of them back. A
     * round that the organiser cancelled was attended by nobody.
     * @return whether the buyer has
     * @throws io.ticketblue.catalog.PerformanceNotFound if there is no such performance
     */
    @Transactional(readOnly = true)
    public boolean attended(AccountId buyer, PerformanceId performance) {
        return this.attendance.of(buyer, performance);
    }

    private Page<Reservation> page(ReservationFilter filter, Paging paging) {
        return this.reservations.page(ReservationQuery.of(filter, List.of(), this.clock.instant()), paging);
    }

    /**
     * Gives a hold back, or seats that wait for their deposit; they are free at once.
     * @param buyer whose
     * @param id which
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotHeld if it is no longer a hold, also while it is being paid
     */
    public void release(AccountId buyer, ReservationId id) {
        this.checkouts.release(buyer, id);
    }

    /**
     * Makes an order for a hold, or gives the present one again if it is the same. What
     * costs nothing is confirmed at once.
     * @param buyer whose
     * @param id which hold
     * @param order with which coupon, and how it is to be paid
     * @return what the payment window needs
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotHeld if it is no longer a hold
     * @throws io.ticketblue.payment.AlreadyProcessed if it is being paid
     * @throws NoTimeToDeposit if the round is too near for a virtual account
     * @throws TooManyOpenDeposits if the buyer has as many as one person may have
     * @throws InvalidRequest if the method does not fit
     * @throws io.ticketblue.shared.Problem if the coupon cannot be used
     */
    public Checkout order(AccountId buyer, ReservationId id, PlaceOrder order) {
        return this.checkouts.order(buyer, id, order);
    }

    /**
     * Shows the order of a hold that waits to be paid; without one, makes one to pay by
     * card, with the coupon that was chosen.
     * @param buyer whose
     * @param id which hold, which costs something
     * @return what the payment window needs
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotHeld if it is no longer a hold
     */
    public Checkout presentOrder(AccountId buyer, ReservationId id) {
        return this.checkouts.present(buyer, id);
    }

    /**
     * Tells until when a deposit for a round ordered now would have to be there.
     * @param round which round
     * @return the time; none if the round is too near to pay by transfer
     * @throws RoundNotFound if there is no such round
     */
    public Optional<Instant> depositBefore(RoundId round) {
        return this.checkouts.depositBefore(round);
    }

    /**
     * Chooses a coupon for a hold, in the place of another one.
     * @param buyer whose
     * @param id which hold
     * @param coupon which coupon, null for none
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotHeld if it is no longer a hold
     * @throws io.ticketblue.payment.AlreadyProcessed if it is being paid
     * @throws io.ticketblue.shared.Problem if the coupon cannot be used
     */
    public void useCoupon(AccountId buyer, ReservationId id, @Nullable IssuedCouponId coupon) {
        this.checkouts.useCoupon(buyer, id, coupon);
    }

    /**
     * Ends a buyer's holds whose time has passed now, and not at the next tidying-up, so
     * that their coupons can be used again.
     * @param buyer whose
     */
    public void expireHolds(AccountId buyer) {
        this.checkouts.expireHolds(buyer);
    }

    /**
     * Shows a buyer's coupons at the checkout. Changes nothing: the coupon of a hold
     * whose time has passed is shown once that hold has ended, see {@link #expireHolds}.
     * @param buyer whose
     * @param id for which reservation
     * @return the one in use, and those that could be
     * @throws ReservationNotFound if there is none, or it is somebody else's
     */
    public CouponChoice couponsFor(AccountId buyer, ReservationId id) {
        return this.checkouts.couponsFor(buyer, id);
    }

    /**
     * Takes the money and confirms the reservation. Repeating it with the same key gives
     * the same answer and takes nothing twice.
     * @param buyer who pays
     * @param payment what the payment window brought back
     * @return the payment
     * @throws io.ticketblue.payment.PaymentNotFound if there is no such order, or it is
     * somebody else's
     * @throws io.ticketblue.payment.AmountMismatch if the amount is not the order's
     * @throws io.ticketblue.payment.AlreadyProcessed if the order was paid by another key
     * or has ended
     * @throws io.ticketblue.payment.PaymentExpired if the hold has ended; nothing was
     * taken
     * @throws io.ticketblue.payment.PaymentDeclined if the provider refused; nothing was
     * taken, and the hold goes on if its time has not passed
     * @throws io.ticketblue.payment.ProviderUnavailable if it is not known yet; safe to
     * repeat, and settled without that too
     * @throws io.ticketblue.shared.TooManyRequests if the buyer confirms too often
     */
    public PaymentResult confirm(AccountId buyer, StartPayment payment) {
        return this.paying.confirm(buyer, payment);
    }

    /**
     * Tells how a reservation is paid.
     * @param buyer whose
     * @param id which reservation
     * @return its newest payment
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws io.ticketblue.payment.PaymentNotFound if nothing was ordered yet
     */
    public PaymentResult payment(AccountId buyer, ReservationId id) {
        return this.paying.payment(own(buyer, id).id());
    }

    /**
     * Tells what giving seats back now would cost and bring back.
     * @param buyer whose
     * @param id which reservation
     * @param seats which of its seats, none for all that are left
     * @return the quote, which {@link #cancel} keeps to until a day or a time limit
     * passes
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotCancellable if it is not paid, or it is too late
     * @throws InvalidRequest if a seat is not of the reservation, or was given back
     */
    public CancellationQuote cancellationQuote(AccountId buyer, ReservationId id, Set<SeatId> seats) {
        return this.cancellations.quote(buyer, id, seats);
    }

    /**
     * Gives paid seats back: they are free at once, and the money goes back, less the fee
     * that the rules of the performance name.
     * @param buyer whose
     * @param id which reservation
     * @param wish which seats, why, and for which fee
     * @return what goes back
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotCancellable if it is not paid, or it is too late
     * @throws FeeChanged if the fee is no longer the one that the wish names
     * @throws InvalidRequest if a seat is not of the reservation, or was given back
     */
    public Cancellation cancel(AccountId buyer, ReservationId id, CancelSeats wish) {
        return this.cancellations.byBuyer(buyer, id, wish, null);
    }

    /**
     * The same for a wish that may come again, as after a crash: within 24 hours it hears
     * what came of it, and nothing more is cancelled.
     * @param buyer whose
     * @param id which reservation
     * @param wish which seats, why, and for which fee
     * @param name the name of the wish, which no other wish for the reservation has; 1 to
     * 100 printable ASCII characters
     * @return what goes back
     * @throws ReservationNotFound if there is none, or it is somebody else's
     * @throws NotCancellable if it is not paid, or it is too late
     * @throws FeeChanged if the fee is no longer the one that the wish names
     * @throws InvalidRequest if a seat is not of the reservation, or was given back
     */
    public Cancellation cancel(AccountId buyer, ReservationId id, CancelSeats wish, String name) {
        return this.cancellations.byBuyer(buyer, id, wish, new CancellationKey(buyer, name));
    }

    /**
     * Tells how much of each round can be had.
     * @param rounds which rounds
     * @return an answer for each that exists
     */
    public Map<RoundId, RoundAvailability> availability(Collection<RoundId> rounds) {
        return this.availability.of(rounds);
    }

    /**
     * Tells what is popular.
     * @param limit how many at most
     * @return the performances with the most seats confirmed in the last seven days, best
     * first
     */
    public List<PerformanceId> mostBooked(int limit) {
        return this.availability.mostBooked(limit);
    }

    /**
     * The seats of a round with their grades and prices, in the map's order.
     * @param round which round
     * @return the seats; prices may be a minute old
     * @throws RoundNotFound if there is no such round
     */
    public List<PricedSeat> seats(RoundId round) {
        return this.rounds.plan(round).seats();
    }

    /**
     * Tells which seats of a round cannot be had.
     * @param round which round
     * @return seats that are held or sold; every other seat is free
     * @throws RoundNotFound if there is no such round
     */
    public Map<SeatId, SeatStatus> taken(RoundId round) {
        return this.boards.board(round)
            .current()
            .notFree()
            .entrySet()
            .stream()
            .collect(Collectors.toMap((seat) -> SeatId.valueOf(seat.getKey()), Map.Entry::getValue));
    }

}
