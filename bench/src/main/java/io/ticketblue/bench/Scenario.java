package io.ticketblue.bench;

import org.jspecify.annotations.Nullable;

/**
 * What the connections of a load ask for and which answers are right. One thread calls
 * all methods.
 */
interface Scenario {

    /** The next request of a connection, null when the scenario is over. */
    byte @Nullable [] next(int connection);

    /**
     * Checks an answer.
     * @return null if it is one that may be, otherwise what is wrong with it
     */
    @Nullable String check(int connection, AnswerReader answer);

    /** Whether the answers of a connection are measured, or only make a stir. */
    default boolean measures(int connection) {
        return true;
    }

    /** How many bytes of the body of an answer are kept for the check. */
    default int bodyLimit() {
        return 0;
    }

}
