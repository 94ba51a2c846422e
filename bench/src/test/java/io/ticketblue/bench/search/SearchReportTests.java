package io.ticketblue.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.bench.Aim;
import io.ticketblue.bench.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SearchReportTests {

    private static final Machine MACHINE = new Machine(2, 8_000, "a processor", "an operating system", "a Java", 1, 2);

    private static final SearchResult.Speeds FAST = speeds(200, 10, 10.0, true, 0);

    private static final SearchResult.Speeds SLOW = speeds(10, 1000, null, false, 0);

    @Test
    void meetsAllAimsWhenEverythingIsFastAndRight() {
        assertThat(aims(FAST, SLOW, 59, 54)).hasSize(8).allMatch(Aim::met);
    }

    @Test
    void comparesTheRateWithTheWorstNumberOfThreads() {
        List<ClosedSpeed> closed = new ArrayList<>(FAST.closed());
        closed.set(2, speeds(199, 10, 10.0, true, 0).closed(32));
        SearchResult.Speeds once = new SearchResult.Speeds(closed, FAST.open(), FAST.times());
        assertThat(unmet(aims(once, SLOW, 59, 54))).singleElement()
            .asString()
            .contains("at least 20 times", "19.9 times");
    }

    @Test
    void judgesLatencyByArrivalsAndTellsTheClosedLoop() {
        assertThat(unmet(aims(speeds(200, 10, 50.0, true, 0), SLOW, 59, 54))).singleElement()
            .asString()
            .contains("p99 of searches that arrive at 50 a second under 50 ms", "50.0 ms", "8 threads", "10.0 ms");
    }

    @Test
    void doesNotMeetTheAimOfARateThatItCannotKeepUpWith() {
        assertThat(unmet(aims(speeds(200, 10, null, false, 0), SLOW, 59, 54))).singleElement()
            .asString()
            .contains("cannot keep up");
    }

    @Test
    void doesNotMeetTheAimOfARateThatWasNotMeasured() {
        SearchResult.Speeds without = new SearchResult.Speeds(FAST.closed(), List.of(), FAST.times());
        assertThat(unmet(aims(without, SLOW, 59, 54))).singleElement().asString().contains("was not measured");
    }

    @Test
    void missesTheAimOfRightResults() {
        assertThat(unmet(aims(FAST, SLOW, 32, 54))).singleElement().asString().contains("32 of 60, others at most 33");
        assertThat(unmet(aims(FAST, SLOW, 59, 53))).singleElement().asString().contains("53 of 54");
    }

    @Test
    void missesTheAimOfAnsweringEverything() {
        SearchResult result = result(speeds(200, 10, 10.0, true, 1), SLOW, 59, 54);
        assertThat(unmet(new SearchAims(result).all())).singleElement().asString().contains("2 errors");
    }

    @Test
    void saysThatLikeWasNotAskedEverything() {
        SearchResult.Speeds partly = new SearchResult.Speeds(Measuring.THREADS.stream()
            .map((threads) -> new ClosedSpeed(threads, 60, 40, 40, 0.1, 9.0, 9.0, null, 0, null))
            .toList(), List.of(), List.of());
        assertThat(aims(FAST, partly, 59, 54).getFirst().found()).contains("asked only 40 of 60 with 1 threads");
    }

    @Test
    void tellsMachineCommandAndLoads(@TempDir Path directory) throws IOException {
        SearchResult result = result(FAST, SLOW, 59, 54);
        Path written = new SearchReport(result).write(directory);
        assertThat(written).hasFileName("1970-01-01-search.md")
            .content()
            .contains("2 cores of a processor", "| command | `a command` |", "| warm-up | 20 s",
                    "| LIKE '%…%' | 1 | 1 × 60 | 60 | 10.0 | 1,000.0 | 1,000.0 | – | 0 |",
                    "| LIKE '%…%' | 50 | 70 | 60 | – | – | 0 | 0 | cannot keep up |",
                    "| search index | 50 | 1,500 | 1,500 | 5.0 | 10.0 | 0 | 0 |  |", "| exact title | 2.0 | 2.0 |",
                    "* half a word: 극장 → null")
            .doesNotContain("NaN", "null ms");
        assertThat(Files.readString(directory.resolve("1970-01-01-search.json")))
            .contains("\"command\" : \"a command\"", "\"warmUpSeconds\" : 20", "\"ninetyNinth\" : null");
        assertThat(new SearchReport(result).markdown(LocalDate.EPOCH)).startsWith("# Searching, 1970-01-01");
    }

    private static List<Aim> aims(SearchResult.Speeds ours, SearchResult.Speeds like, int right, int same) {
        return new SearchAims(result(ours, like, right, same)).all();
    }

    private static List<Aim> unmet(List<Aim> aims) {
        return aims.stream().filter((aim) -> !aim.met()).toList();
    }

    /** The speeds are those of the catalogue; bookings and suggestions are fast. */
    private static SearchResult result(SearchResult.Speeds ours, SearchResult.Speeds like, int right, int same) {
        SearchResult.Way index = new SearchResult.Way("search index", new SearchResult.Build(0, 100, 5 << 20), 60,
                right, List.of("half a word: 극장 → null"), ours);
        SearchResult.Way slow = new SearchResult.Way(LikeFinder.NAME, SearchResult.Build.NONE, 60, 33, List.of(), like);
        SearchResult.Way bookings = new SearchResult.Way("search of bookings", SearchResult.Build.NONE, 54, same,
                List.of(), FAST);
        SearchResult.Way slowBookings = new SearchResult.Way(LikeFinder.NAME, SearchResult.Build.NONE, 54, 54,
                List.of(), SLOW);
        return new SearchResult(Instant.EPOCH, "a command", SearchBenchOptions.parse(List.of()), MACHINE, 100_000,
                1_100_000, 1_000_000, List.of(index, slow), FAST, List.of(bookings, slowBookings));
    }

    private static SearchResult.Speeds speeds(double rate, double millis, @Nullable Double arriving, boolean keepsUp,
            long errors) {
        List<ClosedSpeed> closed = Measuring.THREADS.stream()
            .map((threads) -> new ClosedSpeed(threads, 60, keepsUp ? 120 : 60, keepsUp ? 120 : 60, rate, millis, millis,
                    keepsUp ? millis : null, (threads > 1) ? errors : 0, null))
            .toList();
        return new SearchResult.Speeds(closed,
                List.of(new OpenSpeed(50, keepsUp ? 1500 : 70, keepsUp ? 1500 : 60, keepsUp ? 5.0 : null, arriving, 0,
                        null, keepsUp, 0)),
                List.of(new SearchResult.QuestionTime("exact title", "햄릿", 1, 3),
                        new SearchResult.QuestionTime("exact title", "바다", 3, 3)));
    }

}
