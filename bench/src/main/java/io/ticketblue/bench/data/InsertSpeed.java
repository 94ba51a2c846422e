package io.ticketblue.bench.data;

import java.util.List;

import io.ticketblue.bench.Measurement;

/**
 * How fast rows were inserted.
 *
 * @param method how
 * @param rows how many in each repetition
 * @param seconds how long it took to write and commit them, each time
 */
record InsertSpeed(InsertMethod method, long rows, List<Double> seconds) {

    /** Rows a second, the median of all repetitions. */
    double rate() {
        return this.rows / Measurement.median(this.seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** How many times as fast as another. */
    double times(InsertSpeed other) {
        return rate() / other.rate();
    }

}
