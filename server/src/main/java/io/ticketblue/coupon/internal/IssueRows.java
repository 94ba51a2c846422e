package io.ticketblue.coupon.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.ticketblue.coupon.internal.IssueClaim.Stock;
import io.ticketblue.coupon.internal.IssueClaim.Way;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Repository;

/** The statements with which coupons are given; each takes a whole group. */
@Repository
public class IssueRows {

    /**
     * The database takes the numbers for an insert of known length all at once: they
     * follow each other, a step apart.
     */
    private static final String NUMBERS = "SELECT LAST_INSERT_ID() AS first, @@auto_increment_increment AS step";

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
        return this.jdbc.query(
                """
                        SELECT c.id, c.quantity, c.issued, c.issue_from, c.issue_until, c.valid_days, c.code, c.welcome, c.ended_at,
                            i.account_id
                        FROM coupon c LEFT JOIN issued_coupon i ON i.coupon_id = c.id AND i.account_id IN (%s)
                        WHERE c.id = ? %s"""
                    .formatted(String.join(", ", Collections.nCopies(accounts.size(), "?")), locking()),
                (row, number) -> {
                    long account = row.getLong("account_id");
                    if (!row.wasNull()) {
                        having.add(account);
                    }
                    return new Locked(stock(row), having);
                }, Stream.concat(accounts.stream(), Stream.of(coupon)).toArray())
            .stream()
            .findFirst();
    }

    /** What keeps others from giving the coupon that {@link #lock} has read. */
    String locking() {
        return "FOR UPDATE";
    }

    private static Stock stock(ResultSet row) throws SQLException {
        Way way = row.getBoolean("welcome") ? Way.WELCOME : (row.getString("code") != null) ? Way.CODE : Way.LIST;
        return new Stock(row.getLong("id"), way, row.getInt("quantity"), row.getInt("issued"),
                row.getTimestamp("issue_from").toInstant(), row.getTimestamp("issue_until").toInstant(),
                row.getInt("valid_days"), row.getTimestamp("ended_at") != null);
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
     * Gives a coupon that is locked and counted to people.
     * @return the number of each person's coupon
     * @throws org.springframework.dao.DuplicateKeyException if one of them has it
     */
    Map<Long, Long> give(Stock stock, Collection<Long> accounts, Instant now, Instant expiresAt) {
        this.jdbc.update(insert(accounts), values(stock, accounts, now, expiresAt).toArray());
        return Objects.requireNonNull(
                this.jdbc.query(NUMBERS, (ResultSetExtractor<Map<Long, Long>>) (rows) -> numbers(accounts, rows)));
    }

    private static String insert(Collection<Long> accounts) {
        return "INSERT INTO issued_coupon (coupon_id, account_id, issued_at, expires_at) VALUES "
                + String.join(", ", Collections.nCopies(accounts.size(), "(?, ?, ?, ?)"));
    }

    private static Stream<Object> values(Stock stock, Collection<Long> accounts, Instant now, Instant expiresAt) {
        return accounts.stream()
            .flatMap((account) -> Stream.of(stock.id(), account, Timestamp.from(now), Timestamp.from(expiresAt)));
    }

    private static Map<Long, Long> numbers(Collection<Long> accounts, ResultSet rows) throws SQLException {
        rows.next();
        long number = rows.getLong("first");
        Map<Long, Long> numbers = new HashMap<>();
        for (Long account : accounts) {
            numbers.put(account, number);
            number += rows.getLong("step");
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
