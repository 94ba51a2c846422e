package io.ticketblue.coupon.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.ticketblue.coupon.internal.IssueClaim.Stock;
import io.ticketblue.coupon.internal.IssueClaim.Way;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
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

    /**
     * Locks a coupon until the transaction ends: nobody else gives it meanwhile. The same
     * statement tells who has it already. It reads those rows with a lock, too, and so
     * sees what was committed while it waited for the coupon.
     * @return the coupon, unless there is none
     */
    Optional<Locked> lock(long coupon, Collection<Long> accounts) {
        Set<Long> having = new HashSet<>();
        return this.jdbc
            .query("""
                    SELECT c.id, c.quantity, c.issued, c.issue_from, c.issue_until, c.valid_days, c.code, c.welcome, c.ended_at,
                        i.account_id, @@auto_increment_increment AS step
                    FROM coupon c LEFT JOIN issued_coupon i ON i.coupon_id = c.id AND i.account_id IN (%s)
                    WHERE c.id = ? FOR UPDATE"""
                .formatted(String.join(", ", Collections.nCopies(accounts.size(), "?"))), (row, number) -> {
                    long account = row.getLong("account_id");
                    if (!row.wasNull()) {
                        having.add(account);
                    }
                    return new Locked(stock(row), having);
                }, Stream.concat(accounts.stream(), Stream.of(coupon)).toArray())
            .stream()
            .findFirst();
    }

    private static Stock stock(ResultSet row) throws SQLException {
        Way way = row.getBoolean("welcome") ? Way.WELCOME : (row.getString("code") != null) ? Way.CODE : Way.LIST;
        return new Stock(row.getLong("id"), way, row.getInt("quantity"), row.getInt("issued"),
                row.getTimestamp("issue_from").toInstant(), row.getTimestamp("issue_until").toInstant(),
                row.getInt("valid_days"), row.getTimestamp("ended_at") != null, row.getInt("step"));
    }

    /**
     * Counts so many more and thereby locks the coupon, if it still is as it is known,
     * but for its numbers, and has so many left.
     */
    boolean countIfUnchanged(Stock known, int more) {
        return this.jdbc.update("""
                UPDATE coupon SET issued = issued + ?
                WHERE id = ? AND issued + ? <= quantity AND ended_at IS NULL AND issue_from = ? AND issue_until = ?
                    AND valid_days = ? AND welcome = ? AND (code IS NOT NULL) = ?
                    AND @@auto_increment_increment = ?""", more, known.id(), more, Timestamp.from(known.issueFrom()),
                Timestamp.from(known.issueUntil()), known.validDays(), known.way() == Way.WELCOME,
                known.way() == Way.CODE, known.step()) == 1;
    }

    /** Counts first: the database itself keeps the count within the quantity. */
    void count(long coupon, int given) {
        int counted = this.jdbc.update("UPDATE coupon SET issued = issued + ? WHERE id = ? AND issued + ? <= quantity",
                given, coupon, given);
        if (counted != 1) {
            throw new IllegalStateException("%d more of coupon %d would be too many".formatted(given, coupon));
        }
    }

    /**
     * Gives a coupon that is locked and counted to people. The rows get their numbers
     * from the database, which takes them all at once for one insert of known length:
     * they follow each other, and only the first is asked for.
     * @return the number of each person's coupon
     * @throws org.springframework.dao.DuplicateKeyException if one of them has it
     */
    Map<Long, Long> give(Stock stock, Collection<Long> accounts, Instant now, Instant expiresAt) {
        long coupon = stock.id();
        String sql = "INSERT INTO issued_coupon (coupon_id, account_id, issued_at, expires_at) VALUES "
                + String.join(", ", Collections.nCopies(accounts.size(), "(?, ?, ?, ?)"));
        KeyHolder keys = new GeneratedKeyHolder();
        this.jdbc.update((connection) -> {
            PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
            int place = 1;
            for (Long account : accounts) {
                insert.setLong(place++, coupon);
                insert.setLong(place++, account);
                insert.setTimestamp(place++, Timestamp.from(now));
                insert.setTimestamp(place++, Timestamp.from(expiresAt));
            }
            return insert;
        }, keys);
        // One driver tells the first number, another one all of them.
        long number = ((Number) keys.getKeyList().getFirst().values().iterator().next()).longValue();
        Map<Long, Long> numbers = new HashMap<>();
        for (Long account : accounts) {
            numbers.put(account, number);
            number += stock.step();
        }
        return numbers;
    }

    /**
     * A coupon whose row is locked.
     *
     * @param stock how it stands
     * @param having who of those who ask has it already
     */
    record Locked(Stock stock, Set<Long> having) {
    }

}
