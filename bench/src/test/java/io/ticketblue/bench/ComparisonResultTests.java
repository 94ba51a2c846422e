package io.ticketblue.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonResultTests {

    private static final Machine MACHINE = new Machine(2, 8_000, "a processor", "an operating system", "a Java", 1, 2);

    @TempDir
    private Path directory;

    private Path baseline = Path.of("");

    @BeforeEach
    void makeBaseline() throws IOException {
        this.baseline = Files.createFile(this.directory.resolve("before.jar"));
    }

    @Test
    void meetsAllAimsOfSigningIn() {
        assertThat(signIn(380, 10).aims()).hasSize(5).allMatch(Aim::met);
    }

    @Test
    void countsOnlyGrantedHoldsAsHolds() {
        // 400 answers a second come in any case.
        assertThat(unmet(signIn(250, 10))).singleElement()
            .asString()
            .contains("granted holds lose less than 10 %", "66 % are left");
    }

    @Test
    void missesTheAimOfSlowHolds() {
        assertThat(unmet(signIn(380, 250))).singleElement().asString().contains("hold p99 under 250 ms", "250.0 ms");
    }

    @Test
    void comparesGrantedHoldsOfBothBuilds() {
        assertThat(nothing(130).aims()).hasSize(3).allMatch(Aim::met);
        assertThat(unmet(nothing(129))).singleElement()
            .asString()
            .contains("granted holds: at least 1.3 times", "1.29");
    }

    @Test
    void tellsGrantedHolds() {
        assertThat(new ComparisonReport(nothing(130)).write(this.directory)).content()
            .contains("# A request that does nothing, before and after, 1970-01-01", "| holds, after | 1,000 | 130 |");
        assertThat(new ComparisonReport(signIn(380, 10)).write(this.directory)).hasFileName("1970-01-01-sign-in.md");
    }

    private static List<Aim> unmet(ComparisonResult result) {
        return result.aims().stream().filter((aim) -> !aim.met()).toList();
    }

    private ComparisonResult signIn(int grantedBeside, int millisBeside) {
        return result("--sign-in",
                List.of(holds(ComparisonBench.HOLDS_ALONE, ComparisonBench.BEFORE, 400, 380, 5),
                        holds(ComparisonBench.HOLDS_BESIDE, ComparisonBench.BEFORE, 400, 200, 2000),
                        holds(ComparisonBench.HOLDS_ALONE, ComparisonBench.AFTER, 400, 380, 5),
                        holds(ComparisonBench.HOLDS_BESIDE, ComparisonBench.AFTER, 400, grantedBeside, millisBeside)));
    }

    private ComparisonResult nothing(int granted) {
        return result("--nothing",
                List.of(holds(ComparisonBench.NOTHING, ComparisonBench.BEFORE, 1000, 0, 1),
                        holds(ComparisonBench.HOLDS, ComparisonBench.BEFORE, 1000, 100, 5),
                        holds(ComparisonBench.NOTHING, ComparisonBench.AFTER, 2000, 0, 1),
                        holds(ComparisonBench.HOLDS, ComparisonBench.AFTER, 1000, granted, 5)));
    }

    private ComparisonResult result(String what, List<Measurement> measurements) {
        SignInCrowd crowd = new SignInCrowd(100, 100, 2, Map.of(200, 100));
        return new ComparisonResult(Instant.EPOCH, "a command",
                BenchOptions.parse(List.of(what, "--baseline=" + this.baseline)), MACHINE, measurements,
                Map.of(ComparisonBench.name("sign-ins alone", ComparisonBench.BEFORE), List.of(crowd),
                        ComparisonBench.name("sign-ins alone", ComparisonBench.AFTER), List.of(crowd)),
                400);
    }

    private static Measurement holds(String what, String build, int answers, long granted, int millis) {
        Latencies latencies = Latencies.ofNanos(LongStream.generate(() -> millis * 1_000_000L).limit(100).toArray());
        Map<Integer, Long> statuses = Map.of(201, granted, 409, answers - granted);
        return new Measurement(ComparisonBench.name(what, build),
                List.of(new Sample(1, answers, statuses, statuses, latencies, 0, 64, 0, null, Cores.UNKNOWN)));
    }

}
