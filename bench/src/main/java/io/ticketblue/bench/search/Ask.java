package io.ticketblue.bench.search;

/**
 * Asks one question.
 *
 * @param <A> what is asked with, one for each thread
 * @param <T> what is asked
 */
@FunctionalInterface
interface Ask<A, T> {

    void ask(A with, T question);

}
