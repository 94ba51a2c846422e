package io.ticketblue.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.ticketblue.bench.report.Markdown;
import io.ticketblue.bench.report.ResultFiles;

/** Writes down how fast public content is read, for people and for programs. */
final class ReadReport {

    private static final String NAME = "reads";

    private static final String HEAD = " | average ms | p50 ms | p99 ms | a second | of do nothing | µs of a processor "
            + "each | errors |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";

    private static final String METHOD = """

            ## How

            * Each of the six reads is one address that all connections ask for, again as soon as they are answered,
              compressed and without an access token. `none` reads the database each time, `redis` keeps content in Redis alone,
              `both` in memory and Redis (`ticketblue.cache.levels`). The three run at the same time on one database and are
              measured in turn.
            * The performance has 12 rounds, a cast of four and 20,000 reviews; 61 performances are in the lists. `reviews` is the
              first page of 20.
            * do nothing: `GET /api/performances/bench/nothing` without an access token, as the reads are, through all filters;
              answers 204. All shares are of this rate, also those of pages. With a token: `GET /api/bench/nothing`, which checks
              it besides. `bare-mvc` is the request without a token to a bare Spring MVC handler.
            * Pages are read from `both`, as a guest and with the cookies of somebody who is signed in, whose session is read
              from Redis and whose account from the database with each request.
            """;

    private final ReadResult result;

    private final ResultFiles files;

    ReadReport(ReadResult result) {
        this.result = result;
        this.files = new ResultFiles(result.at(), NAME);
    }

    /**
     * Writes the table, the chart and the figures.
     * @return the one for people
     */
    Path write(Path directory) {
        this.files.write(directory, ".svg", new ReadChart(this.result).svg());
        return this.files.write(directory, markdown(), json());
    }

    private String markdown() {
        Markdown text = new Markdown();
        BenchOptions options = this.result.options();
        text.line("# Reading public content, %s\n", this.files.date());
        text.line(
                "Load generator, servers and database share one machine. Every figure is the median of %d repetitions of %d s "
                        + "after a warm-up of %d s of each load.\n",
                options.repetitions(), options.measured().toSeconds(), options.warmUp().toSeconds());
        Machine machine = this.result.machine();
        text.add("| | |\n|---|---|\n");
        machine.describe(text);
        text.line("| Java | %s; each server with `%s` |", machine.java(),
                String.join(" ", ServerUnderLoad.flags(options)));
        text.line("| command | `%s` |", this.result.command());
        text.line("| began | %s |\n", this.result.at());
        text.line("![Answers a second with 32 connections](%s.svg)\n", this.files.base());
        text.aims();
        this.result.aims().forEach((aim) -> text.aim(aim.aim(), aim.found(), aim.met()));
        text.add("\n## JSON\n\n| read | cache | connections").add(HEAD);
        for (int connections : ReadBench.CONNECTIONS) {
            row(text, ReadBench.NOTHING, "both", connections);
            row(text, ReadBench.NOTHING_WITH_TOKEN, "both", connections);
            row(text, ReadBench.NOTHING, BareServer.MVC, connections);
        }
        for (String read : ReadResult.READS) {
            for (int connections : ReadBench.CONNECTIONS) {
                ReadBench.LEVELS.forEach((levels) -> row(text, read, levels, connections));
            }
        }
        text.add("\n## Pages\n\n| page | reader | connections").add(HEAD);
        for (String page : ReadResult.PAGES) {
            row(text, page, ReadBench.GUEST, ReadBench.USUAL);
            row(text, page, ReadBench.SIGNED_IN, ReadBench.USUAL);
        }
        compilers(text);
        text.add(METHOD);
        return text.toString();
    }

    private void compilers(Markdown text) {
        text.add(
                "\n## With and without the optimising compiler\n\n| | C1 and C2 | C1 only | times |\n|---|--:|--:|--:|\n");
        text.line("| first answer after the start, s | %.1f | %.1f | %.2f |", this.result.c2Start(),
                this.result.c1Start(), this.result.c2Start() / this.result.c1Start());
        compared(text, ReadBench.COMPARED, "both");
        ReadResult.PAGES.forEach((page) -> compared(text, page, ReadBench.GUEST));
    }

    private void compared(Markdown text, String what, String how) {
        double c2 = this.result.of(what, how, ReadBench.USUAL).median(Sample::rate);
        double c1 = this.result.of(what, ReadBench.C1, ReadBench.USUAL).median(Sample::rate);
        text.line("| %s, a second | %,.0f | %,.0f | %.2f |", what, c2, c1, c2 / c1);
    }

    private void row(Markdown text, String what, String how, int connections) {
        Measurement one = this.result.of(what, how, connections);
        text.line("| %s | %s | %d | %.2f | %.2f | %.2f | %,.0f | %.0f %% | %.0f | %d |", what, how, connections,
                one.median((sample) -> sample.latencies().average()), percentile(one, 50), percentile(one, 99),
                one.median(Sample::rate), this.result.ofNothing(one, connections) * 100,
                one.median((sample) -> sample.cores().application() * 1e6 / sample.rate()), one.faults());
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.result.at().toString());
        json.put("command", this.result.command());
        json.put("machine", this.result.machine());
        json.put("startSeconds", Map.of("C1 and C2", this.result.c2Start(), ReadBench.C1, this.result.c1Start()));
        json.put("aims", this.result.aims());
        json.put("loads",
                this.result.measurements()
                    .stream()
                    .map((one) -> Map.of("name", one.name(), "repetitions",
                            one.samples().stream().map(Sample::figures).toList()))
                    .toList());
        return json;
    }

    private static double percentile(Measurement measurement, double percent) {
        return measurement.median((sample) -> sample.latencies().percentile(percent));
    }

}
