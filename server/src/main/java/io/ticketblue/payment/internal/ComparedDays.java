package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.ticketblue.payment.ComparedDay;
import io.ticketblue.payment.ComparisonStatus;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/**
 * The table of the days that are compared. A day is taken on by one conditional update,
 * and every later change names the run that it began.
 */
@Repository
public class ComparedDays {

    private static final String VIEW = """
            SELECT d.*,
                (SELECT COUNT(*) FROM provider_difference f WHERE f.business_day = d.business_day) AS differences,
                (SELECT COUNT(*) FROM provider_difference f
                    WHERE f.business_day = d.business_day AND f.state IN ('FOUND', 'OPEN')) AS unsettled
            FROM compared_day d
            """;

    private final JdbcClient sql;

    ComparedDays(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A day that somebody works on, or may.
     *
     * @param run which time it is taken on
     * @param attempts how often since it was to be compared
     * @param begun whether somebody works on it, or stopped on the way
     * @param readUpTo the last transaction that was read, null for none
     * @param readWhole whether all were read
     */
    record Work(LocalDate day, int run, int attempts, boolean begun, @Nullable String readUpTo, boolean readWhole) {
    }

    /** Writes down that a day is to be compared, unless that is known. */
    public void add(LocalDate day, Instant due) {
        this.sql.sql("""
                INSERT INTO compared_day (business_day, status, next_attempt_at) VALUES (?, 'WAITING', ?)
                ON DUPLICATE KEY UPDATE business_day = business_day""").params(day, utc(due)).update();
    }

    /**
     * Lets a day be compared now, from the beginning if it had come to its end. One that
     * is being compared goes on.
     */
    public void ask(LocalDate day, Instant now) {
        add(day, now);
        this.sql.sql("""
                UPDATE compared_day
                SET status = IF(status = 'COMPARED', 'WAITING', status), failure = NULL, next_attempt_at = :now
                WHERE business_day = :day AND (status <> 'RUNNING' OR failure IS NOT NULL)""")
            .param("now", utc(now))
            .param("day", day)
            .update();
    }

    /** The days whose turn it is, the longest due first. */
    List<Work> due(Instant now, int limit) {
        return this.sql.sql("""
                SELECT * FROM compared_day WHERE next_attempt_at <= ? ORDER BY next_attempt_at, business_day LIMIT ?""")
            .params(utc(now), limit)
            .query(ComparedDays::work)
            .list();
    }

    /** Takes a day on, unless somebody else did since it was read. */
    Optional<Work> claim(Work due, Instant now, Instant lease) {
        boolean mine = this.sql
            .sql("""
                    UPDATE compared_day
                    SET attempts = IF(status = 'RUNNING', attempts + 1, 1), read_up_to = IF(status = 'RUNNING', read_up_to, NULL),
                        read_whole = IF(status = 'RUNNING', read_whole, FALSE), failure = NULL, run = run + 1,
                        next_attempt_at = :lease, status = 'RUNNING'
                    WHERE business_day = :day AND run = :run AND next_attempt_at <= :now""")
            .param("lease", utc(lease))
            .param("day", due.day())
            .param("run", due.run())
            .param("now", utc(now))
            .update() == 1;
        return mine ? this.sql.sql("SELECT * FROM compared_day WHERE business_day = ? AND run = ?")
            .params(due.day(), due.run() + 1)
            .query(ComparedDays::work)
            .optional() : Optional.empty();
    }

    /**
     * Gives a sign of life, and notes how far the list was read.
     * @return false if somebody else has taken the day on
     */
    boolean keep(Work work, @Nullable String readUpTo, boolean readWhole, Instant lease) {
        return this.sql.sql("""
                UPDATE compared_day SET read_up_to = :upTo, read_whole = :whole, next_attempt_at = :lease
                WHERE business_day = :day AND run = :run""")
            .param("upTo", readUpTo)
            .param("whole", readWhole)
            .param("lease", utc(lease))
            .param("day", work.day())
            .param("run", work.run())
            .update() == 1;
    }

    /**
     * Leaves a day for later.
     * @param anew whether it begins from the beginning then
     */
    void postpone(Work work, String failure, boolean anew, Instant next) {
        this.sql.sql("""
                UPDATE compared_day SET status = ?, failure = ?, next_attempt_at = ?
                WHERE business_day = ? AND run = ?""")
            .params(anew ? "WAITING" : "RUNNING", failure, utc(next), work.day(), work.run())
            .update();
    }

    /**
     * Writes down what came of a comparison, in the caller's transaction.
     * @param again when to compare once more, null for never
     * @return false if somebody else has taken the day on
     */
    boolean done(Work work, DaySums sums, int underWay, Instant now, @Nullable Instant again) {
        return this.sql.sql("""
                UPDATE compared_day
                SET status = 'COMPARED', compared_at = :now, next_attempt_at = :again, under_way = :underWay,
                    transactions = :transactions, captured_theirs = :capturedTheirs, captured_ours = :capturedOurs,
                    reversed_theirs = :reversedTheirs, reversed_ours = :reversedOurs,
                    refunded_theirs = :refundedTheirs, refunded_ours = :refundedOurs
                WHERE business_day = :day AND run = :run""")
            .param("now", utc(now))
            .param("again", (again != null) ? utc(again) : null)
            .param("underWay", underWay)
            .param("transactions", sums.transactions())
            .param("capturedTheirs", sums.captured().theirs().won())
            .param("capturedOurs", sums.captured().ours().won())
            .param("reversedTheirs", sums.reversed().theirs().won())
            .param("reversedOurs", sums.reversed().ours().won())
            .param("refundedTheirs", sums.refunded().theirs().won())
            .param("refundedOurs", sums.refunded().ours().won())
            .param("day", work.day())
            .param("run", work.run())
            .update() == 1;
    }

    /** Finds one. */
    public Optional<ComparedDay> find(LocalDate day) {
        return this.sql.sql(VIEW + "WHERE d.business_day = ?").param(day).query(ComparedDays::view).optional();
    }

    /**
     * Lists days, the latest first.
     * @param openOnly only days with differences that are not settled
     */
    public Page<ComparedDay> find(LocalDate from, LocalDate to, boolean openOnly, Paging paging) {
        String where = """
                WHERE d.business_day BETWEEN ? AND ? AND (? = FALSE OR EXISTS (SELECT 1 FROM provider_difference o
                    WHERE o.business_day = d.business_day AND o.state IN ('FOUND', 'OPEN')))
                """;
        long total = this.sql.sql("SELECT COUNT(*) FROM compared_day d " + where)
            .params(from, to, openOnly)
            .query(Long.class)
            .single();
        List<ComparedDay> items = this.sql.sql(VIEW + where + "ORDER BY d.business_day DESC LIMIT ? OFFSET ?")
            .params(from, to, openOnly, paging.size(), paging.offset())
            .query(ComparedDays::view)
            .list();
        return Page.of(items, paging, total);
    }

    private static Work work(ResultSet row, int number) throws SQLException {
        return new Work(row.getObject("business_day", LocalDate.class), row.getInt("run"), row.getInt("attempts"),
                row.getString("status").equals("RUNNING"), row.getString("read_up_to"), row.getBoolean("read_whole"));
    }

    private static ComparedDay view(ResultSet row, int number) throws SQLException {
        return new ComparedDay(row.getObject("business_day", LocalDate.class),
                ComparisonStatus.valueOf(row.getString("status")), PaymentRows.optionalTime(row, "compared_at"),
                row.getString("failure"), row.getInt("transactions"), row.getInt("under_way"), sides(row, "captured"),
                sides(row, "reversed"), sides(row, "refunded"), row.getInt("differences"), row.getInt("unsettled"));
    }

    private static ComparedDay.Sides sides(ResultSet row, String column) throws SQLException {
        return new ComparedDay.Sides(new Money(row.getLong(column + "_theirs")),
                new Money(row.getLong(column + "_ours")));
    }

}
