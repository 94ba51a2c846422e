package io.ticketblue.booking;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.CancellationFees.SeatFee;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.shared.InvalidRequest;
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
class Cancellations {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellations.class);

    private static final int LONGEST_REASON = 200;

    private static final BiConsumer<Reservation, CancellationFees> NOTHING_ELSE = (reservation, fees) -> {
    };

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final RoundBook rounds;

    private final Payments payments;

    private final CouponUse coupons;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Cancellations(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, RoundBook rounds,
            Payments payments, CouponUse coupons, Clock clock, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.rounds = rounds;
        this.payments = payments;
        this.coupons = coupons;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    CancellationQuote quote(AccountId buyer, ReservationId id, Set<SeatId> seats) {
        Reservation reservation = own(buyer, this.reservations.find(id));
        CancellationFees fees = fees(reservation, chosen(reservation, seats));
        return new CancellationQuote(fees.seats().stream().map(SeatFee::seat).toList(), fees.paid(), fees.fee(),
                fees.refund(), fees.reason(), fees.cancellableUntil());
    }

    Cancellation byBuyer(AccountId buyer, ReservationId id, CancelSeats wish) {
        own(buyer, this.reservations.find(id));
        return cancel(id, wish, this::fees, NOTHING_ELSE);
    }

    /** Cancels for the house: without a fee, also after the round has begun. */
    Cancellation byHouse(ReservationId id, CancelSeats wish) {
        return cancel(id, wish, this::waived, NOTHING_ELSE);
    }

    /**
     * Cancels all that is left because the organiser does.
     * @param also what is to be written in the same transaction
     */
    Cancellation byOrganiser(ReservationId id, String reason, BiConsumer<Reservation, CancellationFees> also) {
        return cancel(id, CancelSeats.all(reason), this::waived, also);
    }

    private CancellationFees waived(Reservation reservation, List<SeatPaid> paid) {
        return CancellationFees.waived(paid, this.clock.instant());
    }

    private Cancellation cancel(ReservationId id, CancelSeats wish, FeeRule rule,
            BiConsumer<Reservation, CancellationFees> also) {
        if (wish.reason().isBlank() || wish.reason().length() > LONGEST_REASON) {
            throw new InvalidRequest("reason", "booking.reason-length", LONGEST_REASON);
        }
        Cancelled cancelled = Objects
            .requireNonNull(this.transaction.execute((status) -> cancelAndOwe(id, wish, rule, also)));
        RefundId refund = cancelled.refund();
        return new Cancellation(cancelled.fees().refund(), cancelled.fees().fee(), cancelled.status(),
                (refund != null) ? payBack(refund) : null);
    }

    private Cancelled cancelAndOwe(ReservationId id, CancelSeats wish, FeeRule rule,
            BiConsumer<Reservation, CancellationFees> also) {
        // The payment is locked before the reservation, as everywhere.
        Optional<PaymentView> payment = this.payments.paymentFor(id.value());
        Reservation seen = this.reservations.find(id).orElseThrow(ReservationNotFound::new);
        CancellationFees fees = rule.fees(seen, chosen(seen, wish.seats()));
        if (wish.fee() != null && !wish.fee().equals(fees.fee())) {
            throw new FeeChanged(fees.fee(), fees.refund());
        }
        RefundId refund = fees.paid().isZero() ? null
                : owe(payment.orElseThrow(NotCancellable::new).orderId(), fees, wish.reason());
        Reservation reservation = this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
        reservation.cancel(fees.perSeat(), this.clock.instant());
        this.reservations.saveCancelled(reservation);
        this.ledger.free(reservation, fees.perSeat().keySet());
        if (reservation.status() == ReservationStatus.CANCELLED) {
            this.coupons.release(List.of(reservation));
        }
        also.accept(reservation, fees);
        this.changes.in(reservation.round());
        return new Cancelled(refund, fees, reservation.status());
    }

    private @Nullable RefundId owe(OrderId order, CancellationFees fees, String reason) {
        try {
            return this.payments.requestRefund(order, fees.refund(), fees.fee(), reason).orElse(null);
        }
        catch (RefundTooLarge ex) {
            // Somebody else cancels at this moment.
            throw new NotCancellable();
        }
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

    /** What the rules of the performance say now. */
    private CancellationFees fees(Reservation reservation, List<SeatPaid> paid) {
        RoundTerms terms = this.rounds.terms(reservation.round());
        return CancellationFees
            .quote(terms.cancellation(), terms.round().startsAt(), Objects.requireNonNull(reservation.confirmedAt()),
                    this.clock.instant(), paid)
            .orElseThrow(NotCancellable::new);
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
     * What one transaction has written.
     *
     * @param refund what is owed, null when nothing goes back
     * @param fees what is kept and what goes back
     * @param status where the reservation stands
     */
    private record Cancelled(@Nullable RefundId refund, CancellationFees fees, ReservationStatus status) {
    }

}
