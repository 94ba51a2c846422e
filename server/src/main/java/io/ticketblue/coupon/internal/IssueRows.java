package io.ticketblue.coupon.internal;

import java.sql.Connection;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.ticketblue.coupon.internal.IssueClaim.Stock;
import io.ticketblue.coupon.internal.IssueClaim.Way;

import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.ConnectionCallback;
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
        return this.jdbc
            .query("""
                    SELECT c.id, c.quantity, c.issued, c.issue_from, c.issue_until, c.valid_days, c.code, c.welcome, c.ended_at,
                        i.account_id
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
                row.getInt("valid_days"), row.getTimestamp("ended_at") != null);
    }

    /**
     * Counts and gives a coupon in a transaction of its own, for which the database is
     * spoken to once: most of a small group's time would go by on the way. Nothing is
     * written if the coupon is not as it is known, but for its numbers, or has too few
     * left. To be called outside a transaction.
     * @return the number of each person's coupon
     * @throws org.springframework.dao.DataIntegrityViolationException if the coupon has
     * changed, or somebody has it already
     */
    Map<Long, Long> giveIfUnchanged(Stock known, Collection<Long> accounts, Instant now, Instant expiresAt) {
        String sql = """
                START TRANSACTION;
                UPDATE coupon SET issued = issued + ?
                WHERE id = ? AND issued + ? <= quantity AND ended_at IS NULL AND issue_from = ? AND issue_until = ?
                    AND valid_days = ? AND welcome = ? AND (code IS NOT NULL) = ?;
                %s;
                COMMIT;
                %s""".formatted(insert(accounts, "IF(ROW_COUNT() = 1, ?, NULL)"), NUMBERS);
        Object[] counted = { accounts.size(), known.id(), accounts.size(), Timestamp.from(known.issueFrom()),
                Timestamp.from(known.issueUntil()), known.validDays(), known.way() == Way.WELCOME,
                known.way() == Way.CODE };
        Object[] values = Stream.concat(Stream.of(counted), values(known, accounts, now, expiresAt)).toArray();
        return Objects.requireNonNull(this.jdbc.execute((ConnectionCallback<Map<Long, Long>>) (connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                new ArgumentPreparedStatementSetter(values).setValues(statement);
                return numbers(accounts, answer(statement));
            }
            catch (SQLException ex) {
                rollback(connection, ex);
                throw ex;
            }
        }));
    }

    /** The rows with which the last of several statements answers. */
    private static ResultSet answer(PreparedStatement statements) throws SQLException {
        boolean rows = statements.execute();
        while (!rows) {
            if (statements.getUpdateCount() == -1) {
                throw new SQLException("The statements answered without rows");
            }
            rows = statements.getMoreResults();
        }
        return statements.getResultSet();
    }

    /** Whoever gets the connection next is not to be in this transaction. */
    private static void rollback(Connection connection, SQLException cause) {
        try (Statement rollback = connection.createStatement()) {
            rollback.execute("ROLLBACK");
        }
        catch (SQLException ex) {
            // The connection is gone, and with it the transaction.
            cause.addSuppressed(ex);
        }
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
        this.jdbc.update(insert(accounts, "?"), values(stock, accounts, now, expiresAt).toArray());
        return Objects.requireNonNull(
                this.jdbc.query(NUMBERS, (ResultSetExtractor<Map<Long, Long>>) (rows) -> numbers(accounts, rows)));
    }

    private static String insert(Collection<Long> accounts, String coupon) {
        return "INSERT INTO issued_coupon (coupon_id, account_id, issued_at, expires_at) VALUES "
                + String.join(", ", Collections.nCopies(accounts.size(), "(" + coupon + ", ?, ?, ?)"));
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
