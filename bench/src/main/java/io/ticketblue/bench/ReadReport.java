package io.ticketblue.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes down how fast public content is read, for people and for programs. */
final class ReadReport {

    private static final String NAME = "-reads";

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

    private final LocalDate date;

    ReadReport(ReadResult result) {
        this.result = result;
        this.date = LocalDate.ofInstant(result.at(), ZoneOffset.UTC);
    }

    /**
     * Writes the table, the chart and the figures.
     * @return the one for people
     */
    Path write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(this.date + NAME + ".json"),
                    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(json())
                            + "\n");
            Files.writeString(directory.resolve(this.date + NAME + ".svg"), new ReadChart(this.result).svg());
            return Files.writeString(directory.resolve(this.date + NAME + ".md"), markdown());
        }
        catch (IOException ex) {
            throw new IllegalStateException("The result could not be written to " + directory, ex);
        }
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        BenchOptions options = this.result.options();
        line(text, "# Reading public content, %s\n", this.date);
        line(text,
                "Load generator, servers and database share one machine. Every figure is the median of %d repetitions of %d s "
                        + "after a warm-up of %d s of each load.\n",
                options.repetitions(), options.measured().toSeconds(), options.warmUp().toSeconds());
        Machine machine = this.result.machine();
        text.append("| | |\n|---|---|\n");
        line(text, "| machine | %d cores of %s, %,d MB memory, %s |", machine.cores(), machine.processor(),
                machine.memoryMegabytes(), machine.system());
        line(text, "| Java | %s; each server with `%s` |", machine.java(),
                String.join(" ", ServerUnderLoad.flags(options)));
        line(text, "| command | `%s` |", this.result.command());
        line(text, "| began | %s |\n", this.result.at());
        line(text, "![Answers a second with 32 connections](%s%s.svg)\n", this.date, NAME);
        text.append("## Aims\n\n| aim | found | |\n|---|---|---|\n");
        this.result.aims()
            .forEach(
                    (aim) -> line(text, "| %s | %s | %s |", aim.aim(), aim.found(), aim.met() ? "met" : "**not met**"));
        text.append("\n## JSON\n\n| read | cache | connections").append(HEAD);
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
        text.append("\n## Pages\n\n| page | reader | connections").append(HEAD);
        for (String page : ReadResult.PAGES) {
            row(text, page, ReadBench.GUEST, ReadBench.USUAL);
            row(text, page, ReadBench.SIGNED_IN, ReadBench.USUAL);
        }
        compilers(text);
        text.append(METHOD);
        return text.toString();
    }

    private void compilers(StringBuilder text) {
        text.append(
                "\n## With and without the optimising compiler\n\n| | C1 and C2 | C1 only | times |\n|---|--:|--:|--:|\n");
        line(text, "| first answer after the start, s | %.1f | %.1f | %.2f |", this.result.c2Start(),
                this.result.c1Start(), this.result.c2Start() / this.result.c1Start());
        compared(text, ReadBench.COMPARED, "both");
        ReadResult.PAGES.forEach((page) -> compared(text, page, ReadBench.GUEST));
    }

    private void compared(StringBuilder text, String what, String how) {
        double c2 = this.result.of(what, how, ReadBench.USUAL).median(Sample::rate);
        double c1 = this.result.of(what, ReadBench.C1, ReadBench.USUAL).median(Sample::rate);
        line(text, "| %s, a second | %,.0f | %,.0f | %.2f |", what, c2, c1, c2 / c1);
    }

    private void row(StringBuilder text, String what, String how, int connections) {
        Measurement one = this.result.of(what, how, connections);
        line(text, "| %s | %s | %d | %.2f | %.2f | %.2f | %,.0f | %.0f %% | %.0f | %d |", what, how, connections,
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
                            one.samples().stream().map(ReadReport::json).toList()))
                    .toList());
        return json;
    }

    private static Map<String, Object> json(Sample sample) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rate", sample.rate());
        json.put("averageMillis", sample.latencies().average());
        for (int percent : List.of(50, 95, 99, 100)) {
            json.put((percent == 100) ? "maxMillis" : "p" + percent + "Millis", sample.latencies().percentile(percent));
        }
        json.put("statuses", sample.statuses());
        json.put("faults", sample.faults());
        json.put("cores", sample.cores());
        return json;
    }

    private static double percentile(Measurement measurement, double percent) {
        return measurement.median((sample) -> sample.latencies().percentile(percent));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append("\n");
    }

}
