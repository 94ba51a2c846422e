package io.ticketblue.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cancels paid reservations. One transaction frees the seats and writes down that the
 * money is owed; only then is the provider asked, now or by reconciliation.
 */
@Component
class Cancellations {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellations.class);

    private static final int LONGEST_REASON = 200;

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final RoundBook rounds;

    private final Payments payments;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Cancellations(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, RoundBook rounds,
            Payments payments, Clock clock, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.rounds = rounds;
        this.payments = payments;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    CancellationQuote quote(AccountId buyer, ReservationId id) {
        Reservation reservation = own(buyer, this.reservations.find(id));
        requireCancellable(reservation);
        return new CancellationQuote(reservation.seatIds(), reservation.amount(), Money.ZERO, reservation.amount(),
                "FREE_BEFORE_START", startOf(reservation));
    }

    Cancellation byBuyer(AccountId buyer, ReservationId id, String reason) {
        own(buyer, this.reservations.find(id));
        return cancel(id, reason, true);
    }

    /** Cancels for the house, also after the round has begun. */
    Cancellation byHouse(ReservationId id, String reason) {
        return cancel(id, reason, false);
    }

    private Cancellation cancel(ReservationId id, String reason, boolean onlyBeforeStart) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new InvalidRequest("reason", "booking.reason-length", LONGEST_REASON);
        }
        Cancelled cancelled = Objects
            .requireNonNull(this.transaction.execute((status) -> cancelAndOwe(id, reason, onlyBeforeStart)));
        RefundId refund = cancelled.refund();
        return new Cancellation(cancelled.amount(), Money.ZERO, ReservationStatus.CANCELLED,
                (refund != null) ? payBack(refund) : null);
    }

    private Cancelled cancelAndOwe(ReservationId id, String reason, boolean onlyBeforeStart) {
        // The payment is locked before the reservation, as everywhere.
        Optional<PaymentView> payment = this.payments.paymentFor(id.value());
        Reservation seen = this.reservations.find(id).orElseThrow(ReservationNotFound::new);
        if (seen.status() != ReservationStatus.CONFIRMED) {
            throw new NotCancellable();
        }
        RefundId refund = seen.amount().isZero() ? null
                : owe(payment.orElseThrow(NotCancellable::new).orderId(), seen.amount(), reason);
        Reservation reservation = this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
        if (onlyBeforeStart) {
            requireCancellable(reservation);
        }
        reservation.cancel(this.clock.instant());
        this.reservations.save(reservation);
        this.ledger.free(reservation);
        this.changes.in(reservation.round());
        return new Cancelled(refund, reservation.amount());
    }

    private RefundId owe(OrderId order, Money amount, String reason) {
        try {
            return this.payments.requestRefund(order, amount, reason);
        }
        catch (RefundTooLarge ex) {
            // Somebody else cancels at this moment.
            throw new NotCancellable();
        }
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

    private void requireCancellable(Reservation reservation) {
        if (reservation.status() != ReservationStatus.CONFIRMED
                || !this.clock.instant().isBefore(startOf(reservation))) {
            throw new NotCancellable();
        }
    }

    private Instant startOf(Reservation reservation) {
        return this.rounds.terms(reservation.round()).round().startsAt();
    }

    private static Reservation own(AccountId buyer, Optional<Reservation> reservation) {
        return reservation.filter((found) -> found.buyer().equals(buyer)).orElseThrow(ReservationNotFound::new);
    }

    /**
     * What one transaction has written.
     *
     * @param refund what is owed, null when nothing was paid
     * @param amount how much that is
     */
    private record Cancelled(@Nullable RefundId refund, Money amount) {
    }

}
