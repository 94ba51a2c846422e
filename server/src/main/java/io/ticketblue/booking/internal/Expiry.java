package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ExpiryReason;

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

    private final ReservationLifecycle lifecycle;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Expiry(ReservationRepository reservations, ReservationLifecycle lifecycle, Clock clock,
            PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.lifecycle = lifecycle;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    void run() {
        Integer done;
        do {
            done = this.transaction
                .execute((status) -> expire(this.reservations.lockDue(this.clock.instant(), AT_ONCE)));
        }
        while (done != null && done == AT_ONCE);
    }

    /** Tidies up what one person let lapse, so that its coupons are free at once. */
    void run(AccountId buyer) {
        Instant now = this.clock.instant();
        if (this.reservations.hasDue(buyer, now)) {
            this.transaction.execute((status) -> expire(this.reservations.lockDue(buyer, now, AT_ONCE)));
        }
    }

    private int expire(List<Reservation> due) {
        this.lifecycle.expire(due, ExpiryReason.TIME_OVER);
        return due.size();
    }

}
