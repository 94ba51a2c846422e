package io.ticketblue.bench;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LatenciesTests {

    @Test
    void findsPercentilesByNearestRank() {
        Latencies latencies = Latencies
            .ofNanos(LongStream.rangeClosed(1, 200).map((n) -> (201 - n) * 1_000_000).toArray());
        assertThat(latencies.percentile(50)).isEqualTo(100);
        assertThat(latencies.percentile(95)).isEqualTo(190);
        assertThat(latencies.percentile(99)).isEqualTo(198);
        assertThat(latencies.percentile(99.9)).isEqualTo(200);
        assertThat(latencies.percentile(100)).isEqualTo(200);
        assertThat(latencies.percentile(0.1)).isEqualTo(1);
    }

    @Test
    void knowsNoPercentileOfNothing() {
        assertThat(Latencies.ofNanos().percentile(50)).isNaN();
    }

    @Test
    void refusesAPercentileThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Latencies.ofNanos(1).percentile(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Latencies.ofNanos(1).percentile(101));
    }

    @Test
    void keepsEveryLatencyOfEveryThread() {
        Latencies.Recorder one = new Latencies.Recorder();
        Latencies.Recorder other = new Latencies.Recorder();
        for (int i = 1; i <= 3000; i++) {
            one.add(i * 1_000_000L);
            other.add((3000 + i) * 1_000_000L);
        }
        other.addTo(one);
        assertThat(one.latencies().count()).isEqualTo(6000);
        assertThat(one.latencies().percentile(100)).isEqualTo(6000);
        assertThat(one.latencies().percentile(50)).isEqualTo(3000);
    }

    @Test
    void findsTheMedianOfFigures() {
        assertThat(Measurement.median(3, 1, 2)).isEqualTo(2);
        assertThat(Measurement.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Measurement.median()).isNaN();
    }

}
