package io.ticketblue.shared.database.replica;

import java.lang.ScopedValue.CallableOp;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.ticketblue.shared.database.DatabaseFailures;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.FallbackReads;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.database.PrimaryReads;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Serves methods that are {@code @MayBeStale} by the replica while that is in use, and by
 * the primary otherwise; those with a {@code @ReplicaFallback} always by the primary
 * first. A call that fails at the replica is made once more at the primary, and one that
 * meets a primary that does not answer once more at the replica; such methods only read.
 * Connections that are short are no outage: the replica could be minutes old. It comes
 * before the transaction of the method itself.
 */
final class ReplicaReads implements MethodInterceptor, FallbackReads {

    private final boolean configured;

    private final ReplicaStatus status;

    private final BooleanSupplier requiresPrimary;

    private final LongAdder atReplica = new LongAdder();

    private final LongAdder atPrimary = new LongAdder();

    private final LongAdder toPrimary = new LongAdder();

    private final LongAdder toReplica = new LongAdder();

    /**
     * Serves reads by the replica.
     * @param configured whether there is one
     * @param status of the replica
     * @param requiresPrimary whether the present caller must not see old data
     */
    ReplicaReads(boolean configured, ReplicaStatus status, BooleanSupplier requiresPrimary) {
        this.configured = configured;
        this.status = status;
        this.requiresPrimary = requiresPrimary;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        if (isDecided()) {
            return call.proceed();
        }
        CallableOp<@Nullable Object, Throwable> attempt = () -> ((ProxyMethodInvocation) call).invocableClone()
            .proceed();
        return mayUseReplica(call) ? replicaFirst(attempt) : primaryFirst(attempt);
    }

    private boolean mayUseReplica(MethodInvocation call) {
        return this.status.isInUse() && call.getMethod().isAnnotationPresent(MayBeStale.class)
                && !PrimaryReads.isRequired() && !this.requiresPrimary.getAsBoolean();
    }

    @Override
    public boolean arePossible() {
        return this.status.isUsableWithoutPrimary();
    }

    @Override
    public <T> T read(Supplier<T> reads) {
        return isDecided() ? reads.get() : primaryFirst(reads::get);
    }

    /** Without a replica, and in a transaction, which has its connection already. */
    private boolean isDecided() {
        return !this.configured || TransactionSynchronizationManager.isActualTransactionActive();
    }

    private <T extends @Nullable Object, X extends Throwable> T replicaFirst(CallableOp<T, X> attempt) throws X {
        try {
            T answer = DatabaseRoute.REPLICA.call(attempt);
            this.atReplica.increment();
            return answer;
        }
        catch (Throwable ex) {
            if (!isOfTheDatabase(ex)) {
                throw ex;
            }
            if (DatabaseFailures.isConnectionLost(ex) && !DatabaseFailures.isShortage(ex)) {
                this.status.fault(ReplicaState.DOWN, ex);
            }
            this.toPrimary.increment();
        }
        T answer = DatabaseRoute.PRIMARY.call(attempt);
        this.atPrimary.increment();
        return answer;
    }

    private <T extends @Nullable Object, X extends Throwable> T primaryFirst(CallableOp<T, X> attempt) throws X {
        try {
            T answer = DatabaseRoute.PRIMARY.call(attempt);
            this.atPrimary.increment();
            return answer;
        }
        catch (Throwable ex) {
            if (!mayFallBack(ex)) {
                throw ex;
            }
            return replicaInstead(attempt, ex);
        }
    }

    /**
     * A replica that is in use is as good as ever. One that is further behind is read
     * only if the probe, too, gets no answer from the primary: the pool gives out no
     * connections also if all are in use, or the statements of others are slow.
     */
    private boolean mayFallBack(Throwable thrown) {
        if (!DatabaseFailures.isConnectionLost(thrown) || !this.status.isUsableWithoutPrimary()) {
            return false;
        }
        return this.status.isPrimarySilent() || (this.status.isInUse() && !DatabaseFailures.isShortage(thrown));
    }

    private <T extends @Nullable Object, X extends Throwable> T replicaInstead(CallableOp<T, X> attempt,
            Throwable primary) throws X {
        try {
            T answer = DatabaseRoute.REPLICA.call(attempt);
            this.toReplica.increment();
            this.atReplica.increment();
            return answer;
        }
        catch (Throwable ex) {
            ex.addSuppressed(primary);
            throw ex;
        }
    }

    private static boolean isOfTheDatabase(Throwable thrown) {
        for (@Nullable
        Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || cause instanceof DataAccessException
                    || cause instanceof TransactionException) {
                return true;
            }
        }
        return false;
    }

    long atReplica() {
        return this.atReplica.sum();
    }

    long atPrimary() {
        return this.atPrimary.sum();
    }

    long toPrimary() {
        return this.toPrimary.sum();
    }

    long toReplica() {
        return this.toReplica.sum();
    }

}
