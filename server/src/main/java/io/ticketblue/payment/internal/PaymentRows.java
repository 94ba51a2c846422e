package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.ProviderMethod;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import io.ticketblue.payment.VirtualAccount;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** Turns rows of the tables into records, and times into UTC and back. */
final class PaymentRows {

    /** What {@link #payment} reads: a payment with the sums of its entries. */
    static final String PAYMENT = """
            SELECT p.*,
                (SELECT COALESCE(SUM(IF(e.kind = 'CAPTURE', e.amount, -e.amount)), 0) FROM money_entry e
                    WHERE e.payment_id = p.id AND e.kind IN ('CAPTURE', 'REVERSAL')) AS captured,
                (SELECT COALESCE(SUM(e.amount), 0) FROM money_entry e
                    WHERE e.payment_id = p.id AND e.kind = 'REFUND') AS refunded,
                (SELECT COALESCE(SUM(e.amount), 0) FROM money_entry e
                    WHERE e.payment_id = p.id AND e.kind = 'REPAYMENT') AS repaid
            FROM payment p
            """;

    private PaymentRows() {
    }

    static PaymentRow payment(ResultSet row, int number) throws SQLException {
        Money captured = money(row, "captured");
        Money sentBack = money(row, "refunded");
        PaymentView view = new PaymentView(new PaymentId(row.getLong("id")), new OrderId(row.getString("order_id")),
                row.getLong("reference"), PaymentStatus.valueOf(row.getString("status")), money(row, "amount"),
                sentBack.plus(money(row, "repaid")), row.getString("order_name"), row.getString("customer_key"),
                time(row.getObject("pay_before", LocalDateTime.class)), row.getString("payment_key"), method(row),
                optionalTime(row, "approved_at"), row.getString("receipt_url"), row.getString("failure_code"),
                virtualAccount(row));
        return new PaymentRow(view, captured, captured.minus(sentBack), money(row, "refund_reserved"),
                row.getInt("calls"), row.getInt("confirm_key"), row.getString("failure_message"), deposit(row));
    }

    private static @Nullable ProviderMethod method(ResultSet row) throws SQLException {
        String name = row.getString("method");
        return (name != null) ? ProviderMethod.valueOf(name) : null;
    }

    private static @Nullable VirtualAccount virtualAccount(ResultSet row) throws SQLException {
        String number = row.getString("account_number");
        return (number != null) ? new VirtualAccount(row.getString("account_bank"), number,
                row.getString("account_holder"), time(row, "deposit_before")) : null;
    }

    private static PaymentRow.@Nullable Deposit deposit(ResultSet row) throws SQLException {
        Instant limit = optionalTime(row, "deposit_limit");
        if (limit == null) {
            return null;
        }
        String number = row.getString("refund_account");
        RefundAccount account = (number != null)
                ? new RefundAccount(row.getString("refund_bank"), number, row.getString("refund_holder")) : null;
        return new PaymentRow.Deposit(limit, account, row.getString("deposit_secret"),
                row.getBoolean("deposit_closing"));
    }

    static RefundRow refund(ResultSet row, int number) throws SQLException {
        return new RefundRow(new RefundId(row.getLong("id")), new PaymentId(row.getLong("payment_id")),
                money(row, "amount"), row.getString("reason"), RefundStatus.valueOf(row.getString("status")),
                row.getInt("calls"), row.getInt("cancel_key"), row.getString("failure_code"),
                time(row.getObject("created_at", LocalDateTime.class)));
    }

    /** Of a refund joined with its payment. */
    static RefundView refundView(ResultSet row, int number) throws SQLException {
        return new RefundView(new RefundId(row.getLong("id")), new OrderId(row.getString("order_id")),
                row.getLong("reference"), money(row, "amount"), row.getString("reason"),
                RefundStatus.valueOf(row.getString("status")), row.getString("failure_code"),
                time(row.getObject("created_at", LocalDateTime.class)), optionalTime(row, "ended_at"),
                row.getString("note"), row.getObject("settled_by", Long.class));
    }

    /** What fits into a column. */
    static @Nullable String shortened(@Nullable String text, int length) {
        return (text != null && text.length() > length) ? text.substring(0, length) : text;
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return new Money(row.getLong(column));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return time(row.getObject(column, LocalDateTime.class));
    }

    static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        return (value != null) ? time(value) : null;
    }

    private static Instant time(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    /** The database keeps UTC without naming it. */
    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

}
