package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.payment.DepositTerms;
import io.ticketblue.payment.MoneyKind;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.ProviderMethod;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.shortened;
import static io.ticketblue.payment.internal.PaymentRows.utc;

/**
 * The table of payments. Every change of a status is one conditional update, so that of
 * many who try, one does it. All methods join the caller's transaction if there is one.
 */
@Repository
public class PaymentLedger {

    private static final int MAX_CODE = 100;

    private static final int MAX_TEXT = 500;

    /** Once there is an account, only whoever asked last may say what became of it. */
    private static final String STILL_AS_READ = """
            id = :id AND status = :status AND status IN ('CONFIRMING', 'AWAITING_DEPOSIT')
            AND (status = 'CONFIRMING' OR calls = :calls)""";

    private static final String KEEP_ACCOUNT = """
            account_bank = COALESCE(account_bank, :bank), account_number = COALESCE(account_number, :number),
            account_holder = COALESCE(account_holder, :holder), deposit_before = COALESCE(deposit_before, :before),
            """;

    private final JdbcClient sql;

    private final MoneyLedger money;

    PaymentLedger(JdbcClient sql) {
        this.sql = sql;
        this.money = new MoneyLedger(sql);
    }

    /** Finds an order. */
    public Optional<PaymentRow> find(OrderId order) {
        return order.isWellFormed() ? this.sql.sql(PaymentRows.PAYMENT + "WHERE order_id = ?")
            .param(order.value())
            .query(PaymentRows::payment)
            .optional() : Optional.empty();
    }

    /** Finds a payment that is there. */
    public PaymentRow get(PaymentId id) {
        return this.sql.sql(PaymentRows.PAYMENT + "WHERE id = ?")
            .param(id.value())
            .query(PaymentRows::payment)
            .single();
    }

    /** The one order of a reference that holds money or may still take some. */
    Optional<PaymentRow> findOpen(long reference) {
        return this.sql.sql(PaymentRows.PAYMENT + "WHERE open_reference = ?")
            .param(reference)
            .query(PaymentRows::payment)
            .optional();
    }

    /** The order of a reference that was made last. */
    public Optional<PaymentRow> newest(long reference) {
        return this.sql.sql(PaymentRows.PAYMENT + "WHERE reference = ? ORDER BY id DESC LIMIT 1")
            .param(reference)
            .query(PaymentRows::payment)
            .optional();
    }

    /**
     * Adds an order that waits for its buyer.
     * @throws org.springframework.dao.DuplicateKeyException if the reference has an open
     * order
     */
    public PaymentId add(PrepareOrder order, OrderId orderId, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        DepositTerms terms = order.deposit();
        RefundAccount back = (terms != null) ? terms.refundAccount() : null;
        this.sql.sql("""
                INSERT INTO payment (order_id, reference, status, amount, customer_key, order_name, pay_before,
                    deposit_limit, refund_bank, refund_account, refund_holder, created_at)
                VALUES (:orderId, :reference, 'READY', :amount, :customerKey, :orderName, :payBefore,
                    :depositLimit, :refundBank, :refundAccount, :refundHolder, :now)""")
            .param("orderId", orderId.value())
            .param("reference", order.reference())
            .param("amount", order.amount().won())
            .param("customerKey", order.customerKey())
            .param("orderName", order.orderName())
            .param("payBefore", utc(order.payBefore()))
            .param("depositLimit", (terms != null) ? utc(terms.before()) : null)
            .param("refundBank", (back != null) ? back.bank() : null)
            .param("refundAccount", (back != null) ? back.accountNumber() : null)
            .param("refundHolder", (back != null) ? back.holderName() : null)
            .param("now", utc(now))
            .update(key, "id");
        return new PaymentId(Objects.requireNonNull(key.getKey()).longValue());
    }

    /**
     * READY to CONFIRMING, if the amount and the time are right.
     * @throws org.springframework.dao.DuplicateKeyException if another order was started
     * with the key
     */
    public boolean start(StartPayment start, Instant now, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE payment
                SET status = 'CONFIRMING', payment_key = :key, started_at = :now, next_attempt_at = :next
                WHERE order_id = :order AND status = 'READY' AND amount = :amount AND pay_before > :now""")
            .param("key", start.paymentKey())
            .param("now", utc(now))
            .param("next", utc(nextAttempt))
            .param("order", start.orderId().value())
            .param("amount", start.amount().won())
            .update() == 1;
    }

    /** READY to EXPIRED. */
    public boolean expire(OrderId order) {
        return this.sql.sql("UPDATE payment SET status = 'EXPIRED' WHERE order_id = ? AND status = 'READY'")
            .param(order.value())
            .update() == 1;
    }

    int expireUnpaid(Instant now, int limit) {
        return this.sql.sql("""
                UPDATE payment SET status = 'EXPIRED'
                WHERE status = 'READY' AND pay_before <= ? ORDER BY pay_before LIMIT ?""")
            .params(utc(now), limit)
            .update();
    }

    /** What nobody has asked the provider about for long enough, the longest first. */
    List<PaymentRow> due(Instant now, int limit) {
        return this.sql.sql(PaymentRows.PAYMENT + """
                WHERE status = 'CONFIRMING' AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?""")
            .params(utc(now), limit)
            .query(PaymentRows::payment)
            .list();
    }

    /** How many of these have an open order on the terms of a deposit. */
    public int countOpenDeposits(Collection<Long> references) {
        return this.sql.sql("""
                SELECT COUNT(DISTINCT reference) FROM payment
                WHERE reference IN (:references) AND deposit_limit IS NOT NULL
                    AND status IN ('READY', 'CONFIRMING', 'AWAITING_DEPOSIT')""")
            .param("references", references)
            .query(Integer.class)
            .single();
    }

    /** Those of these for which money is under way or owed. */
    public Set<Long> unsettled(Collection<Long> references) {
        return Set.copyOf(this.sql.sql("""
                SELECT DISTINCT p.reference FROM payment p
                WHERE p.reference IN (:references) AND (p.status IN ('CONFIRMING', 'AWAITING_DEPOSIT')
                    OR EXISTS (SELECT 1 FROM refund r
                        WHERE r.payment_id = p.id AND r.status IN ('REQUESTED', 'REFUSED'))
                    OR EXISTS (SELECT 1 FROM compensation c WHERE c.payment_id = p.id AND c.settled_at IS NULL))""")
            .param("references", references)
            .query(Long.class)
            .list());
    }

    /**
     * Erases the refund account and its holder from orders that owe nothing. Orders that
     * were never started (READY) become EXPIRED: what they were for has ended.
     */
    public void eraseRefundAccounts(Collection<Long> references) {
        this.sql.sql("""
                UPDATE payment p
                SET p.status = IF(p.status = 'READY', 'EXPIRED', p.status),
                    p.refund_bank = NULL, p.refund_account = NULL, p.refund_holder = NULL,
                    p.account_holder = IF(p.account_number IS NULL, NULL, '-')
                WHERE p.reference IN (:references) AND p.deposit_limit IS NOT NULL
                    AND p.status NOT IN ('CONFIRMING', 'AWAITING_DEPOSIT')
                    AND NOT EXISTS (SELECT 1 FROM refund r
                        WHERE r.payment_id = p.id AND r.status IN ('REQUESTED', 'REFUSED'))""")
            .param("references", references)
            .update();
    }

    /**
     * The accounts that nobody has looked at for long enough, the longest first; those
     * that are to be closed before all others, however many of these there are.
     */
    List<PaymentRow> dueDeposits(Instant now, int limit) {
        List<PaymentRow> due = new ArrayList<>(dueDeposits("<=", now, limit));
        if (due.size() < limit) {
            due.addAll(dueDeposits(">", now, limit - due.size()));
        }
        return due;
    }

    private List<PaymentRow> dueDeposits(String closing, Instant now, int limit) {
        return this.sql
            .sql(PaymentRows.PAYMENT + "WHERE status = 'AWAITING_DEPOSIT' AND closing_from " + closing
                    + " :now AND next_attempt_at <= :now ORDER BY next_attempt_at LIMIT :limit")
            .param("now", utc(now))
            .param("limit", limit)
            .query(PaymentRows::payment)
            .list();
    }

    /**
     * Notes that the provider is about to be asked, unless somebody else did so since the
     * row was read.
     */
    boolean claim(PaymentRow row, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE payment SET calls = calls + 1, next_attempt_at = ?
                WHERE id = ? AND status = ? AND next_attempt_at IS NOT NULL AND calls = ?""")
            .params(utc(nextAttempt), row.id().value(), row.status().name(), row.calls())
            .update() == 1;
    }

    /** The next call needs another idempotency key, for this one has its answer. */
    void useUpKey(PaymentRow row) {
        this.sql.sql("UPDATE payment SET confirm_key = confirm_key + 1 WHERE id = ? AND confirm_key = ?")
            .params(row.id().value(), row.confirmKey())
            .update();
    }

    /** CONFIRMING or AWAITING_DEPOSIT, as the row is, to CAPTURED. */
    boolean capture(PaymentRow row, ProviderPayment taken, Instant now) {
        Instant approvedAt = Objects.requireNonNullElse(taken.approvedAt(), now);
        boolean captured = as(row, accountOf(row, taken, this.sql.sql("""
                UPDATE payment
                SET status = 'CAPTURED', method = :method, approved_at = :approvedAt,
                    receipt_url = :receiptUrl,
                """ + KEEP_ACCOUNT + """
                    next_attempt_at = NULL
                WHERE
                """ + STILL_AS_READ))).param("method", name(taken.method()))
            .param("approvedAt", utc(approvedAt))
            .param("receiptUrl", shortened(taken.receiptUrl(), MAX_TEXT))
            .update() == 1;
        if (captured) {
            this.money.enter(row.id(), null, MoneyKind.CAPTURE, row.view().amount(), taken.transactionKey(), approvedAt,
                    now);
        }
        return captured;
    }

    /**
     * CONFIRMING to AWAITING_DEPOSIT.
     * @param nextLook when to ask about it, at its deadline at the latest
     */
    boolean awaitDeposit(PaymentRow row, ProviderPayment shown, Instant nextLook) {
        return as(row, accountOf(row, shown, this.sql.sql("""
                UPDATE payment
                SET status = 'AWAITING_DEPOSIT', method = :method,
                """ + KEEP_ACCOUNT + """
                    deposit_secret = :secret, next_attempt_at = LEAST(:nextLook, deposit_before)
                WHERE
                """ + STILL_AS_READ))).param("method", name(shown.method()))
            .param("secret", shown.secret())
            .param("nextLook", utc(nextLook))
            .update() == 1;
    }

    /**
     * CAPTURED to AWAITING_DEPOSIT, unless a part of the money was promised back. Whoever
     * learned of the money before cannot write it down any more.
     */
    boolean revert(PaymentRow row, Instant now, Instant nextAttempt) {
        boolean reverted = this.sql.sql("""
                UPDATE payment
                SET status = 'AWAITING_DEPOSIT', approved_at = NULL, receipt_url = NULL,
                    next_attempt_at = ?, calls = calls + 1
                WHERE id = ? AND status = 'CAPTURED' AND refund_reserved = 0 AND calls = ?
                    AND account_number IS NOT NULL AND deposit_limit IS NOT NULL""")
            .params(utc(nextAttempt), row.id().value(), row.calls())
            .update() == 1;
        if (reverted) {
            this.money.enter(row.id(), null, MoneyKind.REVERSAL, row.captured(), null, now, now);
            this.sql.sql("UPDATE payment SET reversals = reversals + 1 WHERE id = ?").param(row.id().value()).update();
        }
        return reverted;
    }

    /** Writes down that an account which waits shall be closed, from now on. */
    boolean askToClose(PaymentRow row, Instant now) {
        return this.sql.sql("""
                UPDATE payment SET deposit_closing = TRUE, next_attempt_at = LEAST(next_attempt_at, ?)
                WHERE id = ? AND status = 'AWAITING_DEPOSIT'""").params(utc(now), row.id().value()).update() == 1;
    }

    /**
     * Writes down money that came after the payment had failed, and that all of it goes
     * back.
     */
    boolean captureLate(PaymentRow row, ProviderPayment shown, Instant now) {
        Instant approvedAt = Objects.requireNonNullElse(shown.approvedAt(), now);
        boolean captured = accountOf(row, shown, this.sql.sql("""
                UPDATE payment
                SET refund_reserved = :taken, method = :method, approved_at = :approvedAt,
                """ + KEEP_ACCOUNT + """
                    receipt_url = :receiptUrl
                WHERE id = :id AND status = 'FAILED' AND refund_reserved = 0""")).param("taken", shown.balance())
            .param("method", name(shown.method()))
            .param("approvedAt", utc(approvedAt))
            .param("receiptUrl", shortened(shown.receiptUrl(), MAX_TEXT))
            .param("id", row.id().value())
            .update() == 1;
        if (captured) {
            this.money.enter(row.id(), null, MoneyKind.CAPTURE, new Money(shown.balance()), shown.transactionKey(),
                    approvedAt, now);
        }
        return captured;
    }

    private static @Nullable String name(@Nullable ProviderMethod method) {
        return (method != null) ? method.name() : null;
    }

    private static JdbcClient.StatementSpec as(PaymentRow row, JdbcClient.StatementSpec statement) {
        return statement.param("id", row.id().value()).param("status", row.status().name()).param("calls", row.calls());
    }

    /** The account that the provider shows, unless it is known. */
    private static JdbcClient.StatementSpec accountOf(PaymentRow row, ProviderPayment shown,
            JdbcClient.StatementSpec statement) {
        ProviderPayment.Account account = shown.account();
        return statement.param("bank", (account != null) ? shortened(account.bank(), 20) : null)
            .param("number", (account != null) ? shortened(account.number(), 50) : null)
            .param("holder", (account != null) ? shortened(account.holder(), 100) : null)
            .param("before", (account != null) ? utc(row.depositBefore(account)) : null);
    }

    /**
     * CONFIRMING or AWAITING_DEPOSIT, as the row is, to FAILED.
     * @param taken what the provider took all the same, which has to go back
     */
    boolean fail(PaymentRow row, String code, String message, @Nullable ProviderPayment taken, Instant now) {
        Money amount = (taken != null) ? new Money(taken.balance()) : Money.ZERO;
        boolean failed = as(row, this.sql.sql("""
                UPDATE payment
                SET status = 'FAILED', failure_code = :code, failure_message = :message,
                    refund_reserved = :taken, next_attempt_at = NULL
                WHERE
                """ + STILL_AS_READ)).param("code", shortened(code, MAX_CODE))
            .param("message", shortened(message, MAX_TEXT))
            .param("taken", amount.won())
            .update() == 1;
        if (failed && taken != null) {
            this.money.enter(row.id(), null, MoneyKind.CAPTURE, amount, taken.captureKey(),
                    Objects.requireNonNullElse(taken.approvedAt(), now), now);
        }
        return failed;
    }

    /**
     * Nobody else changes the payment until the transaction ends, and what follows sees
     * every entry that others made before.
     */
    void lock(PaymentId id) {
        this.sql.sql("SELECT id FROM payment WHERE id = ? FOR UPDATE").param(id.value()).query(Long.class).single();
    }

    /** The accounts that wait for money. */
    long countAwaited() {
        return this.sql.sql("SELECT COUNT(*) FROM payment WHERE status = 'AWAITING_DEPOSIT'")
            .query(Long.class)
            .single();
    }

    long countUnsettled() {
        return this.sql.sql("SELECT COUNT(*) FROM payment WHERE status = 'CONFIRMING'").query(Long.class).single();
    }

}
