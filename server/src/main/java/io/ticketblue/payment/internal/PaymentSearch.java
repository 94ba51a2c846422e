package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.payment.PaymentFilter;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentRecord;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/** Looks payments up for staff. */
@Repository
public class PaymentSearch {

    private final JdbcClient sql;

    PaymentSearch(JdbcClient sql) {
        this.sql = sql;
    }

    /** Finds one. */
    public Optional<PaymentRecord> find(PaymentId id) {
        return this.sql.sql(PaymentRows.PAYMENT + "WHERE id = ?")
            .param(id.value())
            .query(PaymentSearch::read)
            .optional();
    }

    /** The newest first. */
    public Page<PaymentRecord> find(PaymentFilter filter, Paging paging) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(filter, values);
        long total = this.sql.sql("SELECT COUNT(*) FROM payment p " + where).params(values).query(Long.class).single();
        List<PaymentRecord> items = this.sql
            .sql(PaymentRows.PAYMENT + where + " ORDER BY id DESC LIMIT :size OFFSET :offset")
            .params(values)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query(PaymentSearch::read)
            .list();
        return Page.of(items, paging, total);
    }

    private static String where(PaymentFilter filter, Map<String, Object> values) {
        List<String> names = new ArrayList<>();
        String key = filter.key();
        if (key != null) {
            names.add("p.order_id = :key OR p.payment_key = :key");
            values.put("key", key);
        }
        Long reference = filter.reference();
        if (reference != null) {
            names.add("p.reference = :reference");
            values.put("reference", reference);
        }
        String customer = filter.customerKey();
        if (customer != null) {
            names.add("p.customer_key = :customer");
            values.put("customer", customer);
        }
        List<String> conditions = new ArrayList<>();
        if (!names.isEmpty()) {
            conditions.add("(" + String.join(" OR ", names) + ")");
        }
        addStatusAndTime(filter, conditions, values);
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }

    private static void addStatusAndTime(PaymentFilter filter, List<String> conditions, Map<String, Object> values) {
        PaymentStatus status = filter.status();
        if (status != null) {
            conditions.add("p.status = :status");
            values.put("status", status.name());
        }
        Instant from = filter.from();
        if (from != null) {
            conditions.add("p.created_at >= :from");
            values.put("from", utc(from));
        }
        Instant until = filter.until();
        if (until != null) {
            conditions.add("p.created_at < :until");
            values.put("until", utc(until));
        }
    }

    private static PaymentRecord read(ResultSet row, int number) throws SQLException {
        PaymentRow payment = PaymentRows.payment(row, number);
        return new PaymentRecord(payment.view(), PaymentRows.time(row, "created_at"), payment.refundable());
    }

}
