package io.ticketblue.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One scenario, measured several times.
 *
 * @param name what it is
 * @param samples the answers of each repetition
 */
public record Measurement(String name, List<Sample> samples) {

    /** The median over the repetitions. */
    double median(ToDoubleFunction<Sample> figure) {
        return median(this.samples.stream().mapToDouble(figure).toArray());
    }

    /** How many answers had a status, in all measured times together. */
    long answers(int status) {
        return this.samples.stream().mapToLong((sample) -> sample.statuses().getOrDefault(status, 0L)).sum();
    }

    /** How many answers were wrong. */
    long faults() {
        return this.samples.stream().mapToLong(Sample::faults).sum();
    }

    /**
     * The median of some figures: the one in the middle, or the mean of the two there.
     */
    public static double median(double... figures) {
        if (figures.length == 0) {
            return Double.NaN;
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

}
