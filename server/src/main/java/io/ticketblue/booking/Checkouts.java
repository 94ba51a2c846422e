package io.ticketblue.booking;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.PrepareOrder;
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
 * Leads a hold through its payment. In every transaction here the payment is locked
 * before the reservation and the reservation before its seats, so that nobody waits in a
 * circle. The outcome of a payment reaches the reservation in the transaction that writes
 * the outcome down, whoever learned it: the buyer's own request or reconciliation.
 */
@Component
class Checkouts {

    private static final Logger LOG = LoggerFactory.getLogger(Checkouts.class);

    /** A repeated request finds its reservation in one of these. */
    private static final Set<ReservationStatus> WAS_STARTED = EnumSet.of(ReservationStatus.PAYING,
            ReservationStatus.CONFIRMED, ReservationStatus.PARTIALLY_CANCELLED, ReservationStatus.CANCELLED);

    private static final int LONGEST_ORDER_NAME = 100;

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final RoundBook rounds;

    private final Payments payments;

    private final Accounts accounts;

    private final BookingSettings settings;

    private final MessageSource messages;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Checkouts(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, RoundBook rounds,
            Payments payments, Accounts accounts, BookingSettings settings, MessageSource messages, Clock clock,
            PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.rounds = rounds;
        this.payments = payments;
        this.accounts = accounts;
        this.settings = settings;
        this.messages = messages;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    Checkout order(AccountId buyer, ReservationId id) {
        String customerKey = this.accounts.account(buyer).customerKey();
        return Objects.requireNonNull(this.transaction.execute((status) -> {
            Reservation seen = own(buyer, this.reservations.find(id).orElseThrow(ReservationNotFound::new));
            if (seen.amount().isZero()) {
                return confirmFree(id, customerKey);
            }
            if (!seen.isHeldAt(this.clock.instant())) {
                throw new NotHeld();
            }
            return prepare(seen, customerKey);
        }));
    }

    /** Gives a hold back; an order for it can no longer be paid. */
    void release(AccountId buyer, ReservationId id) {
        this.transaction.executeWithoutResult((status) -> {
            own(buyer, this.reservations.find(id).orElseThrow(ReservationNotFound::new));
            this.payments.paymentFor(id.value()).ifPresent((order) -> this.payments.expire(order.orderId()));
            Reservation reservation = this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
            reservation.release(this.clock.instant());
            this.reservations.save(reservation);
            this.ledger.free(reservation);
            this.changes.in(reservation.round());
        });
    }

    PaymentResult confirm(AccountId buyer, StartPayment start) {
        this.transaction.executeWithoutResult((status) -> startPaying(buyer, start));
        return result(this.payments.settle(start.orderId()));
    }

    ReservationId reservationOf(OrderId order) {
        return new ReservationId(this.payments.payment(order).reference());
    }

    /** Hears, in the transaction that writes it down, that money was taken. */
    @EventListener
    void on(PaymentCaptured event) {
        PaymentView payment = event.payment();
        Reservation reservation = lock(payment);
        if (reservation.status() != ReservationStatus.PAYING) {
            LOG.atWarn()
                .addKeyValue("reservation", reservation.id())
                .addKeyValue("status", reservation.status())
                .log("Money arrived for seats that are no longer kept; it goes back in full");
            // The provider's staff and ours read Korean.
            String reason = this.messages.getMessage("booking.refund-reason.seats-gone", null, Locale.KOREAN);
            this.payments.requestRefund(payment.orderId(), payment.amount(), reason);
            return;
        }
        reservation.confirm(this.clock.instant());
        this.reservations.save(reservation);
        this.ledger.sell(reservation);
        this.changes.in(reservation.round());
    }

    /** Hears, in the transaction that writes it down, that no money was taken. */
    @EventListener
    void on(PaymentFailed event) {
        Reservation reservation = lock(event.payment());
        if (reservation.status() != ReservationStatus.PAYING) {
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
        }
        this.changes.in(reservation.round());
    }

    private void startPaying(AccountId buyer, StartPayment start) {
        PaymentView payment = this.payments.start(start);
        Reservation reservation = lock(payment);
        if (!reservation.buyer().equals(buyer)) {
            throw new PaymentNotFound();
        }
        if (payment.status() != PaymentStatus.CONFIRMING || WAS_STARTED.contains(reservation.status())) {
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

    private Checkout prepare(Reservation reservation, String customerKey) {
        Instant payBefore = Objects.requireNonNull(reservation.heldUntil());
        PaymentView payment = this.payments.prepare(new PrepareOrder(reservation.id().value(), customerKey,
                reservation.amount(), orderName(reservation), payBefore, null));
        // Looked at again under its lock, now that the payment is locked too.
        if (!lock(payment).isHeldAt(this.clock.instant())) {
            throw new NotHeld();
        }
        return checkout(payment.orderId(), reservation, customerKey, payBefore);
    }

    private Checkout confirmFree(ReservationId id, String customerKey) {
        Reservation reservation = this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
        Instant confirmedAt = reservation.confirmedAt();
        if (reservation.status() == ReservationStatus.CONFIRMED && confirmedAt != null) {
            return freeCheckout(reservation, customerKey, confirmedAt);
        }
        this.reservations.lockBuyer(reservation);
        Instant now = this.clock.instant();
        if (!reservation.isHeldAt(now) || !this.ledger.keepUntilSettled(reservation, now)) {
            throw new NotHeld();
        }
        reservation.confirm(now);
        this.reservations.save(reservation);
        this.ledger.sell(reservation);
        this.changes.in(reservation.round());
        return freeCheckout(reservation, customerKey, now);
    }

    private Checkout freeCheckout(Reservation reservation, String customerKey, Instant confirmedAt) {
        return checkout(new OrderId("free-" + reservation.bareCode()), reservation, customerKey, confirmedAt);
    }

    private Checkout checkout(OrderId order, Reservation reservation, String customerKey, Instant payBefore) {
        return new Checkout(order, orderName(reservation), reservation.amount(), Money.ZERO, customerKey,
                this.payments.checkoutKeys().clientKey(), page("/payments/success"), page("/payments/fail"), payBefore);
    }

    private URI page(String path) {
        return URI.create(this.settings.publicUrl() + path);
    }

    private String orderName(Reservation reservation) {
        String title = this.rounds.terms(reservation.round()).title();
        String count = " × " + reservation.seats().size();
        int room = LONGEST_ORDER_NAME - count.length();
        return ((title.length() > room) ? title.substring(0, room) : title) + count;
    }

    private Reservation lock(PaymentView payment) {
        return this.reservations.lock(new ReservationId(payment.reference())).orElseThrow(ReservationNotFound::new);
    }

    private static Reservation own(AccountId buyer, Reservation reservation) {
        if (!reservation.buyer().equals(buyer)) {
            throw new ReservationNotFound();
        }
        return reservation;
    }

    private static PaymentResult result(PaymentView payment) {
        return new PaymentResult(payment.id(), payment.status(), new ReservationId(payment.reference()),
                payment.method(), payment.amount(), payment.approvedAt(), payment.receiptUrl());
    }

}
