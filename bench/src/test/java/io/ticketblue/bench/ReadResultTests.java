package io.ticketblue.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReadResultTests {

    private static final Machine MACHINE = new Machine(2, 8_000, "a processor", "an operating system", "a Java", 1, 2);

    @Test
    void meetsAllAimsWhenReadsAreAlmostAsFastAsNothing() {
        assertThat(result(Map.of()).aims()).hasSize(16).allMatch(Aim::met);
    }

    @Test
    void comparesWithNothingThatHasNoTokenEither() {
        // Faster than doing nothing with a token, which answers 500 a second.
        Map<String, Integer> slow = Map.of(ReadBench.name("venue", "both", ReadBench.USUAL), 899);
        assertThat(unmet(result(slow))).singleElement().asString().contains("venue as JSON: at least 90 %", "90 %");
    }

    @Test
    void asksLessOfReviewsAndOfPages() {
        assertThat(unmet(result(Map.of(ReadBench.name("reviews", "both", ReadBench.USUAL), 699)))).singleElement()
            .asString()
            .contains("reviews as JSON: at least 70 %");
        assertThat(unmet(result(Map.of(ReadBench.name("home", ReadBench.GUEST, ReadBench.USUAL), 399)))).singleElement()
            .asString()
            .contains("home as HTML: at least 40 %");
        assertThat(unmet(result(Map.of(ReadBench.name("home", ReadBench.SIGNED_IN, ReadBench.USUAL), 1)))).isEmpty();
    }

    @Test
    void comparesTheMedianWithThatWithoutACache() {
        // 4 ms without a cache, 1 ms with both.
        assertThat(unmet(result(Map.of(ReadBench.name("cast", "none", ReadBench.USUAL), 250)))).singleElement()
            .asString()
            .contains("cast as JSON: p50 at least 5 times", "4.0 times");
    }

    @Test
    void isWrongWithOneUnexpectedAnswer() {
        List<Measurement> measurements = new ArrayList<>(result(Map.of()).measurements());
        Sample sample = measurements.getFirst().samples().getFirst();
        measurements.add(new Measurement("more", List.of(new Sample(1, 1, Map.of(500, 1L), Map.of(500, 1L),
                sample.latencies(), 0, 1, 1, "500", Cores.UNKNOWN))));
        ReadResult result = result(measurements);
        assertThat(result.right()).isFalse();
        assertThat(unmet(result)).singleElement().asString().contains("no error");
    }

    @Test
    void tellsMachineCommandAndAllLoads(@TempDir Path directory) throws IOException {
        Path written = new ReadReport(result(Map.of())).write(directory);
        assertThat(written).hasFileName("1970-01-01-reads.md")
            .content()
            .contains("2 cores of a processor", "| command | `a command` |", "(1970-01-01-reads.svg)",
                    "| do nothing with a token | both | 32 |", "| reviews | redis | 128 |",
                    "| seat page | signed in | 32 |", "| first answer after the start, s | 12.0 | 8.0 | 1.50 |",
                    "| performance, a second | 1,000 | 400 | 2.50 |");
        assertThat(Files.readString(directory.resolve("1970-01-01-reads.json")))
            .contains("do nothing with a token, both, 1");
        assertThat(directory.resolve("1970-01-01-reads.svg")).content().contains("<svg");
    }

    private static List<Aim> unmet(ReadResult result) {
        return result.aims().stream().filter((aim) -> !aim.met()).toList();
    }

    /** 1,000 a second, 100 without a cache, unless another rate is given for a load. */
    private static ReadResult result(Map<String, Integer> rates) {
        List<Measurement> measurements = new ArrayList<>();
        for (int connections : ReadBench.CONNECTIONS) {
            add(measurements, rates, ReadBench.name(ReadBench.NOTHING, "both", connections), 1000);
            add(measurements, rates, ReadBench.name(ReadBench.NOTHING_WITH_TOKEN, "both", connections), 500);
            add(measurements, rates, ReadBench.name(ReadBench.NOTHING, BareServer.MVC, connections), 4000);
            for (String read : ReadResult.READS) {
                for (String levels : ReadBench.LEVELS) {
                    add(measurements, rates, ReadBench.name(read, levels, connections),
                            levels.equals("none") ? 100 : 1000);
                }
            }
        }
        for (String page : ReadResult.PAGES) {
            for (String reader : List.of(ReadBench.GUEST, ReadBench.SIGNED_IN)) {
                add(measurements, rates, ReadBench.name(page, reader, ReadBench.USUAL), 500);
            }
            add(measurements, rates, ReadBench.name(page, ReadBench.C1, ReadBench.USUAL), 250);
        }
        add(measurements, rates, ReadBench.name(ReadBench.COMPARED, ReadBench.C1, ReadBench.USUAL), 400);
        return result(measurements);
    }

    private static ReadResult result(List<Measurement> measurements) {
        return new ReadResult(Instant.EPOCH, "a command", BenchOptions.parse(List.of("--reads")), MACHINE, 12, 8,
                measurements);
    }

    private static void add(List<Measurement> measurements, Map<String, Integer> rates, String name, int usual) {
        int rate = rates.getOrDefault(name, usual);
        Latencies latencies = Latencies.ofNanos(LongStream.generate(() -> 1_000_000_000L / rate).limit(100).toArray());
        Sample sample = new Sample(1, rate, Map.of(200, (long) rate), Map.of(200, (long) rate), latencies, 0, 32, 0,
                null, Cores.UNKNOWN);
        measurements.add(new Measurement(name, List.of(sample, sample, sample)));
    }

}
