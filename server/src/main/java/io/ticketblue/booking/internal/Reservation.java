package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.internal.CancellationFees.SeatFee;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import static io.ticketblue.booking.ReservationStatus.AWAITING_DEPOSIT;
import static io.ticketblue.booking.ReservationStatus.CANCELLED;
import static io.ticketblue.booking.ReservationStatus.CONFIRMED;
import static io.ticketblue.booking.ReservationStatus.EXPIRED;
import static io.ticketblue.booking.ReservationStatus.HELD;
import static io.ticketblue.booking.ReservationStatus.PARTIALLY_CANCELLED;
import static io.ticketblue.booking.ReservationStatus.PAYING;

/**
 * A reservation and what may become of it. Each change checks that it may happen now; the
 * ledger is told by whoever makes the change, in the same transaction.
 */
public final class Reservation {

    private final ReservationId id;

    private final String code;

    private final AccountId buyer;

    private final RoundId round;

    private final List<Seat> seats;

    private final Money amount;

    private final Money bookingFee;

    private final Instant createdAt;

    private ReservationStatus status;

    private @Nullable Instant heldUntil;

    private @Nullable Instant confirmedAt;

    private @Nullable Instant cancelledAt;

    private final @Nullable Instant releasedAt;

    Reservation(ReservationId id, String code, AccountId buyer, RoundId round, List<Seat> seats, Money amount,
            Money bookingFee, Instant createdAt, ReservationStatus status, @Nullable Instant heldUntil,
            @Nullable Instant confirmedAt, @Nullable Instant cancelledAt, @Nullable Instant releasedAt) {
        this.id = id;
        this.code = code;
        this.buyer = buyer;
        this.round = round;
        this.seats = new ArrayList<>(seats);
        this.amount = amount;
        this.bookingFee = bookingFee;
        this.createdAt = createdAt;
        this.status = status;
        this.heldUntil = heldUntil;
        this.confirmedAt = confirmedAt;
        this.cancelledAt = cancelledAt;
        this.releasedAt = releasedAt;
    }

    /**
     * The buyer approved in the payment window: from now on the clock no longer counts.
     */
    void startPaying(Instant now) {
        require(HELD);
        if (!isHeldAt(now)) {
            throw new NotHeld();
        }
        this.status = PAYING;
    }

    /**
     * The buyer has an account to transfer to; or the bank took back what it had
     * reported.
     */
    void awaitDeposit(Instant until) {
        require(PAYING, CONFIRMED);
        this.status = AWAITING_DEPOSIT;
        this.heldUntil = until;
        this.confirmedAt = null;
    }

    /**
     * The money was not taken: the hold goes on if its time has not passed.
     * @return until when; null if the hold is to end, as after a deposit that did not
     * come
     */
    @Nullable Instant resumeHold(Instant now) {
        require(PAYING, AWAITING_DEPOSIT);
        if (this.status == PAYING && this.heldUntil != null && this.heldUntil.isAfter(now)) {
            this.status = HELD;
            return this.heldUntil;
        }
        return null;
    }

    /** The money was taken, or there is nothing to pay. */
    void confirm(Instant at) {
        require(PAYING, AWAITING_DEPOSIT, HELD);
        this.status = CONFIRMED;
        this.heldUntil = null;
        this.confirmedAt = at;
    }

    /** The hold ends without having been paid. */
    void expire() {
        require(HELD, PAYING, AWAITING_DEPOSIT);
        this.status = EXPIRED;
        this.heldUntil = null;
    }

    /**
     * Takes something off the seats' prices; what was taken off before no longer counts.
     */
    void discount(Map<SeatId, Money> parts) {
        require(HELD);
        this.seats.replaceAll((seat) -> seat.discounted(parts.getOrDefault(seat.id(), Money.ZERO)));
    }

    /**
     * Seats go back after they were paid.
     * @param fees the seats, and what is kept for each
     */
    void cancel(Map<SeatId, SeatFee> fees, Instant at) {
        if (!isPaid() || fees.isEmpty() || !liveSeats().containsAll(fees.keySet())) {
            throw new NotCancellable();
        }
        this.seats.replaceAll((seat) -> {
            SeatFee fee = fees.get(seat.id());
            return (fee != null) ? seat.cancelled(fee, at) : seat;
        });
        this.status = liveSeats().isEmpty() ? CANCELLED : PARTIALLY_CANCELLED;
        this.cancelledAt = at;
    }

    /** Whether its seats are kept until a payment is settled. */
    boolean isBeingPaid() {
        return this.status == PAYING || this.status == AWAITING_DEPOSIT;
    }

    /** Whether seats of it are paid and not given back. */
    boolean isPaid() {
        return this.status == CONFIRMED || this.status == PARTIALLY_CANCELLED;
    }

    boolean isHeldAt(Instant now) {
        return this.status == HELD && this.heldUntil != null && this.heldUntil.isAfter(now);
    }

    /**
     * Where it stands for people: a hold whose time has passed has expired by the clock.
     */
    ReservationStatus statusAt(Instant now) {
        return (this.status == HELD && !isHeldAt(now)) ? EXPIRED : this.status;
    }

    /**
     * What people see of it.
     * @param labels what its seats are called
     * @param now the present
     * @return the seats in the order of their numbers, which is the map's
     */
    public ReservationView view(Function<SeatId, String> labels, Instant now) {
        List<ReservationView.Seat> inOrder = this.seats.stream()
            .sorted(Comparator.comparingLong((seat) -> seat.id().value()))
            .map((seat) -> new ReservationView.Seat(seat.id(), labels.apply(seat.id()), seat.grade(), seat.price(),
                    seat.discount(), seat.cancelledAt(), seat.cancellationFee(), seat.bookingFeeKept()))
            .toList();
        ReservationStatus shown = statusAt(now);
        return new ReservationView(this.id, code(), shown, this.buyer, this.round, inOrder, this.amount,
                this.bookingFee, discount(), (shown == EXPIRED) ? null : this.heldUntil, this.createdAt,
                this.confirmedAt, this.cancelledAt, this.releasedAt);
    }

    /** Which it is. */
    public ReservationId id() {
        return this.id;
    }

    /** The code as people read it to each other. */
    String code() {
        return ReservationCode.readable(this.code);
    }

    /** The code as stored. */
    String bareCode() {
        return this.code;
    }

    /** Whose it is. */
    public AccountId buyer() {
        return this.buyer;
    }

    RoundId round() {
        return this.round;
    }

    List<Seat> seats() {
        return List.copyOf(this.seats);
    }

    List<SeatId> seatIds() {
        return this.seats.stream().map(Seat::id).toList();
    }

    /** The seats that were not given back after they were paid. */
    Set<SeatId> liveSeats() {
        return this.seats.stream()
            .filter((seat) -> seat.cancelledAt() == null)
            .map(Seat::id)
            .collect(Collectors.toSet());
    }

    Money amount() {
        return this.amount;
    }

    /** How many seats it has; once all were given back, how many it had. */
    int seatCount() {
        int live = liveSeats().size();
        return (live > 0) ? live : this.seats.size();
    }

    Money discount() {
        return this.seats.stream().map(Seat::discount).reduce(Money.ZERO, Money::plus);
    }

    /** What was paid for each seat: the booking fee is the same for all of them. */
    List<SeatPaid> paidFor() {
        Money feeOfOne = new Money(this.bookingFee.won() / this.seats.size());
        return this.seats.stream().map((seat) -> new SeatPaid(seat.id(), seat.ticket(), feeOfOne)).toList();
    }

    /** What is to be paid, or was. */
    Money toPay() {
        return this.amount.minus(discount());
    }

    Money bookingFee() {
        return this.bookingFee;
    }

    Instant createdAt() {
        return this.createdAt;
    }

    ReservationStatus status() {
        return this.status;
    }

    @Nullable Instant heldUntil() {
        return this.heldUntil;
    }

    @Nullable Instant confirmedAt() {
        return this.confirmedAt;
    }

    @Nullable Instant cancelledAt() {
        return this.cancelledAt;
    }

    private void require(ReservationStatus... allowed) {
        if (!Arrays.asList(allowed).contains(this.status)) {
            throw new NotHeld();
        }
    }

    /**
     * A seat of the reservation as it was when it was taken.
     *
     * @param id which seat
     * @param grade its grade
     * @param price its price
     * @param discount what a coupon takes off the price
     * @param cancelledAt when it was given back after it was paid
     * @param cancellationFee what was kept of the price then
     * @param bookingFeeKept what was kept of its booking fee then
     * @param returned what staff had sent back by hand of what was paid for it until then
     */
    record Seat(SeatId id, String grade, Money price, Money discount, @Nullable Instant cancelledAt,
            Money cancellationFee, Money bookingFeeKept, Money returned) {

        Seat(SeatId id, String grade, Money price) {
            this(id, grade, price, Money.ZERO, null, Money.ZERO, Money.ZERO, Money.ZERO);
        }

        Seat discounted(Money part) {
            return new Seat(this.id, this.grade, this.price, part, this.cancelledAt, this.cancellationFee,
                    this.bookingFeeKept, this.returned);
        }

        Seat cancelled(SeatFee kept, Instant at) {
            return new Seat(this.id, this.grade, this.price, this.discount, at, kept.cancellationFee(),
                    kept.bookingFee(), kept.returned());
        }

        /** All that was kept when it was given back. */
        Money fee() {
            return this.cancellationFee.plus(this.bookingFeeKept);
        }

        /** What was paid for the seat, but for its booking fee. */
        Money ticket() {
            return this.price.minus(this.discount);
        }

    }

}
