package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.ticketblue.payment.CompensationId;
import io.ticketblue.payment.CompensationView;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/** The table of compensations. All methods join the caller's transaction. */
@Repository
public class CompensationLedger {

    private static final String VIEW = "SELECT c.*, p.order_id, p.reference FROM compensation c JOIN payment p ON p.id = c.payment_id ";

    private final JdbcClient sql;

    CompensationLedger(JdbcClient sql) {
        this.sql = sql;
    }

    /** Adds it unless the payment has one. */
    CompensationId owe(PaymentId payment, Money amount, String reason, Instant now) {
        this.sql.sql("""
                INSERT INTO compensation (payment_id, amount, reason, created_at) VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE payment_id = payment_id""")
            .params(payment.value(), amount.won(), reason, utc(now))
            .update();
        return this.sql.sql("SELECT id FROM compensation WHERE payment_id = ?")
            .param(payment.value())
            .query((row, number) -> new CompensationId(row.getLong(1)))
            .single();
    }

    /** Finds one. */
    public Optional<CompensationView> view(CompensationId id) {
        return this.sql.sql(VIEW + "WHERE c.id = ?").param(id.value()).query(CompensationLedger::view).optional();
    }

    /** Of all orders for one thing. */
    public List<CompensationView> of(long reference) {
        return this.sql.sql(VIEW + "WHERE p.reference = ? ORDER BY c.id")
            .param(reference)
            .query(CompensationLedger::view)
            .list();
    }

    /** Of all orders for several things. */
    public List<CompensationView> of(Collection<Long> references) {
        return this.sql.sql(VIEW + "WHERE p.reference IN (:references) ORDER BY c.id")
            .param("references", references)
            .query(CompensationLedger::view)
            .list();
    }

    /** Those that nobody has paid yet, the oldest first. */
    public Page<CompensationView> owed(Paging paging) {
        List<CompensationView> items = this.sql.sql(VIEW + "WHERE c.settled_at IS NULL ORDER BY c.id LIMIT ? OFFSET ?")
            .params(paging.size(), paging.offset())
            .query(CompensationLedger::view)
            .list();
        return Page.of(items, paging, countOwed());
    }

    /** How many nobody has paid yet. */
    public long countOwed() {
        return this.sql.sql("SELECT COUNT(*) FROM compensation WHERE settled_at IS NULL").query(Long.class).single();
    }

    /** OWED to SETTLED. */
    public boolean settle(CompensationId id, String note, long by, Instant now) {
        return this.sql.sql("""
                UPDATE compensation SET note = ?, settled_by = ?, settled_at = ?
                WHERE id = ? AND settled_at IS NULL""").params(note, by, utc(now), id.value()).update() == 1;
    }

    /** The payment that it is on top of. */
    public PaymentId payment(CompensationId id) {
        return this.sql.sql("SELECT payment_id FROM compensation WHERE id = ?")
            .param(id.value())
            .query((row, number) -> new PaymentId(row.getLong(1)))
            .single();
    }

    private static CompensationView view(ResultSet row, int number) throws SQLException {
        return new CompensationView(new CompensationId(row.getLong("id")), new OrderId(row.getString("order_id")),
                row.getLong("reference"), new Money(row.getLong("amount")), row.getString("reason"),
                PaymentRows.time(row, "created_at"), PaymentRows.optionalTime(row, "settled_at"), row.getString("note"),
                row.getObject("settled_by", Long.class));
    }

}
