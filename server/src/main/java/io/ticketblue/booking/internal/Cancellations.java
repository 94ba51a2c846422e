package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.CancelledBy;
import io.ticketblue.booking.FeeChanged;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.RefundedByOrganiser;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.internal.CancellationFees.SeatFee;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TypedText;
import io.ticketblue.shared.database.RetriedTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Gives paid seats back. One transaction frees the seats and writes down what is owed and
 * what is kept; only then is the provider asked, now or by reconciliation.
 */
@Component
public class Cancellations {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellations.class);

    private static final int LONGEST_REASON = 200;

    private static final Consumer<Cancelled> NOTHING_ELSE = (cancelled) -> {
    };

    private final ReservationRepository reservations;

    private final ReservationLifecycle lifecycle;

    private final RoundBook rounds;

    private final RoundCancellationRepository cancelledRounds;

    private final SaleGuard guard;

    private final NamedCancellations named;

    private final Payments payments;

    private final AuditTrail audit;

    private final Clock clock;

    private final RetriedTransaction transaction;

    Cancellations(ReservationRepository reservations, ReservationLifecycle lifecycle, RoundBook rounds,
            RoundCancellationRepository cancelledRounds, SaleGuard guard, NamedCancellations named, Payments payments,
            AuditTrail audit, Clock clock, RetriedTransaction transaction) {
        this.reservations = reservations;
        this.lifecycle = lifecycle;
        this.rounds = rounds;
        this.cancelledRounds = cancelledRounds;
        this.guard = guard;
        this.named = named;
        this.payments = payments;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** What giving these seats back would cost the buyer now; no seats means all. */
    public CancellationQuote quote(AccountId buyer, ReservationId id, Set<SeatId> seats) {
        return quote(own(buyer, this.reservations.find(id)), seats, this::byPolicy);
    }

    /** The same where staff cancel. */
    public CancellationQuote quote(ReservationId id, Set<SeatId> seats, CancellationTerms terms) {
        Reservation reservation = this.reservations.find(id).orElseThrow(ReservationNotFound::new);
        if (isGivenBackByOrganiser(reservation)) {
            throw new RefundedByOrganiser();
        }
        return quote(reservation, seats, rule(terms));
    }

    private CancellationQuote quote(Reservation reservation, Set<SeatId> seats, FeeRule rule) {
        Map<SeatId, Money> returned = returned(reservation);
        CancellationFees fees = fees(reservation, seats, rule, returned);
        List<SeatPaid> left = paidForLive(reservation).stream()
            .filter((seat) -> !fees.seatIds().contains(seat.seat()))
            .toList();
        Money leftPaid = left.stream()
            .map((seat) -> seat.whole().minus(returned.getOrDefault(seat.seat(), Money.ZERO)))
            .reduce(Money.ZERO, Money::plus);
        return new CancellationQuote(fees.seatIds(), fees.paid(), fees.returned(), fees.fee(), fees.cancellationFee(),
                fees.bookingFee(), fees.refund(), fees.reason(), fees.cancellableUntil(),
                left.stream().map(SeatPaid::seat).toList(), leftPaid);
    }

    /**
     * Cancels for the buyer, for the fee that was quoted.
     * @param name under which the same wish may come again, null if it cannot
     */
    public Cancellation byBuyer(AccountId buyer, ReservationId id, CancelSeats wish, @Nullable CancellationKey name) {
        own(buyer, this.reservations.find(id));
        return named(id, name, (also) -> cancel(id, wish, this::byPolicy, CancelledBy.BUYER, also));
    }

    /**
     * Cancels for the house, by whatever terms staff choose, for the fee that was quoted;
     * not if the organiser has cancelled the round, for then the buyer is owed more.
     * @param name under which the same wish may come again, null if it cannot
     */
    public Cancellation byHouse(ReservationId id, CancelSeats wish, CancellationTerms terms,
            @Nullable CancellationKey name) {
        Consumer<Cancelled> record = (cancelled) -> this.audit.record("reservation.cancelled",
                "reservation " + cancelled.reservation().code(), null,
                Map.of("seats", labels(cancelled), "refundTerms", terms, "refund", cancelled.amounts().refund(), "fee",
                        cancelled.amounts().fee(), "reason", wish.reason()));
        return named(id, name, (also) -> cancel(id, wish, rule(terms), CancelledBy.STAFF, record.andThen(also)));
    }

    private List<String> labels(Cancelled cancelled) {
        RoundPlan plan = this.rounds.plan(cancelled.reservation().round());
        return cancelled.seatIds().stream().map(plan::label).toList();
    }

    /** What became of a wish of that name, or of the work. */
    private Cancellation named(ReservationId id, @Nullable CancellationKey name,
            Function<Consumer<Cancelled>, Cancelled> work) {
        if (name == null) {
            return payBack(work.apply(NOTHING_ELSE));
        }
        Optional<NamedCancellations.Named> earlier = this.named.find(id, name, this.clock.instant());
        return earlier.isPresent() ? told(id, earlier.get())
                : payBack(work.apply((cancelled) -> this.named.save(name, cancelled, this.clock.instant())));
    }

    /** What became of a cancellation that was carried out earlier. */
    private Cancellation told(ReservationId id, NamedCancellations.Named earlier) {
        Optional<RefundView> refund = this.payments.refundsFor(id.value())
            .stream()
            .filter((each) -> each.id().equals(earlier.refund()))
            .findFirst();
        return earlier.amounts()
            .told(this.reservations.find(id).orElseThrow().status(), refund.map(RefundView::status).orElse(null));
    }

    /**
     * Cancels all that is left because the organiser does. Reconciling sends the money,
     * so that many bookings need not wait for the provider one after the other.
     * @param also what is to be written in the same transaction
     */
    void byOrganiser(ReservationId id, String reason, Consumer<Cancelled> also) {
        cancel(id, CancelSeats.all(reason), this::waived, CancelledBy.ORGANISER, also);
    }

    private FeeRule rule(CancellationTerms terms) {
        return (terms == CancellationTerms.POLICY) ? this::byPolicy : this::waived;
    }

    private CancellationFees waived(Reservation reservation, List<SeatPaid> paid) {
        return CancellationFees.waived(paid, this.clock.instant());
    }

    private Cancelled cancel(ReservationId id, CancelSeats wish, FeeRule rule, CancelledBy by,
            Consumer<Cancelled> also) {
        TypedText.required("reason", wish.reason(), LONGEST_REASON, "booking.reason-length");
        return this.transaction.get(() -> cancelAndOwe(id, wish, rule, by, also));
    }

    private Cancelled cancelAndOwe(ReservationId id, CancelSeats wish, FeeRule rule, CancelledBy by,
            Consumer<Cancelled> also) {
        if (by != CancelledBy.ORGANISER) {
            requireNotCancelled(id, by);
        }
        // The payment is locked before the reservation, as everywhere.
        Optional<PaymentView> payment = this.payments.lockOpen(id.value());
        Reservation reservation = this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
        CancellationFees fees = fees(reservation, wish.seats(), rule, returned(reservation));
        Amounts amounts = Amounts.of(fees);
        if (!isQuoted(wish.fee(), amounts.fee()) || !isQuoted(wish.refund(), amounts.refund())) {
            throw new FeeChanged(amounts.fee(), amounts.refund());
        }
        RefundId refund = amounts.isNothing() ? null
                : owe(payment.orElseThrow(NotCancellable::new).orderId(), amounts, wish.reason());
        this.lifecycle.cancel(reservation, fees, by, wish.reason());
        Cancelled cancelled = new Cancelled(reservation, fees.seatIds(), tickets(reservation, fees), amounts, refund);
        also.accept(cancelled);
        return cancelled;
    }

    /** The organiser cannot cancel the round either until the transaction ends. */
    private void requireNotCancelled(ReservationId id, CancelledBy by) {
        Reservation seen = this.reservations.find(id).orElseThrow(ReservationNotFound::new);
        if (this.guard.isCancelled(seen.round())) {
            throw (by == CancelledBy.STAFF) ? new RefundedByOrganiser() : new NotCancellable();
        }
    }

    private static boolean isQuoted(@Nullable Money quoted, Money now) {
        return quoted == null || quoted.equals(now);
    }

    private static Money tickets(Reservation reservation, CancellationFees fees) {
        Map<SeatId, SeatFee> cancelled = fees.bySeat();
        return reservation.paidFor()
            .stream()
            .filter((paid) -> cancelled.containsKey(paid.seat()))
            .map(SeatPaid::ticket)
            .reduce(Money.ZERO, Money::plus);
    }

    private @Nullable RefundId owe(OrderId order, Amounts amounts, String reason) {
        try {
            return this.payments.requestRefund(order, amounts.refund(), amounts.fee(), reason).orElse(null);
        }
        catch (RefundTooLarge ex) {
            // Somebody else cancels at this moment.
            throw new NotCancellable();
        }
    }

    /**
     * What giving seats back brings and costs, less what staff sent back of the payment
     * by hand.
     * @param named the seats that are meant, none for all that are left
     */
    private static CancellationFees fees(Reservation reservation, Set<SeatId> named, FeeRule rule,
            Map<SeatId, Money> returned) {
        Set<SeatId> live = reservation.liveSeats();
        for (SeatId seat : named) {
            if (!live.contains(seat)) {
                throw new InvalidRequest("seatIds", "booking.seat-not-yours", seat);
            }
        }
        Set<SeatId> meant = named.isEmpty() ? live : named;
        return rule
            .fees(reservation, paidForLive(reservation).stream().filter((seat) -> meant.contains(seat.seat())).toList())
            .after(returned);
    }

    private static List<SeatPaid> paidForLive(Reservation reservation) {
        Set<SeatId> live = reservation.liveSeats();
        return reservation.paidFor().stream().filter((seat) -> live.contains(seat.seat())).toList();
    }

    /** What staff sent back by hand of what was paid for the seats that are left. */
    private Map<SeatId, Money> returned(Reservation reservation) {
        if (!reservation.isPaid()) {
            throw new NotCancellable();
        }
        return HandRefunds.parts(paidForLive(reservation), this.payments.refundable(reservation.id().value()));
    }

    /**
     * What the rules of the performance say now. Of a round that the organiser has
     * cancelled everything goes back by itself, and buyers must not lose a part of it.
     */
    private CancellationFees byPolicy(Reservation reservation, List<SeatPaid> paid) {
        if (isGivenBackByOrganiser(reservation)) {
            throw new NotCancellable();
        }
        RoundTerms terms = this.rounds.terms(reservation.round());
        return CancellationFees
            .quote(terms.cancellation(), terms.round().startsAt(), Objects.requireNonNull(reservation.confirmedAt()),
                    this.clock.instant(), paid)
            .orElseThrow(NotCancellable::new);
    }

    private boolean isGivenBackByOrganiser(Reservation reservation) {
        return this.cancelledRounds.find(reservation.round()).isPresent();
    }

    private Cancellation payBack(Cancelled cancelled) {
        RefundId refund = cancelled.refund();
        return cancelled.amounts().told(cancelled.reservation().status(), (refund != null) ? payBack(refund) : null);
    }

    private RefundStatus payBack(RefundId refund) {
        try {
            this.payments.refund(refund);
            return RefundStatus.DONE;
        }
        catch (ProviderUnavailable ex) {
            LOG.atInfo().addKeyValue("refund", refund).log("The refund is written down and will be tried again");
            return RefundStatus.REQUESTED;
        }
        catch (RefundRefused ex) {
            // It stays owed, and staff have been told.
            return RefundStatus.REFUSED;
        }
    }

    private static Reservation own(AccountId buyer, Optional<Reservation> reservation) {
        return reservation.filter((found) -> found.buyer().equals(buyer)).orElseThrow(ReservationNotFound::new);
    }

    /** What is kept of what was paid. */
    @FunctionalInterface
    private interface FeeRule {

        CancellationFees fees(Reservation reservation, List<SeatPaid> paid);

    }

    /**
     * What seats bring back and cost.
     *
     * @param refund what goes back
     * @param cancellationFee what is kept of the tickets' prices
     * @param bookingFee what is kept of the booking fees
     */
    record Amounts(Money refund, Money cancellationFee, Money bookingFee) {

        static Amounts of(CancellationFees fees) {
            return new Amounts(fees.refund(), fees.cancellationFee(), fees.bookingFee());
        }

        Money fee() {
            return this.cancellationFee.plus(this.bookingFee);
        }

        boolean isNothing() {
            return this.refund.isZero() && fee().isZero();
        }

        Cancellation told(ReservationStatus status, @Nullable RefundStatus refundStatus) {
            return new Cancellation(this.refund, fee(), this.cancellationFee, this.bookingFee, status, refundStatus);
        }

    }

    /**
     * What one transaction has written.
     *
     * @param reservation the reservation as it is then
     * @param seatIds the seats that were given back
     * @param tickets what was paid for them, but for the booking fees
     * @param amounts what goes back and what is kept
     * @param refund names what goes back, null when nothing does
     */
    record Cancelled(Reservation reservation, List<SeatId> seatIds, Money tickets, Amounts amounts,
            @Nullable RefundId refund) {
    }

}
