package io.ticketblue.bench;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements that all rivals are made of. */
final class CouponRows {

    private static final Duration VALID = Duration.ofDays(30);

    private final JdbcTemplate jdbc;

    CouponRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A new coupon that is open. */
    long open(int quantity) {
        Instant now = Instant.now();
        this.jdbc.update("""
                INSERT INTO coupon (name, type, value, min_amount, quantity, issue_from, issue_until, valid_days,
                    created_at, changed_at)
                VALUES ('Rush', 'AMOUNT', 5000, 0, ?, ?, ?, 30, ?, ?)""", quantity,
                Timestamp.from(now.minusSeconds(60)), Timestamp.from(now.plus(VALID)), Timestamp.from(now),
                Timestamp.from(now));
        Long id = this.jdbc.queryForObject("SELECT MAX(id) FROM coupon", Long.class);
        return (id != null) ? id : 0;
    }

    /** Reads a coupon. */
    Present read(long coupon) {
        return read(coupon, "");
    }

    /** Reads a coupon and locks its row until the transaction ends. */
    Present readAndLock(long coupon) {
        return read(coupon, " FOR UPDATE");
    }

    private Present read(long coupon, String lock) {
        return this.jdbc
            .query("SELECT quantity, issued FROM coupon WHERE id = ?" + lock,
                    (row, number) -> new Present(row.getInt("quantity"), row.getInt("issued")), coupon)
            .getFirst();
    }

    /** Whether a person has the coupon. */
    boolean has(long coupon, long account) {
        try {
            return this.jdbc.queryForObject("SELECT id FROM issued_coupon WHERE coupon_id = ? AND account_id = ?",
                    Long.class, coupon, account) != null;
        }
        catch (EmptyResultDataAccessException ex) {
            return false;
        }
    }

    /** Counts as it was read. */
    void count(long coupon, int issued) {
        this.jdbc.update("UPDATE coupon SET issued = ? WHERE id = ?", issued, coupon);
    }

    /** Counts if nobody else has counted since. */
    boolean countIfStill(long coupon, int issued) {
        return this.jdbc.update("UPDATE coupon SET issued = ? WHERE id = ? AND issued = ?", issued + 1, coupon,
                issued) == 1;
    }

    /** Gives the coupon to a person. */
    void give(long coupon, long account) {
        Instant now = Instant.now();
        this.jdbc.update("INSERT INTO issued_coupon (coupon_id, account_id, issued_at, expires_at) VALUES (?, ?, ?, ?)",
                coupon, account, Timestamp.from(now), Timestamp.from(now.plus(VALID)));
    }

    /** How many people have the coupon. */
    long rows(long coupon) {
        Long count = this.jdbc.queryForObject("SELECT COUNT(*) FROM issued_coupon WHERE coupon_id = ?", Long.class,
                coupon);
        return (count != null) ? count : 0;
    }

    /**
     * A coupon as it was read.
     *
     * @param quantity how many there are
     * @param issued how many were given
     */
    record Present(int quantity, int issued) {

        boolean exhausted() {
            return this.issued >= this.quantity;
        }

    }

}
