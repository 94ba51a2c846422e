package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.FeeChanged;
import io.ticketblue.booking.NotCancellable;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final RoundBook rounds;

    private final RoundCancellationRepository cancelledRounds;

    private final NamedCancellations named;

    private final Payments payments;

    private final CouponUse coupons;

    private final AuditTrail audit;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Cancellations(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, RoundBook rounds,
            RoundCancellationRepository cancelledRounds, NamedCancellations named, Payments payments, CouponUse coupons,
            AuditTrail audit, Clock clock, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.rounds = rounds;
        this.cancelledRounds = cancelledRounds;
        this.named = named;
        this.payments = payments;
        this.coupons = coupons;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What giving these seats back would cost the buyer now; no seats means all. */
    public CancellationQuote quote(AccountId buyer, ReservationId id, Set<SeatId> seats) {
        Reservation reservation = own(buyer, this.reservations.find(id));
        CancellationFees fees = fees(reservation, chosen(reservation, seats));
        Amounts amounts = amounts(id, fees);
        return new CancellationQuote(fees.seats().stream().map(SeatFee::seat).toList(), fees.paid(), amounts.fee(),
                amounts.refund(), fees.reason(), fees.cancellableUntil());
    }

    /**
     * Cancels for the buyer, for the fee that was quoted.
     * @param name under which the same wish may come again, null if it cannot
     */
    public Cancellation byBuyer(AccountId buyer, ReservationId id, CancelSeats wish, @Nullable String name) {
        own(buyer, this.reservations.find(id));
        if (name == null) {
            return payBack(cancel(id, wish, this::fees, NOTHING_ELSE));
        }
        Optional<NamedCancellations.Named> earlier = this.named.find(id, name, this.clock.instant());
        return earlier.isPresent() ? told(id, earlier.get()) : payBack(
                cancel(id, wish, this::fees, (cancelled) -> this.named.save(name, cancelled, this.clock.instant())));
    }

    /** What became of a cancellation that was carried out earlier. */
    private Cancellation told(ReservationId id, NamedCancellations.Named earlier) {
        Optional<RefundView> refund = this.payments.refundsFor(id.value())
            .stream()
            .filter((each) -> each.id().equals(earlier.refund()))
            .findFirst();
        return new Cancellation(earlier.amounts().refund(), earlier.amounts().fee(),
                this.reservations.find(id).orElseThrow().status(), refund.map(RefundView::status).orElse(null));
    }

    /** Cancels for the house: without a fee, also after the round has begun. */
    public Cancellation byHouse(ReservationId id, CancelSeats wish) {
        return payBack(cancel(id, wish, this::waived,
                (cancelled) -> this.audit.record("reservation.cancelled",
                        "reservation " + cancelled.reservation().code(), null, Map.of("seats", cancelled.seatIds(),
                                "refund", cancelled.amounts().refund(), "reason", wish.reason()))));
    }

    /**
     * Cancels all that is left because the organiser does. Reconciling sends the money,
     * so that many bookings need not wait for the provider one after the other.
     * @param also what is to be written in the same transaction
     */
    void byOrganiser(ReservationId id, String reason, Consumer<Cancelled> also) {
        cancel(id, CancelSeats.all(reason), this::waived, also);
    }

    private CancellationFees waived(Reservation reservation, List<SeatPaid> paid) {
        return CancellationFees.waived(paid, this.clock.instant());
    }

    private Cancelled cancel(ReservationId id, CancelSeats wish, FeeRule rule, Consumer<Cancelled> also) {
        if (wish.reason().isBlank() || wish.reason().length() > LONGEST_REASON) {
            throw new InvalidRequest("reason", "booking.reason-length", LONGEST_REASON);
        }
        return Objects.requireNonNull(this.transaction.execute((status) -> cancelAndOwe(id, wish, rule, also)));
    }

    private Cancelled cancelAndOwe(ReservationId id, CancelSeats wish, FeeRule rule, Consumer<Cancelled> also) {
        // The payment is locked before the reservation, as everywhere.
        Optional<PaymentView> payment = this.payments.paymentFor(id.value());
        Reservation seen = this.reservations.find(id).orElseThrow(ReservationNotFound::new);
        List<SeatPaid> paid = chosen(seen, wish.seats());
        CancellationFees fees = rule.fees(seen, paid);
        Amounts amounts = amounts(id, fees);
        if (wish.fee() != null && !wish.fee().equals(amounts.fee())) {
            throw new FeeChanged(amounts.fee(), amounts.refund());
        }
        RefundId refund = amounts.isNothing() ? null
                : owe(payment.orElseThrow(NotCancellable::new).orderId(), amounts, wish.reason());
        Reservation reservation = this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
        Map<SeatId, Money> kept = fees.shared(amounts.fee());
        reservation.cancel(kept, this.clock.instant());
        this.reservations.saveCancelled(reservation);
        this.ledger.free(reservation, kept.keySet());
        if (reservation.status() == ReservationStatus.CANCELLED) {
            this.coupons.release(List.of(reservation));
        }
        Cancelled cancelled = new Cancelled(reservation, paid, amounts, refund);
        also.accept(cancelled);
        this.changes.in(reservation.round());
        return cancelled;
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

    /** What goes back and what is kept of what is left of the payment. */
    private Amounts amounts(ReservationId id, CancellationFees fees) {
        return Amounts.of(fees, this.payments.refundable(id.value()));
    }

    /** What was paid for the seats that are meant: those named, or all that are left. */
    private static List<SeatPaid> chosen(Reservation reservation, Set<SeatId> named) {
        if (!reservation.isPaid()) {
            throw new NotCancellable();
        }
        Set<SeatId> live = reservation.liveSeats();
        for (SeatId seat : named) {
            if (!live.contains(seat)) {
                throw new InvalidRequest("seatIds", "booking.seat-not-yours", seat);
            }
        }
        Set<SeatId> meant = named.isEmpty() ? live : named;
        return reservation.paidFor().stream().filter((paid) -> meant.contains(paid.seat())).toList();
    }

    /**
     * What the rules of the performance say now. Of a round that the organiser has
     * cancelled everything goes back by itself, and buyers must not lose a part of it.
     */
    private CancellationFees fees(Reservation reservation, List<SeatPaid> paid) {
        if (this.cancelledRounds.find(reservation.round()).isPresent()) {
            throw new NotCancellable();
        }
        RoundTerms terms = this.rounds.terms(reservation.round());
        return CancellationFees
            .quote(terms.cancellation(), terms.round().startsAt(), Objects.requireNonNull(reservation.confirmedAt()),
                    this.clock.instant(), paid)
            .orElseThrow(NotCancellable::new);
    }

    private Cancellation payBack(Cancelled cancelled) {
        RefundId refund = cancelled.refund();
        return new Cancellation(cancelled.amounts().refund(), cancelled.amounts().fee(),
                cancelled.reservation().status(), (refund != null) ? payBack(refund) : null);
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
     * What seats bring back and cost. Staff may have sent a part of the money back by
     * hand: no more than what is left can go back.
     *
     * @param refund what goes back
     * @param fee what is kept
     */
    record Amounts(Money refund, Money fee) {

        static Amounts of(CancellationFees fees, Money left) {
            Money fee = fees.fee().min(left);
            return new Amounts(fees.refund().min(left.minus(fee)), fee);
        }

        boolean isNothing() {
            return this.refund.isZero() && this.fee.isZero();
        }

    }

    /**
     * What one transaction has written.
     *
     * @param reservation the reservation as it is then
     * @param seats what was paid for the seats that were given back
     * @param amounts what goes back and what is kept
     * @param refund names what goes back, null when nothing does
     */
    record Cancelled(Reservation reservation, List<SeatPaid> seats, Amounts amounts, @Nullable RefundId refund) {

        List<SeatId> seatIds() {
            return this.seats.stream().map(SeatPaid::seat).toList();
        }

        Money tickets() {
            return this.seats.stream().map(SeatPaid::ticket).reduce(Money.ZERO, Money::plus);
        }

    }

}
