package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.payment.MoneyBalance;
import io.ticketblue.payment.MoneyEntry;
import io.ticketblue.payment.MoneyKind;
import io.ticketblue.payment.MoneyMovement;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.RefundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/**
 * The table of money entries, to which rows are only ever added. All methods join the
 * caller's transaction, which is that of the change itself, and which holds the payment's
 * row.
 */
@Repository
public class MoneyLedger {

    private final JdbcClient sql;

    MoneyLedger(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Enters a movement.
     * @param refund the refund that it belongs to, if it does
     * @param transactionKey the provider's name of it, if the provider moved it and said
     * so
     * @param at when it took place
     * @param now when it is entered
     * @throws org.springframework.dao.DuplicateKeyException if it was entered before
     */
    public void enter(PaymentId payment, @Nullable RefundId refund, MoneyKind kind, Money amount,
            @Nullable String transactionKey, Instant at, Instant now) {
        this.sql.sql("""
                INSERT INTO money_entry (payment_id, refund_id, kind, amount, transaction_key, occurred_at, created_at,
                    reversals)
                SELECT id, :refund, :kind, :amount, :transactionKey, :at, :now,
                    IF(:kind IN ('CAPTURE', 'REVERSAL'), reversals, 0)
                FROM payment WHERE id = :payment""")
            .param("payment", payment.value())
            .param("refund", (refund != null) ? refund.value() : null)
            .param("kind", kind.name())
            .param("amount", amount.won())
            .param("transactionKey", transactionKey)
            .param("at", utc(at))
            .param("now", utc(now))
            .update();
    }

    /** What of a payment went back, through the provider or in another way. */
    Money returned(PaymentId payment) {
        return this.sql.sql("""
                SELECT COALESCE(SUM(amount), 0) FROM money_entry
                WHERE payment_id = ? AND kind IN ('REFUND', 'REPAYMENT')""")
            .param(payment.value())
            .query((row, number) -> new Money(row.getLong(1)))
            .single();
    }

    /** What happened to a payment, the oldest first. */
    public List<MoneyEntry> of(PaymentId payment) {
        return this.sql.sql("SELECT * FROM money_entry WHERE payment_id = ? ORDER BY id")
            .param(payment.value())
            .query(MoneyLedger::entry)
            .list();
    }

    /** What came and went of all payments for one thing. */
    public MoneyBalance balance(long reference) {
        return balances(List.of(reference)).getOrDefault(reference, MoneyBalance.NOTHING);
    }

    /** The same for several; those without any payment are left out. */
    public Map<Long, MoneyBalance> balances(Collection<Long> references) {
        Map<Long, MoneyBalance> balances = new HashMap<>();
        this.sql
            .sql("""
                    SELECT p.reference,
                        COALESCE(SUM(CASE e.kind WHEN 'CAPTURE' THEN e.amount WHEN 'REVERSAL' THEN -e.amount END), 0) AS captured,
                        COALESCE(SUM(CASE WHEN e.kind = 'REFUND' THEN e.amount END), 0) AS refunded,
                        COALESCE(SUM(CASE WHEN e.kind = 'REPAYMENT' THEN e.amount END), 0) AS repaid,
                        COALESCE(SUM(CASE WHEN e.kind = 'FEE' THEN e.amount END), 0) AS fees,
                        COALESCE(SUM(CASE WHEN e.kind = 'COMPENSATION' THEN e.amount END), 0) AS compensated,
                        (SELECT COALESCE(SUM(r.amount), 0) FROM refund r JOIN payment o ON o.id = r.payment_id
                            WHERE o.reference = p.reference AND r.status IN ('REQUESTED', 'REFUSED')
                                AND EXISTS (SELECT 1 FROM money_entry c
                                    WHERE c.payment_id = o.id AND c.kind = 'CAPTURE')) AS promised,
                        (SELECT COALESCE(SUM(r.amount), 0) FROM refund r JOIN payment o ON o.id = r.payment_id
                            WHERE o.reference = p.reference AND r.by_hand) AS by_hand
                    FROM payment p LEFT JOIN money_entry e ON e.payment_id = p.id
                    WHERE p.reference IN (:references) GROUP BY p.reference""")
            .param("references", references)
            .query((row) -> {
                balances.put(row.getLong("reference"), balance(row));
            });
        return balances;
    }

    /** For which of these money was ever captured. */
    public List<Long> taken(Collection<Long> references) {
        return this.sql.sql("""
                SELECT DISTINCT p.reference FROM payment p
                WHERE p.reference IN (:references)
                    AND EXISTS (SELECT 1 FROM money_entry e WHERE e.payment_id = p.id AND e.kind = 'CAPTURE')""")
            .param("references", references)
            .query(Long.class)
            .list();
    }

    /**
     * What took place in a span of time and after another movement, in order. A payment
     * that failed stays so, and what it had captured before its bank took that back
     * counts fewer reversals: what is told of a movement never changes.
     */
    public List<MoneyMovement> movements(Instant after, long entry, Instant until, int most) {
        return this.sql.sql("""
                SELECT e.id, p.reference, e.kind, e.amount, e.occurred_at,
                    e.kind = 'CAPTURE' AND p.status = 'FAILED' AND e.reversals = p.reversals AS astray
                FROM money_entry e JOIN payment p ON p.id = e.payment_id
                WHERE e.occurred_at >= :after AND (e.occurred_at > :after OR e.id > :entry) AND e.occurred_at < :until
                ORDER BY e.occurred_at, e.id LIMIT :most""")
            .param("after", utc(after))
            .param("entry", entry)
            .param("until", utc(until))
            .param("most", most)
            .query((row, number) -> new MoneyMovement(row.getLong("id"), row.getLong("reference"),
                    MoneyKind.valueOf(row.getString("kind")), new Money(row.getLong("amount")),
                    PaymentRows.time(row, "occurred_at"), row.getBoolean("astray")))
            .list();
    }

    /** Payments with entries made in a span of time, each once for each time. */
    public List<Entered> entered(Instant after, long payment, Instant until, int most) {
        return this.sql.sql("""
                SELECT DISTINCT e.created_at, e.payment_id, p.reference
                FROM money_entry e JOIN payment p ON p.id = e.payment_id
                WHERE e.created_at >= :after AND (e.created_at > :after OR e.payment_id > :payment)
                    AND e.created_at < :until
                ORDER BY e.created_at, e.payment_id LIMIT :most""")
            .param("after", utc(after))
            .param("payment", payment)
            .param("until", utc(until))
            .param("most", most)
            .query((row, number) -> new Entered(row.getLong("payment_id"), row.getLong("reference"),
                    PaymentRows.time(row, "created_at")))
            .list();
    }

    /**
     * How many payments have books that do not add up: what was captured is not what was
     * ordered, what was promised and kept is not what is reserved, or what went back is
     * not what was promised.
     * @param since only payments with an entry made since then
     */
    public long countUnbalanced(Instant since) {
        return this.sql
            .sql("""
                    SELECT COUNT(*) FROM (
                        SELECT p.id, p.status, p.amount, p.refund_reserved,
                            SUM(CASE e.kind WHEN 'CAPTURE' THEN e.amount WHEN 'REVERSAL' THEN -e.amount ELSE 0 END) AS captured,
                            SUM(CASE WHEN e.kind IN ('REFUND', 'REPAYMENT') THEN e.amount ELSE 0 END) AS returned,
                            SUM(CASE WHEN e.kind = 'FEE' THEN e.amount ELSE 0 END) AS fees,
                            (SELECT COALESCE(SUM(r.amount), 0) FROM refund r WHERE r.payment_id = p.id) AS promised,
                            (SELECT COALESCE(SUM(r.amount), 0) FROM refund r
                                WHERE r.payment_id = p.id AND r.status IN ('DONE', 'SETTLED')) AS ended
                        FROM payment p JOIN money_entry e ON e.payment_id = p.id
                        WHERE p.id IN (SELECT n.payment_id FROM money_entry n WHERE n.created_at >= ?)
                        GROUP BY p.id, p.status, p.amount, p.refund_reserved) books
                    WHERE refund_reserved <> promised + fees OR returned <> ended OR returned + fees > captured
                        OR (status NOT IN ('FAILED', 'AWAITING_DEPOSIT') AND captured <> amount)
                        OR (status = 'CAPTURED' AND returned > 0) OR (status = 'REFUNDED' AND returned <> amount)""")
            .param(utc(since))
            .query(Long.class)
            .single();
    }

    private static MoneyEntry entry(ResultSet row, int number) throws SQLException {
        Long refund = row.getObject("refund_id", Long.class);
        return new MoneyEntry(row.getLong("id"), (refund != null) ? new RefundId(refund) : null,
                MoneyKind.valueOf(row.getString("kind")), new Money(row.getLong("amount")),
                row.getString("transaction_key"), PaymentRows.time(row, "occurred_at"),
                PaymentRows.time(row, "created_at"));
    }

    private static MoneyBalance balance(ResultSet row) throws SQLException {
        return new MoneyBalance(new Money(row.getLong("captured")), new Money(row.getLong("refunded")),
                new Money(row.getLong("repaid")), new Money(row.getLong("fees")), new Money(row.getLong("compensated")),
                new Money(row.getLong("promised")), new Money(row.getLong("by_hand")));
    }

    /**
     * A payment for which something was entered.
     *
     * @param reference what was paid for
     * @param at when it was entered
     */
    public record Entered(long payment, long reference, Instant at) {
    }

}
