package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.RefundStanding;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.shared.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Gives back what was booked of cancelled rounds. Each booking has a transaction of its
 * own, in which it is cancelled, its refund and compensation are promised, and it is
 * written down as done: a process may die anywhere, and another goes on. What is being
 * paid is left alone until the payment is settled, and given back then; a round is done
 * when nothing is left and nobody can still hold seats by terms that were read before it
 * was cancelled.
 */
@Component
class RoundRefunds {

    private static final Logger LOG = LoggerFactory.getLogger(RoundRefunds.class);

    private static final Duration TAKEN_FOR = Duration.ofMinutes(1);

    /**
     * Longer than any node keeps the terms of a round in memory (2 s) and a claim that
     * began with them may take (its deadline, at most 10 s).
     */
    private static final Duration SETTLES_AFTER = Duration.ofSeconds(30);

    private static final int WHOLE = 100;

    private final RoundCancellationRepository rounds;

    private final RoundReservations reservations;

    private final Cancellations cancellations;

    private final Checkouts checkouts;

    private final Payments payments;

    private final Clock clock;

    RoundRefunds(RoundCancellationRepository rounds, RoundReservations reservations, Cancellations cancellations,
            Checkouts checkouts, Payments payments, Clock clock) {
        this.rounds = rounds;
        this.reservations = reservations;
        this.cancellations = cancellations;
        this.checkouts = checkouts;
        this.payments = payments;
        this.clock = clock;
    }

    /** Works on every round that waits, unless another node does. */
    void run() {
        for (RoundId round : this.rounds.due(this.clock.instant())) {
            Instant now = now();
            Lease lease = new Lease(round, now.plus(TAKEN_FOR));
            if (this.rounds.claim(round, now, lease.until) && giveBack(round, lease::renewInTime)) {
                lease.end();
            }
        }
    }

    /** Gives back what can be given back of a round now, whoever else does. */
    void giveBack(RoundId round) {
        giveBack(round, () -> true);
    }

    /** As the database keeps it. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** False if another node has taken the round over. */
    private boolean giveBack(RoundId round, BooleanSupplier mine) {
        RoundCancellationRepository.Order order = this.rounds.find(round).orElseThrow();
        for (Reservation reservation : this.reservations.live(round, this.clock.instant())) {
            if (!mine.getAsBoolean()) {
                LOG.atInfo().addKeyValue("round", round).log("Another node goes on with a cancelled round");
                return false;
            }
            try {
                giveBack(reservation, order);
            }
            catch (NotHeld | NotCancellable ex) {
                LOG.atDebug().addKeyValue("reservation", reservation.id()).log("Somebody else changes it now");
            }
            catch (ProviderUnavailable ex) {
                LOG.atInfo().addKeyValue("reservation", reservation.id()).log("Nobody knows yet whether it was paid");
            }
            catch (RuntimeException ex) {
                LOG.atError()
                    .setCause(ex)
                    .addKeyValue("reservation", reservation.id())
                    .log("A booking of a cancelled round could not be given back; it will be tried again");
            }
        }
        Instant now = this.clock.instant();
        if (!now.isBefore(order.requestedAt().plus(SETTLES_AFTER)) && !this.reservations.anyLive(round, now)) {
            this.rounds.finish(round, now);
        }
        return true;
    }

    private void giveBack(Reservation reservation, RoundCancellationRepository.Order order) {
        switch (reservation.status()) {
            case HELD -> this.checkouts.release(reservation.buyer(), reservation.id());
            case AWAITING_DEPOSIT -> this.payments.paymentFor(reservation.id().value())
                .ifPresent((payment) -> this.payments.closeDeposit(payment.orderId()));
            case CONFIRMED, PARTIALLY_CANCELLED -> this.cancellations.byOrganiser(reservation.id(), order.reason(),
                    (cancelled) -> promise(cancelled, order));
            case PAYING, CANCELLED, EXPIRED -> {
            }
        }
    }

    private void promise(Cancellations.Cancelled cancelled, RoundCancellationRepository.Order order) {
        ReservationId id = cancelled.reservation().id();
        Money compensation = new Money(cancelled.tickets().times(order.compensationPercent()).won() / WHOLE);
        RefundStanding standing = RefundStanding.of(this.payments.lockedRefundStatuses(id.value()));
        this.rounds.insertBooking(order.round(), id, cancelled.amounts().refund(), compensation, standing,
                this.clock.instant());
        if (!compensation.isZero()) {
            this.payments.oweCompensation(
                    this.payments.paymentFor(id.value()).orElseThrow(NotCancellable::new).orderId(), compensation,
                    order.reason());
        }
    }

    /** A round that this node works on. */
    private final class Lease {

        private final RoundId round;

        private Instant until;

        private Lease(RoundId round, Instant until) {
            this.round = round;
            this.until = until;
        }

        /** Renews it once less than half of it is left. */
        private boolean renewInTime() {
            Instant now = now();
            return now.isBefore(this.until.minus(TAKEN_FOR.dividedBy(2))) || moveTo(now.plus(TAKEN_FOR));
        }

        private void end() {
            moveTo(now());
        }

        private boolean moveTo(Instant next) {
            boolean mine = RoundRefunds.this.rounds.renew(this.round, this.until, next);
            this.until = next;
            return mine;
        }

    }

}
