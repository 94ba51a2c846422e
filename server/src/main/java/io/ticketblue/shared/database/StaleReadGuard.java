package io.ticketblue.shared.database;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Refuses methods that are {@link MayBeStale} inside a transaction that writes. It comes
 * before the transaction of the method itself.
 */
final class StaleReadGuard implements MethodInterceptor {

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException(call.getMethod().getDeclaringClass().getSimpleName() + "."
                    + call.getMethod().getName() + " may return stale data and was called in a transaction that writes;"
                    + " use a method that is not @MayBeStale");
        }
        return call.proceed();
    }

}
