package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tidies up holds whose time has passed. Nothing depends on it: their seats are free and
 * the reservations show as expired by the clock.
 */
@Component
class Expiry {

    private static final int AT_ONCE = 200;

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final CouponUse coupons;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Expiry(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, CouponUse coupons, Clock clock,
            PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.coupons = coupons;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    void run() {
        Integer done;
        do {
            done = this.transaction.execute((status) -> expireSome(this.clock.instant()));
        }
        while (done != null && done == AT_ONCE);
    }

    private int expireSome(Instant now) {
        List<Reservation> due = this.reservations.lockDue(now, AT_ONCE);
        for (Reservation reservation : due) {
            reservation.expire();
            this.reservations.save(reservation);
            this.ledger.free(reservation);
        }
        this.coupons.release(due);
        due.stream().map(Reservation::round).distinct().forEach(this.changes::in);
        return due.size();
    }

}
