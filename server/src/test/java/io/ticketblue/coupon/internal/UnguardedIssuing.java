package io.ticketblue.coupon.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.CouponId;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The control of the concurrency tests: looks how many are left first and gives
 * afterwards, with nothing that keeps others from doing the same in between.
 */
final class UnguardedIssuing {

    private final JdbcTemplate jdbc;

    /** Lets two people look before either is given one. */
    private final CyclicBarrier both = new CyclicBarrier(2);

    UnguardedIssuing(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean issue(CouponId coupon, AccountId account, Instant now) {
        int issued = Objects.requireNonNull(this.jdbc
            .queryForObject("SELECT COUNT(*) FROM issued_coupon WHERE coupon_id = ?", Integer.class, coupon.value()));
        int quantity = Objects.requireNonNull(
                this.jdbc.queryForObject("SELECT quantity FROM coupon WHERE id = ?", Integer.class, coupon.value()));
        waitForAnother();
        if (issued >= quantity) {
            return false;
        }
        this.jdbc.update("INSERT INTO issued_coupon (coupon_id, account_id, issued_at, expires_at) VALUES (?, ?, ?, ?)",
                coupon.value(), account.value(), Timestamp.from(now), Timestamp.from(now.plusSeconds(60)));
        return true;
    }

    private void waitForAnother() {
        try {
            this.both.await(2, TimeUnit.SECONDS);
        }
        catch (TimeoutException | BrokenBarrierException ex) {
            // The last of an odd number has nobody to wait for.
            this.both.reset();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
