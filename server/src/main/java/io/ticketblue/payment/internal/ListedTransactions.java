package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.ticketblue.payment.ComparedDay.Sides;
import io.ticketblue.payment.DifferenceKind;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/**
 * The table of what the provider lists of a day, kept only while the day is compared. The
 * database compares, so that a large day needs no more memory than a small one.
 */
@Repository
class ListedTransactions {

    /**
     * Both books have it if the keys are the same; the amounts may still differ.
     */
    private static final String NOT_WITH_US = """
            SELECT IF(e.id IS NOT NULL, 'AMOUNT', IF(t.kind = 'CAPTURE', 'MISSING_CAPTURE', 'MISSING_REFUND')) AS difference,
                t.payment_key, t.transaction_key, t.order_id, t.payment_id, t.amount AS theirs, e.amount AS ours,
                t.status, t.occurred_at
            FROM provider_transaction t
            LEFT JOIN money_entry e
                ON e.payment_id = t.payment_id AND e.kind = t.kind AND e.transaction_key = t.transaction_key
            WHERE t.business_day = :day AND t.in_day AND t.kind IN ('CAPTURE', 'REFUND')
                AND (e.id IS NULL OR e.amount <> t.amount)
                AND (t.payment_key > :key OR (t.payment_key = :key AND t.transaction_key > :transaction))
            ORDER BY t.payment_key, t.transaction_key LIMIT :most""";

    private static final String NOT_WITH_THEM = """
            SELECT IF(e.kind = 'CAPTURE', 'UNKNOWN_CAPTURE', 'UNKNOWN_REFUND') AS difference, p.payment_key,
                COALESCE(e.transaction_key, CONCAT('#', e.id)) AS transaction_key, p.order_id, p.id AS payment_id,
                NULL AS theirs, e.amount AS ours, NULL AS status, e.occurred_at, e.id AS entry
            FROM money_entry e JOIN payment p ON p.id = e.payment_id
            WHERE e.occurred_at >= :from AND e.occurred_at < :until AND e.kind IN ('CAPTURE', 'REFUND') AND e.id > :entry
                AND NOT EXISTS (SELECT 1 FROM provider_transaction t WHERE t.business_day = :day
                    AND t.payment_key = p.payment_key AND t.transaction_key = e.transaction_key AND t.kind = e.kind)
            ORDER BY e.id LIMIT :most""";

    /** A deposit that was taken back after the last one that our books have. */
    private static final String OTHER_STATUS = """
            SELECT 'STATUS' AS difference, t.payment_key, t.transaction_key, t.order_id, t.payment_id, t.amount AS theirs,
                NULL AS ours, t.status, t.occurred_at
            FROM provider_transaction t
            WHERE t.business_day = :day AND t.in_day AND (t.kind = 'OTHER' OR (t.kind = 'REVERSAL'
                    AND NOT EXISTS (SELECT 1 FROM money_entry r WHERE r.payment_id = t.payment_id AND r.kind = 'REVERSAL'
                        AND r.reversals >= (SELECT COALESCE(MAX(c.reversals), 0) FROM money_entry c
                            WHERE c.payment_id = t.payment_id AND c.kind = 'CAPTURE' AND c.occurred_at < t.occurred_at))))
                AND (t.payment_key > :key OR (t.payment_key = :key AND t.transaction_key > :transaction))
            ORDER BY t.payment_key, t.transaction_key LIMIT :most""";

    private final JdbcClient sql;

    ListedTransactions(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Keeps a part of the list; what was kept before stays as it is.
     * @return how many were new
     */
    int keep(LocalDate day, List<ProviderTransaction> listed, Instant from, Instant until) {
        int kept = 0;
        for (ProviderTransaction one : listed) {
            kept += this.sql.sql("""
                    INSERT IGNORE INTO provider_transaction (business_day, payment_key, transaction_key, status, kind,
                        order_id, amount, occurred_at, in_day, payment_id)
                    VALUES (:day, :key, :transaction, :status, :kind, :order, :amount, :at, :inDay,
                        (SELECT p.id FROM payment p WHERE p.payment_key = :key))""")
                .param("day", day)
                .param("key", one.paymentKey())
                .param("transaction", one.transactionKey())
                .param("status", one.status())
                .param("kind", kind(one.status()))
                .param("order", one.orderId())
                .param("amount", one.amount())
                .param("at", utc(one.at()))
                .param("inDay", !one.at().isBefore(from) && one.at().isBefore(until))
                .update();
        }
        return kept;
    }

    private static String kind(String status) {
        return switch (status) {
            case "DONE" -> "CAPTURE";
            case "CANCELED", "PARTIAL_CANCELED" -> "REFUND";
            // Nothing moves when a payment begins or comes to nothing.
            case "WAITING_FOR_DEPOSIT", "READY", "IN_PROGRESS", "ABORTED", "EXPIRED" -> "ACCOUNT";
            default -> "OTHER";
        };
    }

    /** Forgets the list of a day. */
    void clear(LocalDate day) {
        this.sql.sql("DELETE FROM provider_transaction WHERE business_day = ?").param(day).update();
    }

    /**
     * Tells what only the whole list and our books show: an account that waits after its
     * money was there has lost it, and one that is closed without ever having had any
     * gives nothing back.
     */
    void sortOut(LocalDate day) {
        this.sql.sql("""
                UPDATE provider_transaction t JOIN provider_transaction c
                    ON c.business_day = t.business_day AND c.payment_key = t.payment_key AND c.kind = 'CAPTURE'
                        AND c.occurred_at < t.occurred_at
                SET t.kind = 'REVERSAL'
                WHERE t.business_day = ? AND t.status = 'WAITING_FOR_DEPOSIT'""").param(day).update();
        this.sql.sql("""
                UPDATE provider_transaction t JOIN money_entry c
                    ON c.payment_id = t.payment_id AND c.kind = 'CAPTURE' AND c.occurred_at < t.occurred_at
                SET t.kind = 'REVERSAL'
                WHERE t.business_day = ? AND t.status = 'WAITING_FOR_DEPOSIT'""").param(day).update();
        this.sql.sql("""
                UPDATE provider_transaction t JOIN payment p ON p.id = t.payment_id
                LEFT JOIN money_entry e ON e.payment_id = p.id AND e.kind = 'CAPTURE'
                LEFT JOIN provider_transaction c
                    ON c.business_day = t.business_day AND c.payment_key = t.payment_key AND c.kind = 'CAPTURE'
                SET t.kind = 'CLOSED'
                WHERE t.business_day = ? AND t.kind = 'REFUND' AND p.account_number IS NOT NULL
                    AND e.id IS NULL AND c.payment_key IS NULL""").param(day).update();
    }

    /** What the provider has and we have not, or with another amount. */
    List<Candidate> notWithUs(LocalDate day, String afterPayment, String afterTransaction, int most) {
        return theirs(NOT_WITH_US, day, afterPayment, afterTransaction, most);
    }

    /** What stands otherwise with the provider. */
    List<Candidate> otherStatus(LocalDate day, String afterPayment, String afterTransaction, int most) {
        return theirs(OTHER_STATUS, day, afterPayment, afterTransaction, most);
    }

    private List<Candidate> theirs(String query, LocalDate day, String afterPayment, String afterTransaction,
            int most) {
        return this.sql.sql(query)
            .param("day", day)
            .param("key", afterPayment)
            .param("transaction", afterTransaction)
            .param("most", most)
            .query(ListedTransactions::candidate)
            .list();
    }

    /**
     * One of our entries that the provider does not list.
     *
     * @param entry grows from one to the next
     */
    record Unlisted(Candidate candidate, long entry) {
    }

    /** What we have and the provider has not. */
    List<Unlisted> notWithThem(LocalDate day, Instant from, Instant until, long afterEntry, int most) {
        return this.sql.sql(NOT_WITH_THEM)
            .param("day", day)
            .param("from", utc(from))
            .param("until", utc(until))
            .param("entry", afterEntry)
            .param("most", most)
            .query((row, number) -> new Unlisted(candidate(row, number), row.getLong("entry")))
            .list();
    }

    /** Whether our books have a movement under the provider's name meanwhile. */
    boolean isEntered(Candidate candidate) {
        PaymentId payment = candidate.payment();
        Long theirs = candidate.theirs();
        return payment != null && theirs != null
                && this.sql.sql("""
                        SELECT COUNT(*) FROM money_entry WHERE payment_id = ? AND transaction_key = ? AND amount = ?""")
                    .params(payment.value(), candidate.transactionKey(), theirs)
                    .query(Long.class)
                    .single() > 0;
    }

    /** What moved on the day, by the provider's clock in both books. */
    DaySums sums(LocalDate day, Instant from, Instant until) {
        return this.sql.sql("""
                SELECT t.transactions, t.captured, t.reversed, t.refunded, e.captured AS our_captured,
                    e.reversed AS our_reversed, e.refunded AS our_refunded
                FROM (SELECT COUNT(*) AS transactions,
                        COALESCE(SUM(IF(kind = 'CAPTURE', amount, 0)), 0) AS captured,
                        COALESCE(SUM(IF(kind = 'REVERSAL', amount, 0)), 0) AS reversed,
                        COALESCE(SUM(IF(kind = 'REFUND', amount, 0)), 0) AS refunded
                    FROM provider_transaction WHERE business_day = :day AND in_day) t,
                    (SELECT COALESCE(SUM(IF(kind = 'CAPTURE', amount, 0)), 0) AS captured,
                        COALESCE(SUM(IF(kind = 'REVERSAL', amount, 0)), 0) AS reversed,
                        COALESCE(SUM(IF(kind = 'REFUND', amount, 0)), 0) AS refunded
                    FROM money_entry WHERE occurred_at >= :from AND occurred_at < :until) e""")
            .param("day", day)
            .param("from", utc(from))
            .param("until", utc(until))
            .query((row, number) -> new DaySums(row.getInt("transactions"), sides(row, "captured"),
                    sides(row, "reversed"), sides(row, "refunded")))
            .single();
    }

    private static Sides sides(ResultSet row, String column) throws SQLException {
        return new Sides(new Money(row.getLong(column)), new Money(row.getLong("our_" + column)));
    }

    private static Candidate candidate(ResultSet row, int number) throws SQLException {
        @Nullable Long payment = row.getObject("payment_id", Long.class);
        return new Candidate(DifferenceKind.valueOf(row.getString("difference")), row.getString("payment_key"),
                row.getString("transaction_key"), row.getString("order_id"),
                (payment != null) ? new PaymentId(payment) : null, row.getObject("theirs", Long.class),
                row.getObject("ours", Long.class), row.getString("status"), PaymentRows.time(row, "occurred_at"));
    }

}
