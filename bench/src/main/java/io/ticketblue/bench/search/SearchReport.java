package io.ticketblue.bench.search;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.ticketblue.bench.Machine;
import io.ticketblue.bench.report.Markdown;
import io.ticketblue.bench.report.ResultFiles;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a comparison found, for people and for programs.
 *
 * @param result what it found
 */
record SearchReport(SearchResult result) {

    private static final int MEGABYTE = 1_048_576;

    private static final int SLOWEST = 10;

    /**
     * Writes the tables and the figures.
     * @return the one for people
     */
    Path write(Path directory) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.result.at().toString());
        json.put("command", this.result.command());
        json.put("options", options());
        json.put("machine", this.result.machine());
        json.put("performances", this.result.performances());
        json.put("documents", this.result.documents());
        json.put("bookings", this.result.bookings());
        json.put("aims", new SearchAims(this.result).all());
        json.put("ways", this.result.ways());
        json.put("suggestions", this.result.suggestions());
        json.put("bookingWays", this.result.bookingWays());
        ResultFiles files = new ResultFiles(this.result.at(), "search");
        return files.write(directory, markdown(files.date()), json);
    }

    private Map<String, Object> options() {
        SearchBenchOptions options = this.result.options();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", seconds(options.measured()));
        json.put("warmUpSeconds", seconds(options.warmUp()));
        json.put("longestSeconds", seconds(options.longest()));
        json.put("rates", options.rates());
        json.put("arrivalSeconds", seconds(options.arriving()));
        json.put("bookings", options.bookings());
        json.put("bufferPoolMegabytes", options.bufferPoolMegabytes());
        return json;
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }

    /** For people. */
    String markdown(LocalDate date) {
        Markdown text = new Markdown().line("# Searching, %s\n", date);
        text.line(
                "%,d performances, %,d documents in the index, %,d bookings. The load runs in the process of the "
                        + "application, the database and Redis beside it on the same machine.\n",
                this.result.performances(), this.result.documents(), this.result.bookings());
        circumstances(text);
        text.line("").aims();
        new SearchAims(this.result).all().forEach((aim) -> text.aim(aim.aim(), aim.found(), aim.met()));
        text.line("\n## Performances, performers and venues\n");
        ways(text, "expected first hits", this.result.ways());
        loads(text, this.result.ways());
        groups(text, this.result.ways());
        text.line("\n## Suggestions\n");
        SearchResult.Way suggestions = new SearchResult.Way("suggestions", SearchResult.Build.NONE, 0, 0, List.of(),
                this.result.suggestions());
        loads(text, List.of(suggestions));
        groups(text, List.of(suggestions));
        text.line("\n## Bookings, for staff\n");
        ways(text, "first page as LIKE's", this.result.bookingWays());
        loads(text, this.result.bookingWays());
        groups(text, this.result.bookingWays());
        text.line("\n## What takes longest\n");
        this.result.ways().forEach((way) -> slowest(text, way));
        this.result.bookingWays().forEach((way) -> slowest(text, way));
        wrong(text, "What was not found first", this.result.ways());
        wrong(text, "Where bookings differ from LIKE's first page", this.result.bookingWays());
        return text.add(METHOD).toString();
    }

    private void circumstances(Markdown text) {
        Machine machine = this.result.machine();
        SearchBenchOptions options = this.result.options();
        text.head("", "");
        machine.describe(text);
        text.line("| Java | %s, heap at most %,d MB |", machine.java(), Runtime.getRuntime().maxMemory() / MEGABYTE)
            .line("| database | MariaDB, buffer pool %,d MB |", options.bufferPoolMegabytes())
            .line("| command | `%s` |", this.result.command())
            .line("| warm-up | %d s of %d threads for each way |", seconds(options.warmUp()), 8)
            .line("| closed loops | the whole list of questions at least once, and again within %d s; at most %d s |",
                    seconds(options.measured()), seconds(options.longest()))
            .line("| open arrivals | %d s at each rate |", seconds(options.arriving()))
            .line("| began | %s |", this.result.at());
    }

    private static void ways(Markdown text, String right, List<SearchResult.Way> ways) {
        text.head("way", ":" + right, ":table filled in s", ":index built in s", ":index MB");
        for (SearchResult.Way way : ways) {
            SearchResult.Build build = way.build();
            text.row(List.of(way.name(), way.right() + " of " + way.questions(), time(build.fillSeconds()),
                    time(build.indexSeconds()),
                    (build.indexBytes() > 0) ? Markdown.format("%,d", build.indexBytes() / MEGABYTE) : "–"));
        }
    }

    private static String time(double seconds) {
        return (seconds > 0) ? Markdown.format("%.1f", seconds) : "–";
    }

    private static void loads(Markdown text, List<SearchResult.Way> ways) {
        text.line("\nWithout a pause (closed loops):\n")
            .head("way", ":threads", ":asked", ":answers", ":a second", ":mean ms", ":p50 ms", ":p99 ms", ":errors");
        for (SearchResult.Way way : ways) {
            for (ClosedSpeed one : way.speeds().closed()) {
                text.line("| %s | %d | %s | %,d | %,.1f | %s | %s | %s | %,d |", way.name(), one.threads(), asked(one),
                        one.answers(), one.rate(), ClosedSpeed.millis(one.mean()), ClosedSpeed.millis(one.median()),
                        ClosedSpeed.millis(one.ninetyNinth()), one.errors());
            }
        }
        text.line("\nArriving by themselves (open load), from arrival to answer:\n")
            .head("way", ":arrive a second", ":arrived", ":answers", ":p50 ms", ":p99 ms", ":waiting at the end",
                    ":errors", "");
        for (SearchResult.Way way : ways) {
            for (OpenSpeed one : way.speeds().open()) {
                text.line("| %s | %d | %,d | %,d | %s | %s | %,d | %,d | %s |", way.name(), one.rate(), one.arrived(),
                        one.answers(), ClosedSpeed.millis(one.median()), ClosedSpeed.millis(one.ninetyNinth()),
                        one.waiting(), one.errors(), one.keepsUp() ? "" : "cannot keep up");
            }
        }
        Set<String> errors = new LinkedHashSet<>();
        ways.forEach((way) -> way.speeds().closed().forEach((one) -> add(errors, way, one.firstError())));
        ways.forEach((way) -> way.speeds().open().forEach((one) -> add(errors, way, one.firstError())));
        if (!errors.isEmpty()) {
            text.line("\nThe first error of a load:\n");
            errors.forEach((error) -> text.line("* %s", error));
        }
    }

    private static String asked(ClosedSpeed one) {
        return one.whole() ? Markdown.format("%,d × %d", one.asked() / one.questions(), one.questions())
                : Markdown.format("%,d of a list of %d", one.asked(), one.questions());
    }

    private static void groups(Markdown text, List<SearchResult.Way> ways) {
        List<String> columns = new ArrayList<>(List.of("one thread, ms"));
        ways.forEach((way) -> columns.add(":" + way.name()));
        text.line("\nTime of a question, the mean of each kind:\n").head(columns.toArray(String[]::new));
        List<Map<String, Double>> means = ways.stream().map((way) -> way.speeds().groups()).toList();
        Set<String> groups = new LinkedHashSet<>();
        means.forEach((one) -> groups.addAll(one.keySet()));
        groups.stream().sorted().forEach((group) -> {
            List<String> cells = new ArrayList<>(List.of(group));
            means.forEach((one) -> cells.add(ClosedSpeed.millis(one.get(group))));
            text.row(cells);
        });
    }

    private static void slowest(Markdown text, SearchResult.Way way) {
        text.line("* %s: %s", way.name(),
                String.join(", ",
                        way.speeds()
                            .times()
                            .stream()
                            .sorted(Comparator.comparingDouble(SearchResult.QuestionTime::millis).reversed())
                            .limit(SLOWEST)
                            .map((one) -> "%s %s ms".formatted(one.text(), ClosedSpeed.millis(one.millis())))
                            .toList()));
    }

    private static void add(Set<String> errors, SearchResult.Way way, @Nullable String error) {
        if (error != null) {
            errors.add(way.name() + ": `" + error.replace('`', '\'').lines().findFirst().orElse("") + "`");
        }
    }

    private static void wrong(Markdown text, String title, List<SearchResult.Way> ways) {
        text.line("\n## %s", title);
        for (SearchResult.Way way : ways) {
            text.line("\n%s: %s", way.name(), way.wrong().isEmpty() ? "nothing" : "\n");
            way.wrong().forEach((one) -> text.line("* %s", one));
        }
    }

    private static final String METHOD = """

            ## How

            * Each way is asked the same questions, in the same shuffled order. A closed loop asks its list as a whole, and
              begins it again only within its time, so slow ways answer each question equally often, too: once at least. Its
              rate is the answers divided by the time until the last one. On a machine with two cores, more than two threads
              measure throughput; their latencies are mostly waiting for each other.
            * Open arrivals come at random (exponential gaps, the same for each way), whether or not earlier questions have been
              answered. 32 threads answer; what waits for them is part of the latency. A way with more than 10 s of
              arrivals in its queue, or with a queue that is not empty 10 s after the last one, cannot keep up: it has no
              latencies, and is not asked at higher rates.
            * No p99 is given for less than 100 answers: it would be the longest of them.
            * Time of a question: the median of its answers to one thread, of which slow ways have one.
            * The questions about the catalogue are the table of queries of the tests of the search; its catalogue is entered
              beside the generated one. "Expected first hits" are counted among all of it. Each query asks for the first page of
              performances, performers and venues.
            * search index: the component that pages and API use, with totals, facets, highlights and corrections. Its build is
              from the beginning of the rebuild to its activation; catalogue and bookings are built at the same time and share
              the machine.
            * LIKE: three statements on the tables of the catalogue, exact titles first, without totals and facets.
            * FULLTEXT: three statements on a table made for it with one row for each performance, performer and venue, in
              boolean mode, each word required, also as a beginning. MariaDB's only parser splits at blanks and
              punctuation; it has no n-gram parser as MySQL has. So Korean words are found from their beginning only,
              neither inside a compound nor across a blank. Words of one and two letters are in the index
              (`innodb_ft_min_token_size=1`); with the default of 3 most Korean words would not be.
            * Bookings: names, parts of names, addresses, codes, with and without conditions, newest first, with values of
              bookings at equal distances. The application's answer has a total and the bookings as they are at that moment.
              The first page of 20 is compared with that of LIKE as a set. A whole code or address names one booking or one
              account, so less may be shown than LIKE finds around it, but not nothing. What else differs on purpose: the
              application compares without blanks, punctuation, capitals and accents, and each word by itself; FULLTEXT
              finds beginnings of words only.
            * Suggestions: the first one, two, three and five letters of each query.
            """;

}
