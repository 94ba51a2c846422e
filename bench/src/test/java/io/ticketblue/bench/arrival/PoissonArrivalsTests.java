package io.ticketblue.bench.arrival;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PoissonArrivalsTests {

    @Test
    void comeAtTheRateInAscendingOrder() {
        long[] times = PoissonArrivals.times(50, 10_000, new SplittableRandom(1));
        assertThat(times).isSorted();
        assertThat(times[9_999] / 1e9).isCloseTo(200, within(10.0));
    }

    @Test
    void comeAtRandomAndNotInStep() {
        long[] times = PoissonArrivals.times(50, 10_000, new SplittableRandom(1));
        double[] gaps = new double[times.length - 1];
        Arrays.setAll(gaps, (i) -> (times[i + 1] - times[i]) / 1e9);
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double deviation = Math
            .sqrt(Arrays.stream(gaps).map((gap) -> (gap - mean) * (gap - mean)).average().orElseThrow());
        // The standard deviation of exponential gaps is their mean.
        assertThat(deviation / mean).isCloseTo(1, within(0.1));
    }

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(PoissonArrivals.times(20, 100, new SplittableRandom(7)))
            .isEqualTo(PoissonArrivals.times(20, 100, new SplittableRandom(7)))
            .isNotEqualTo(PoissonArrivals.times(20, 100, new SplittableRandom(8)));
    }

}
