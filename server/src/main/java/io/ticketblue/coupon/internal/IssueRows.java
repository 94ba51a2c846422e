package io.ticketblue.coupon.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.coupon.internal.IssueClaim.Stock;
import io.ticketblue.coupon.internal.IssueClaim.Way;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

/** The statements with which coupons are given; each takes a whole group. */
@Repository
public class IssueRows {

    private final JdbcOperations jdbc;

    /**
     * Creates the statements.
     * @param jdbc runs them
     */
    public IssueRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks a coupon until the transaction ends: nobody else gives it meanwhile. */
    Optional<Stock> lock(long coupon) {
        return this.jdbc.query("""
                SELECT id, quantity, issued, issue_from, issue_until, valid_days, code, welcome, ended_at
                FROM coupon WHERE id = ? FOR UPDATE""", (row, number) -> {
            Way way = row.getBoolean("welcome") ? Way.WELCOME : (row.getString("code") != null) ? Way.CODE : Way.LIST;
            return new Stock(row.getLong("id"), way, row.getInt("quantity"), row.getInt("issued"),
                    row.getTimestamp("issue_from").toInstant(), row.getTimestamp("issue_until").toInstant(),
                    row.getInt("valid_days"), row.getTimestamp("ended_at") != null);
        }, coupon).stream().findFirst();
    }

    /** Which of the people have the coupon. */
    Set<Long> having(long coupon, Collection<Long> accounts) {
        return new HashSet<>(this.jdbc.queryForList("SELECT account_id FROM issued_coupon WHERE coupon_id = ? "
                + "AND account_id IN (" + places(accounts.size()) + ")", Long.class, values(coupon, accounts)));
    }

    /**
     * Gives the coupon to people who have none.
     * @return the number of each person's coupon
     */
    Map<Long, Long> give(long coupon, Collection<Long> accounts, Instant now, Instant expiresAt) {
        count(coupon, accounts.size());
        List<Object> values = new ArrayList<>(accounts.size() * 4);
        accounts.forEach((account) -> Collections.addAll(values, coupon, account, Timestamp.from(now),
                Timestamp.from(expiresAt)));
        this.jdbc.update("INSERT INTO issued_coupon (coupon_id, account_id, issued_at, expires_at) VALUES "
                + String.join(", ", Collections.nCopies(accounts.size(), "(?, ?, ?, ?)")), values.toArray());
        Map<Long, Long> numbers = new HashMap<>();
        this.jdbc.query("SELECT id, account_id FROM issued_coupon WHERE coupon_id = ? AND account_id IN ("
                + places(accounts.size()) + ")", (row) -> {
                    numbers.put(row.getLong("account_id"), row.getLong("id"));
                }, values(coupon, accounts));
        return numbers;
    }

    /** Counts first: the database itself keeps the count within the quantity. */
    private void count(long coupon, int given) {
        int counted = this.jdbc.update("UPDATE coupon SET issued = issued + ? WHERE id = ? AND issued + ? <= quantity",
                given, coupon, given);
        if (counted != 1) {
            throw new IllegalStateException("%d more of coupon %d would be too many".formatted(given, coupon));
        }
    }

    private static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static Object[] values(long coupon, Collection<Long> accounts) {
        List<Object> values = new ArrayList<>(accounts.size() + 1);
        values.add(coupon);
        values.addAll(accounts);
        return values.toArray();
    }

}
