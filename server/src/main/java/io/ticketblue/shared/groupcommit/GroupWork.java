package io.ticketblue.shared.groupcommit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Does what callers ask for, a group at a time.
 *
 * @param <T> what a caller asks for
 * @param <R> what a caller is told
 */
public interface GroupWork<T, R> {

    /**
     * Which requests may share a group and wait for each other's locks.
     * @param request a request
     * @return a key; requests with equal keys are of the same lane
     */
    Object lane(T request);

    /**
     * Whether a group may have requests of several lanes. Its transaction must not wait
     * long for a lock that requests of other lanes do not need, but fail with a
     * {@link org.springframework.dao.ConcurrencyFailureException}; then each lane is
     * tried alone.
     * @return false where each group is of one lane
     */
    default boolean lanesMayShare() {
        return false;
    }

    /**
     * Does the work of a group in a transaction of its own; is called on a thread of its
     * own.
     * @param group the requests, in order of arrival
     * @return an answer for each request, in the same order, durable; null where the
     * caller had given up before anything was done for it
     */
    List<@Nullable R> commit(List<? extends GroupMember<T>> group);

    /**
     * Hears that an answer found nobody: the caller was told that nothing is known, and
     * left while the transaction was being committed. Must return soon and throw nothing.
     * @param answer the answer
     */
    default void undelivered(R answer) {
    }

}
