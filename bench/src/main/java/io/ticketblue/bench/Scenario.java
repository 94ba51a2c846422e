package io.ticketblue.bench;

import org.jspecify.annotations.Nullable;

/**
 * What the connections of a load ask for and what they must hear. One thread calls all
 * methods.
 */
interface Scenario {

    /** The next request of a connection, null when the scenario is over. */
    byte @Nullable [] next(int connection);

    /**
     * Hears an answer.
     * @return null if it is one that may be, otherwise what is wrong with it
     */
    @Nullable String hear(int connection, AnswerReader answer);

    /** Whether the answers of a connection are measured, or only make a stir. */
    default boolean measures(int connection) {
        return true;
    }

    /** How many bytes of an answer the scenario needs to see. */
    default int keeps() {
        return 0;
    }

}
