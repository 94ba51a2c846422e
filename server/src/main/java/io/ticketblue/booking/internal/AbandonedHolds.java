package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.payment.Payments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives back holds whose buyers were told that nothing was held: their claim was
 * committed after they had stopped waiting, or the answer of the database got lost. A
 * hold that the buyer has found meanwhile, by repeating the claim or by ordering, stays.
 * Whatever cannot be given back, as in a crash, ends by the clock as every hold does.
 */
@Component
class AbandonedHolds {

    private static final Logger log = LoggerFactory.getLogger(AbandonedHolds.class);

    private static final int MOST = 20_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReservationRepository reservations;

    private final ReservationLifecycle lifecycle;

    private final Payments payments;

    private final Clock clock;

    private final TransactionTemplate transaction;

    private final BlockingQueue<Abandoned> queue = new LinkedBlockingQueue<>(MOST);

    private final AtomicBoolean working = new AtomicBoolean();

    AbandonedHolds(ReservationRepository reservations, ReservationLifecycle lifecycle, Payments payments, Clock clock,
            PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.lifecycle = lifecycle;
        this.payments = payments;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Gives a hold back soon, on another thread, if it exists. */
    void giveBack(Reservation reservation) {
        Instant until = reservation.heldUntil();
        if (until == null || !this.queue.offer(new Abandoned(reservation.id(), until))) {
            log.warn("Hold {} of a caller who has left ends by the clock", reservation.id());
        }
        else if (this.working.compareAndSet(false, true)) {
            Thread.ofVirtual().name("abandoned-holds").start(this::work);
        }
    }

    private void work() {
        do {
            try {
                drain();
            }
            finally {
                this.working.set(false);
            }
        }
        while (!this.queue.isEmpty() && this.working.compareAndSet(false, true));
    }

    private void drain() {
        for (Abandoned next = this.queue.peek(); next != null; next = this.queue.peek()) {
            if (done(next)) {
                this.queue.remove(next);
            }
            else {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** False if it must be tried again, as when the database is away. */
    private boolean done(Abandoned hold) {
        if (!this.clock.instant().isBefore(hold.until())) {
            return true;
        }
        try {
            this.transaction.executeWithoutResult((status) -> release(hold.id()));
            return true;
        }
        catch (DataAccessException | TransactionException ex) {
            log.warn("Hold {} of a caller who has left could not be given back yet", hold.id(), ex);
            return false;
        }
        catch (RuntimeException ex) {
            // Trying again would not help, and would keep all others waiting.
            log.error("Hold {} of a caller who has left could not be given back; it ends by the clock", hold.id(), ex);
            return true;
        }
    }

    private void release(ReservationId id) {
        // Waits for the transaction that may still be about to commit it.
        Reservation hold = this.reservations.lock(id).orElse(null);
        Instant now = this.clock.instant();
        if (hold == null || !hold.isHeldAt(now) || this.payments.paymentFor(id.value()).isPresent()
                || !this.reservations.markUnanswered(id)) {
            return;
        }
        this.lifecycle.expire(List.of(hold), ExpiryReason.RELEASED);
    }

    private record Abandoned(ReservationId id, Instant until) {
    }

}
