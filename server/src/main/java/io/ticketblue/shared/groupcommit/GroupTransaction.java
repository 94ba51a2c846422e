package io.ticketblue.shared.groupcommit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.ticketblue.shared.database.DatabaseFailures;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transaction of a group. The connection's own limits end what takes too long: first
 * {@code innodb_lock_wait_timeout}, and where the database is silent the socket's
 * timeout. When the database rolled the transaction back to end a deadlock, it is tried
 * again as long as anybody waits for it. A lock that did not come in time is not waited
 * for again, for the wait has used up much of what a caller is ready to wait.
 */
public final class GroupTransaction {

    private static final int MOST_ATTEMPTS = 5;

    private final TransactionTemplate transaction;

    /**
     * Creates the transactions of groups.
     * @param transactions runs them
     */
    public GroupTransaction(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Runs work in a transaction.
     * @param group for whom; without anybody who waits nothing is run
     * @param work what to do, perhaps several times; null rolls back and begins again
     * @return what the work returned, committed; null if nobody waits any more
     * @throws ConcurrencyFailureException if a lock did not come in time, or at the fifth
     * deadlock
     * @param <V> the type of the result
     */
    public <V> @Nullable V run(List<? extends GroupMember<?>> group, Supplier<@Nullable V> work) {
        for (int attempt = 1; !group.stream().allMatch(GroupMember::abandoned); attempt++) {
            try {
                Optional<V> result = Objects.requireNonNull(this.transaction.execute((status) -> once(status, work)));
                if (result.isPresent() || attempt == MOST_ATTEMPTS) {
                    return result.orElse(null);
                }
            }
            catch (ConcurrencyFailureException ex) {
                if (attempt == MOST_ATTEMPTS || !DatabaseFailures.isDeadlock(ex)) {
                    throw ex;
                }
            }
        }
        return null;
    }

    private static <V> Optional<V> once(TransactionStatus status, Supplier<@Nullable V> work) {
        Optional<V> result = Optional.ofNullable(work.get());
        if (result.isEmpty()) {
            status.setRollbackOnly();
        }
        return result;
    }

}
