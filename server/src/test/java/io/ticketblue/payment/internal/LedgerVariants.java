package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.RefundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Ledgers that wait for each other, and ledgers without their guards, as controls. */
final class LedgerVariants {

    private LedgerVariants() {
    }

    static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        }
        catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Makes the ledger of one node. */
    interface Maker {

        PaymentLedger make(JdbcClient sql, CyclicBarrier barrier);

    }

    /** Does not let go of what it looked up before all nodes have. */
    record Waiting(PaymentProvider provider, CyclicBarrier barrier) implements PaymentProvider {

        @Override
        public ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey) {
            return this.provider.confirm(paymentKey, order, amount, idempotencyKey);
        }

        @Override
        public ProviderAnswer payment(String paymentKey) {
            ProviderAnswer answer = this.provider.payment(paymentKey);
            await(this.barrier);
            return answer;
        }

        @Override
        public ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey) {
            return this.provider.cancel(cancellation, idempotencyKey);
        }

    }

    /** Trusts what it read earlier. */
    static final class UnguardedCapture extends PaymentLedger {

        private final JdbcClient sql;

        UnguardedCapture(JdbcClient sql) {
            super(sql);
            this.sql = sql;
        }

        @Override
        boolean capture(PaymentRow row, ProviderPayment taken, Instant now) {
            return row.status() == PaymentStatus.CONFIRMING
                    && this.sql.sql("UPDATE payment SET status = 'CAPTURED', next_attempt_at = NULL WHERE id = ?")
                        .param(row.id().value())
                        .update() == 1;
        }

    }

    /** Trusts what it read earlier of an account that waits. */
    static final class UnguardedDeposit extends PaymentLedger {

        private final JdbcClient sql;

        UnguardedDeposit(JdbcClient sql) {
            super(sql);
            this.sql = sql;
        }

        @Override
        boolean capture(PaymentRow row, ProviderPayment taken, Instant now) {
            return row.status() == PaymentStatus.AWAITING_DEPOSIT
                    && this.sql.sql("UPDATE payment SET status = 'CAPTURED', next_attempt_at = NULL WHERE id = ?")
                        .param(row.id().value())
                        .update() == 1;
        }

    }

    /** Trusts what it read earlier. */
    static final class UnguardedDone extends RefundLedger {

        private final JdbcClient sql;

        UnguardedDone(JdbcClient sql) {
            super(sql);
            this.sql = sql;
        }

        @Override
        boolean done(RefundRow row, @Nullable String transactionKey, Instant now) {
            return row.isRequested() && this.sql
                .sql("UPDATE refund SET status = 'DONE', ended_at = ?, next_attempt_at = NULL WHERE id = ?")
                .params(PaymentRows.utc(now), row.id().value())
                .update() == 1;
        }

    }

    /** Takes every refund for owed. */
    static final class UnguardedSettle extends RefundLedger {

        private final JdbcClient sql;

        UnguardedSettle(JdbcClient sql) {
            super(sql);
            this.sql = sql;
        }

        @Override
        public boolean settle(RefundId id, String note, long by, Instant now) {
            return this.sql
                .sql("UPDATE refund SET status = 'SETTLED', note = ?, settled_by = ?, ended_at = ? WHERE id = ?")
                .params(note, by, PaymentRows.utc(now), id.value())
                .update() == 1;
        }

    }

    /** Does not begin before all nodes know what is due. */
    abstract static class BarrierLedger extends PaymentLedger {

        private final CyclicBarrier barrier;

        BarrierLedger(JdbcClient sql, CyclicBarrier barrier) {
            super(sql);
            this.barrier = barrier;
        }

        @Override
        List<PaymentRow> due(Instant now, int limit) {
            List<PaymentRow> due = super.due(now, limit);
            await(this.barrier);
            return due;
        }

    }

    static final class OneAfterTheOther extends BarrierLedger {

        OneAfterTheOther(JdbcClient sql, CyclicBarrier barrier) {
            super(sql, barrier);
        }

    }

    /** Takes everything on that it has read. */
    static final class UnguardedClaim extends BarrierLedger {

        private final Set<PaymentId> claimed = ConcurrentHashMap.newKeySet();

        UnguardedClaim(JdbcClient sql, CyclicBarrier barrier) {
            super(sql, barrier);
        }

        @Override
        boolean claim(PaymentRow row, Instant nextAttempt) {
            super.claim(row, nextAttempt);
            return this.claimed.add(row.id());
        }

    }

}
