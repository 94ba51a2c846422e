package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.NotHeld;
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

    /** Longer than any node keeps the terms of a round in memory. */
    private static final Duration SETTLES_AFTER = Duration.ofSeconds(10);

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
            Instant now = this.clock.instant();
            if (this.rounds.claim(round, now, now.plus(TAKEN_FOR))) {
                giveBack(round);
                this.rounds.tryAgain(round, this.clock.instant());
            }
        }
    }

    /** Gives back what can be given back of a round now. */
    void giveBack(RoundId round) {
        RoundCancellationRepository.Order order = this.rounds.find(round).orElseThrow();
        for (Reservation reservation : this.reservations.live(round, this.clock.instant())) {
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
        this.rounds.insertBooking(order.round(), id, cancelled.amounts().refund(), compensation, this.clock.instant());
        if (!compensation.isZero()) {
            this.payments.oweCompensation(
                    this.payments.paymentFor(id.value()).orElseThrow(NotCancellable::new).orderId(), compensation,
                    order.reason());
        }
    }

}
