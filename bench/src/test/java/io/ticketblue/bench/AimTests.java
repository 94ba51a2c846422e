package io.ticketblue.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AimTests {

    private static final Machine MACHINE = new Machine(2, 8_000, "a processor", "an operating system", "a Java", 1, 2);

    @Test
    void meetsAllAimsWhenEverythingIsFastAndRight() {
        Result result = result(List.of(part(1000, 250, 300, 10), part(1000, 250, 300, 10)), 59_999, List.of());
        assertThat(Aim.of(result)).isNotEmpty().allMatch(Aim::met);
        assertThat(result.right()).isTrue();
    }

    @Test
    void countsGrantedHoldsOnly() {
        assertThat(unmet(part(1000, 249, 300, 10))).singleElement()
            .asString()
            .contains("granted holds", "at least 25 %");
    }

    @Test
    void missesTheAimsOfSlowMapsAndSlowHolds() {
        assertThat(unmet(part(1000, 250, 299, 250))).hasSize(2);
    }

    @Test
    void noticesThatALargeLedgerMakesHoldsSlower() {
        Result result = result(List.of(part(1000, 500, 300, 10), part(1000, 440, 300, 10)), 1, List.of());
        assertThat(unmet(result)).singleElement().asString().contains("no slower", "88 % of that rate");
    }

    @Test
    void isNotDeceivedByAMachineThatBecameFaster() {
        Result result = result(List.of(part(1000, 500, 500, 10), part(1200, 520, 600, 10)), 1, List.of());
        assertThat(unmet(result)).singleElement().asString().contains("104 % of that rate, 87 % of that share");
    }

    @Test
    void takesNoAnswersForAFailure() {
        assertThat(unmet(part(0, 0, 0, 10))).hasSize(2);
    }

    @Test
    void neverCallsAWrongLedgerRight() {
        Result result = result(List.of(part(1000, 250, 300, 10)), 1, List.of("one seat has two reservations"));
        assertThat(unmet(result)).hasSize(1);
        assertThat(result.right()).isFalse();
        assertThat(new Report(result).markdown()).contains("one seat has two reservations | **not met**");
    }

    private static List<Aim> unmet(Part part) {
        return unmet(result(List.of(part), 1, List.of()));
    }

    private static List<Aim> unmet(Result result) {
        return Aim.of(result).stream().filter((aim) -> !aim.met()).toList();
    }

    private static Result result(List<Part> parts, long operaBytes, List<String> ledgerFaults) {
        BenchOptions options = BenchOptions.parse(List.of("--results=" + Path.of("nowhere")));
        return new Result(Instant.EPOCH, "a command", options, List.of(), MACHINE, parts,
                List.of(new Sizes(3_000, 400_000, operaBytes, 100)), 5, 0, ledgerFaults);
    }

    /** Rates a second; as many holds are refused as are granted. */
    private static Part part(int nothing, int granted, int map, int holdMillis) {
        return new Part("some ledger", 100, 10,
                List.of(measured(Course.NOTHING, nothing, Map.of(204, (long) nothing), 1),
                        measured(Course.RAW, 9_000, Map.of(), 1), measured(Course.HOLDS, granted * 2,
                                Map.of(201, (long) granted, 409, (long) granted), holdMillis),
                        measured(Course.MAP, map, Map.of(200, (long) map), 1)));
    }

    private static Measurement measured(String name, int answers, Map<Integer, Long> statuses, int millis) {
        Latencies latencies = Latencies.ofNanos(LongStream.generate(() -> millis * 1_000_000L).limit(100).toArray());
        Sample sample = new Sample(1, answers, statuses, statuses, latencies, 0, 64, 0, null, Cores.UNKNOWN);
        return new Measurement(name, Collections.nCopies(3, sample));
    }

}
