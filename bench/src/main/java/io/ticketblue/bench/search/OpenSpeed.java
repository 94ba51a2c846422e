package io.ticketblue.bench.search;

import org.jspecify.annotations.Nullable;

/**
 * How fast an open load was answered.
 *
 * @param rate how many questions arrive in a second on average
 * @param arrived how many arrived; 0 if the way had failed at a lower rate and was not
 * asked
 * @param answers how many were answered
 * @param median milliseconds from arrival to answer; null if the way does not keep up, as
 * the following
 * @param ninetyNinth milliseconds that 99 % did not exceed; null for less than
 * {@value ClosedSpeed#LEAST} answers
 * @param errors how many were not answered
 * @param firstError what the first of them was
 * @param keepsUp whether neither the queue nor the time for emptying it was exceeded
 * @param waiting how many waited when the last one arrived
 */
record OpenSpeed(int rate, int arrived, int answers, @Nullable Double median, @Nullable Double ninetyNinth, long errors,
        @Nullable String firstError, boolean keepsUp, int waiting) {

    /** A rate above one with which the way does not keep up. */
    static OpenSpeed notAsked(int rate) {
        return new OpenSpeed(rate, 0, 0, null, null, 0, null, false, 0);
    }

}
