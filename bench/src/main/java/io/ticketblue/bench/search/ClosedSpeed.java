package io.ticketblue.bench.search;

import io.ticketblue.bench.Latencies;
import io.ticketblue.bench.report.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * How fast a closed loop was answered.
 *
 * @param threads how many asked at the same time
 * @param questions how long the list of questions is
 * @param asked how many were asked, the list being repeated
 * @param answers how many were answered
 * @param rate answers a second, until the last answer
 * @param mean milliseconds of a question; null without answers, as the following
 * @param median milliseconds
 * @param ninetyNinth milliseconds that 99 % did not exceed; null for less than
 * {@value #LEAST} answers, of which it would be the longest
 * @param errors how many were not answered
 * @param firstError what the first of them was
 */
record ClosedSpeed(int threads, int questions, long asked, int answers, double rate, @Nullable Double mean,
        @Nullable Double median, @Nullable Double ninetyNinth, long errors, @Nullable String firstError) {

    /** Of less answers there is no 99th percentile. */
    static final int LEAST = 100;

    /** Whether each question was asked equally often, that is, the time sufficed. */
    boolean whole() {
        return this.asked > 0 && this.asked % this.questions == 0;
    }

    static @Nullable Double ninetyNinth(Latencies latencies) {
        return (latencies.count() >= LEAST) ? (Double) latencies.percentile(99) : null;
    }

    /** Milliseconds as reports show them; a dash for none. */
    static String millis(@Nullable Double millis) {
        return (millis != null) ? Markdown.format("%,.1f", millis) : "–";
    }

    static @Nullable Double figure(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }

}
