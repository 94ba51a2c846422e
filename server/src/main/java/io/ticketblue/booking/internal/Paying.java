package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.booking.OrderReplaced;
import io.ticketblue.booking.PaymentResult;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
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
import io.ticketblue.payment.VirtualAccountIssued;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TooManyRequests;
import io.ticketblue.shared.database.RetriedTransaction;
import io.ticketblue.shared.limit.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

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

    private final ReservationLifecycle lifecycle;

    private final SaleGuard guard;

    private final Payments payments;

    private final MessageSource messages;

    private final Clock clock;

    private final RetriedTransaction transaction;

    private final RateLimit confirmations;

    Paying(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, ReservationLifecycle lifecycle,
            SaleGuard guard, Payments payments, MessageSource messages, Clock clock, BookingSettings settings,
            RetriedTransaction transaction) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.lifecycle = lifecycle;
        this.guard = guard;
        this.payments = payments;
        this.messages = messages;
        this.clock = clock;
        this.transaction = transaction;
        this.confirmations = new RateLimit(settings.confirmationsPerMinute(), Duration.ofMinutes(1), clock);
    }

    /** Has the provider take the money, and makes the seats the buyer's. */
    public PaymentResult confirm(AccountId buyer, StartPayment start) {
        this.confirmations.count(buyer.toString()).ifPresent((wait) -> {
            throw new TooManyRequests(wait);
        });
        try {
            this.transaction.run(() -> startPaying(buyer, start));
        }
        catch (PaymentExpired ex) {
            throw isStillHeld(start.orderId()) ? new OrderReplaced() : ex;
        }
        PaymentView payment = this.payments.settle(start.orderId());
        requireNotSentBack(payment);
        return PaymentResult.of(payment);
    }

    /** An order that has ended before its hold was replaced by another one. */
    private boolean isStillHeld(OrderId order) {
        return this.reservations.find(reservationOf(order))
            .filter((reservation) -> reservation.isHeldAt(this.clock.instant()))
            .isPresent();
    }

    /** Money may have been taken in the instant in which the round was cancelled. */
    private void requireNotSentBack(PaymentView payment) {
        Reservation reservation = this.reservations.find(new ReservationId(payment.reference())).orElseThrow();
        if (reservation.status() == ReservationStatus.EXPIRED) {
            this.transaction.run(() -> this.guard.requireNotCancelled(reservation.round()));
        }
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
        start.requireValid();
        Reservation seen = this.reservations.find(reservationOf(start.orderId()))
            .filter((reservation) -> reservation.buyer().equals(buyer))
            .orElseThrow(PaymentNotFound::new);
        boolean cancelled = this.guard.isCancelled(seen.round());
        PaymentView payment = this.payments.start(start);
        Reservation reservation = lock(payment);
        boolean open = payment.status() == PaymentStatus.CONFIRMING;
        if (open && !payment.amount().equals(reservation.toPay())) {
            // Another coupon was chosen while this was ordered.
            throw new OrderReplaced();
        }
        if (!open || WAS_STARTED.contains(reservation.status())) {
            return;
        }
        if (cancelled) {
            throw new RoundCancelled();
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
        RoundId round = this.reservations.roundOf(new ReservationId(payment.reference()))
            .orElseThrow(ReservationNotFound::new);
        boolean cancelled = this.guard.isCancelled(round);
        Reservation reservation = lock(payment);
        if (!reservation.isBeingPaid()) {
            LOG.atWarn()
                .addKeyValue("reservation", reservation.id())
                .addKeyValue("status", reservation.status())
                .log("Money arrived for seats that are no longer kept; it goes back in full");
            sendBack(payment, "booking.refund-reason.seats-gone");
        }
        else if (cancelled) {
            LOG.atInfo()
                .addKeyValue("reservation", reservation.id())
                .log("Money arrived for a round that was cancelled meanwhile; it goes back in full");
            this.lifecycle.expire(List.of(reservation), ExpiryReason.ROUND_CANCELLED);
            sendBack(payment, "booking.refund-reason.round-cancelled");
        }
        else {
            this.lifecycle.confirm(reservation);
        }
    }

    /** The provider's staff and ours read Korean. */
    private void sendBack(PaymentView payment, String reason) {
        this.payments.requestRefund(payment.orderId(), payment.amount(), Money.ZERO,
                this.messages.getMessage(reason, null, Locale.KOREAN));
    }

    /** Hears that no money was taken, and none will be. */
    @EventListener
    void on(PaymentFailed event) {
        Reservation reservation = lock(event.payment());
        if (!reservation.isBeingPaid()) {
            return;
        }
        boolean deposit = reservation.status() == ReservationStatus.AWAITING_DEPOSIT;
        Instant heldUntil = reservation.resumeHold(this.clock.instant());
        if (heldUntil != null) {
            this.reservations.save(reservation);
            this.ledger.resumeHold(reservation, heldUntil);
            this.changes.in(reservation.round());
        }
        else {
            this.lifecycle.expire(List.of(reservation),
                    deposit ? ExpiryReason.DEPOSIT_MISSED : ExpiryReason.PAYMENT_FAILED);
        }
    }

    /** Hears that the buyer was given an account to transfer to. */
    @EventListener
    void on(VirtualAccountIssued event) {
        Reservation reservation = lock(event.payment());
        if (reservation.status() == ReservationStatus.PAYING) {
            this.lifecycle.awaitDeposit(reservation, depositBefore(event.payment()));
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
        this.lifecycle.awaitDeposit(reservation, depositBefore(event.payment()));
    }

    private static Instant depositBefore(PaymentView payment) {
        return Objects.requireNonNull(payment.virtualAccount()).depositBefore();
    }

    private Reservation lock(PaymentView payment) {
        return this.reservations.lock(new ReservationId(payment.reference())).orElseThrow(ReservationNotFound::new);
    }

}
