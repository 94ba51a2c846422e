package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.booking.CancelledBy;
import io.ticketblue.booking.DepositAwaited;
import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.booking.ReservationCancelled;
import io.ticketblue.booking.ReservationConfirmed;
import io.ticketblue.booking.ReservationExpired;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.SeatsReleased;
import io.ticketblue.booking.internal.CancellationFees.SeatFee;
import io.ticketblue.catalog.SeatId;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What becomes of locked reservations: each change of the row, of the seats in the ledger
 * and of the coupon, and the event that tells of it, from one place. All methods join the
 * caller's transaction, which must hold the lock on the reservation.
 */
@Component
class ReservationLifecycle {

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final CouponUse coupons;

    private final LedgerChanges changes;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    ReservationLifecycle(ReservationRepository reservations, SeatLedger ledger, CouponUse coupons,
            LedgerChanges changes, ApplicationEventPublisher events, Clock clock) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.coupons = coupons;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    /** The reservation is paid, or costs nothing; the ledger keeps its seats for it. */
    void confirm(Reservation reservation) {
        Instant now = this.clock.instant();
        reservation.confirm(now);
        this.reservations.save(reservation);
        this.ledger.sell(reservation);
        this.changes.in(reservation.round());
        this.events.publishEvent(new ReservationConfirmed(UUID.randomUUID(), reservation.id(), reservation.buyer(),
                reservation.round(), reservation.seatIds(), reservation.toPay(), now));
    }

    /** The seats wait for a deposit; from now on, or again. */
    void awaitDeposit(Reservation reservation, Instant until) {
        boolean sold = reservation.status() == ReservationStatus.CONFIRMED;
        reservation.awaitDeposit(until);
        this.reservations.save(reservation);
        if (sold) {
            this.ledger.keepForDeposit(reservation);
            this.changes.in(reservation.round());
        }
        this.events.publishEvent(new DepositAwaited(UUID.randomUUID(), reservation.id(), reservation.buyer(),
                reservation.round(), reservation.toPay(), until, this.clock.instant()));
    }

    /** The reservations end without having become bookings. */
    void expire(Collection<Reservation> ended, ExpiryReason reason) {
        Instant now = this.clock.instant();
        for (Reservation reservation : ended) {
            reservation.expire();
            this.reservations.save(reservation);
            free(reservation, reservation.seatIds(), now);
            this.events.publishEvent(new ReservationExpired(UUID.randomUUID(), reservation.id(), reservation.buyer(),
                    reservation.round(), reservation.seatIds(), reason, now));
        }
        this.coupons.release(ended);
        ended.stream().map(Reservation::round).distinct().forEach(this.changes::in);
    }

    /**
     * Seats of a booking go back.
     * @param fees the seats, with what goes back and what is kept for each
     */
    void cancel(Reservation reservation, CancellationFees fees, CancelledBy by, String reason) {
        Instant now = this.clock.instant();
        Map<SeatId, SeatFee> kept = fees.bySeat();
        reservation.cancel(kept, now);
        this.reservations.saveCancelled(reservation);
        free(reservation, kept.keySet(), now);
        if (reservation.status() == ReservationStatus.CANCELLED) {
            this.coupons.release(List.of(reservation));
        }
        this.changes.in(reservation.round());
        this.events.publishEvent(new ReservationCancelled(UUID.randomUUID(), reservation.id(), reservation.buyer(),
                reservation.round(), fees.seatIds(), reservation.status(), fees.refund(), fees.cancellationFee(),
                fees.bookingFee(), by, reason, now));
    }

    private void free(Reservation reservation, Collection<SeatId> seats, Instant now) {
        List<SeatId> freed = this.ledger.free(reservation, seats);
        if (!freed.isEmpty()) {
            this.events.publishEvent(new SeatsReleased(UUID.randomUUID(), reservation.round(), freed, now));
        }
    }

}
