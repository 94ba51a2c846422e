package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.PaymentResult;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.payment.DepositAwaited;
import io.ticketblue.payment.DepositReverted;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leads a hold through its payment. The outcome of a payment reaches the reservation in
 * the transaction that writes the outcome down, whoever learned it: the buyer's own
 * request, a word of the provider, or reconciliation.
 */
@Component
public class Paying {

    private static final Logger LOG = LoggerFactory.getLogger(Paying.class);

    /** A repeated request finds its reservation in one of these. */
    private static final Set<ReservationStatus> WAS_STARTED = EnumSet.of(ReservationStatus.PAYING,
            ReservationStatus.AWAITING_DEPOSIT, ReservationStatus.CONFIRMED, ReservationStatus.PARTIALLY_CANCELLED,
            ReservationStatus.CANCELLED);

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final Payments payments;

    private final CouponUse coupons;

    private final MessageSource messages;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Paying(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, Payments payments,
            CouponUse coupons, MessageSource messages, Clock clock, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.payments = payments;
        this.coupons = coupons;
        this.messages = messages;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Has the provider take the money, and makes the seats the buyer's. */
    public PaymentResult confirm(AccountId buyer, StartPayment start) {
        this.transaction.executeWithoutResult((status) -> startPaying(buyer, start));
        return PaymentResult.of(this.payments.settle(start.orderId()));
    }

    /** For what an order was made. */
    public ReservationId reservationOf(OrderId order) {
        return new ReservationId(this.payments.payment(order).reference());
    }

    /** The newest payment of a reservation, as far as it is known. */
    public PaymentResult payment(ReservationId id) {
        return this.payments.paymentFor(id.value()).map(PaymentResult::of).orElseThrow(PaymentNotFound::new);
    }

    private void startPaying(AccountId buyer, StartPayment start) {
        PaymentView payment = this.payments.start(start);
        Reservation reservation = lock(payment);
        if (!reservation.buyer().equals(buyer)) {
            throw new PaymentNotFound();
        }
        boolean open = payment.status() == PaymentStatus.CONFIRMING;
        if (open && !payment.amount().equals(reservation.toPay())) {
            // Another coupon was chosen while this was ordered.
            throw new PaymentExpired();
        }
        if (!open || WAS_STARTED.contains(reservation.status())) {
            return;
        }
        // As claims do before they count a person's seats, so that they count these.
        this.reservations.lockBuyer(reservation);
        Instant now = this.clock.instant();
        if (!reservation.isHeldAt(now) || !this.ledger.keepUntilSettled(reservation, now)) {
            throw new PaymentExpired();
        }
        reservation.startPaying(now);
        this.reservations.save(reservation);
    }

    /** Hears that the money was taken, or has arrived. */
    @EventListener
    void on(PaymentCaptured event) {
        PaymentView payment = event.payment();
        Reservation reservation = lock(payment);
        if (!reservation.isBeingPaid()) {
            LOG.atWarn()
                .addKeyValue("reservation", reservation.id())
                .addKeyValue("status", reservation.status())
                .log("Money arrived for seats that are no longer kept; it goes back in full");
            // The provider's staff and ours read Korean.
            String reason = this.messages.getMessage("booking.refund-reason.seats-gone", null, Locale.KOREAN);
            this.payments.requestRefund(payment.orderId(), payment.amount(), Money.ZERO, reason);
            return;
        }
        reservation.confirm(this.clock.instant());
        this.reservations.save(reservation);
        this.ledger.sell(reservation);
        this.changes.in(reservation.round());
    }

    /** Hears that no money was taken, and none will be. */
    @EventListener
    void on(PaymentFailed event) {
        Reservation reservation = lock(event.payment());
        if (!reservation.isBeingPaid()) {
            return;
        }
        reservation.stopPaying(this.clock.instant());
        this.reservations.save(reservation);
        Instant heldUntil = reservation.heldUntil();
        if (heldUntil != null) {
            this.ledger.resumeHold(reservation, heldUntil);
        }
        else {
            this.ledger.free(reservation);
            this.coupons.release(List.of(reservation));
        }
        this.changes.in(reservation.round());
    }

    /** Hears that the buyer was given an account to transfer to. */
    @EventListener
    void on(DepositAwaited event) {
        Reservation reservation = lock(event.payment());
        if (reservation.status() == ReservationStatus.PAYING) {
            reservation.awaitDeposit(depositBefore(event.payment()));
            this.reservations.save(reservation);
        }
    }

    /** Hears that a bank took a deposit back that it had reported. */
    @EventListener
    void on(DepositReverted event) {
        Reservation reservation = lock(event.payment());
        if (reservation.status() != ReservationStatus.CONFIRMED) {
            LOG.atError()
                .addKeyValue("reservation", reservation.id())
                .addKeyValue("status", reservation.status())
                .log("A deposit was taken back for seats that the buyer has given back");
            return;
        }
        reservation.awaitDeposit(depositBefore(event.payment()));
        this.reservations.save(reservation);
        this.ledger.keepForDeposit(reservation);
        this.changes.in(reservation.round());
    }

    private static Instant depositBefore(PaymentView payment) {
        return Objects.requireNonNull(payment.virtualAccount()).depositBefore();
    }

    private Reservation lock(PaymentView payment) {
        return this.reservations.lock(new ReservationId(payment.reference())).orElseThrow(ReservationNotFound::new);
    }

}
