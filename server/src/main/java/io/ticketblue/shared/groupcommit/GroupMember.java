package io.ticketblue.shared.groupcommit;

/**
 * A request that is in a group.
 *
 * @param <T> what a caller asks for
 */
public interface GroupMember<T> {

    /**
     * What is asked for.
     * @return the request
     */
    T request();

    /**
     * Whether the caller has given up waiting. Such a request must not be granted
     * anything any more. Can become true at any time, but never false again.
     * @return true if nobody waits for the answer
     */
    boolean abandoned();

}
