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
import java.util.Objects;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a result down, for people and for programs. */
final class Report {

    private static final String NAME = "-holds-and-pages";

    private final Result result;

    private final LocalDate date;

    Report(Result result) {
        this.result = result;
        this.date = LocalDate.ofInstant(result.at(), ZoneOffset.UTC);
    }

    /**
     * Writes both files.
     * @return the one for people
     */
    Path write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(this.date + NAME + ".json"),
                    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(json())
                            + "\n");
            return Files.writeString(directory.resolve(this.date + NAME + ".md"), markdown());
        }
        catch (IOException ex) {
            throw new IllegalStateException("The result could not be written to " + directory, ex);
        }
    }

    /** For people. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# Holds and pages, ").append(this.date).append("\n\n");
        line(text,
                "Load generator, application and database share one machine. %d connections ask again as soon as they "
                        + "are answered. Every figure is the median of %d repetitions of %d s after a warm-up of %d s; the "
                        + "scenarios take turns within each repetition.",
                this.result.options().connections(), this.result.options().repetitions(),
                this.result.options().measured().toSeconds(), this.result.options().warmUp().toSeconds());
        machine(text);
        text.append("## Aims\n\n| aim | found | |\n|---|---|---|\n");
        for (Aim aim : Aim.of(this.result)) {
            line(text, "| %s | %s | %s |", aim.aim(), aim.found(), aim.met() ? "met" : "**not met**");
        }
        this.result.parts().forEach((part) -> part(text, part));
        sizes(text);
        text.append(method());
        return text.toString();
    }

    private void machine(StringBuilder text) {
        Machine machine = this.result.machine();
        text.append("\n| | |\n|---|---|\n");
        line(text, "| machine | %d cores of %s, %,d MB memory, %s |", machine.cores(), machine.processor(),
                machine.memoryMegabytes(), machine.system());
        line(text, "| disk | 4 kB written and forced to the disk in %.2f ms (median), %.2f ms (p99) |",
                machine.fsyncMedian(), machine.fsyncNinetyNinth());
        line(text, "| Java | %s; application with `%s` |", machine.java(), String.join(" ", this.result.flags()));
        line(text, "| database | MariaDB, `innodb_flush_log_at_trx_commit=1`, buffer pool %,d MB |",
                this.result.options().bufferPoolMegabytes());
        line(text, "| command | `%s` |", this.result.command());
        line(text, "| began | %s |", this.result.at());
        text.append("\n");
    }

    private static void part(StringBuilder text, Part part) {
        line(text, "\n## %s\n", capitalized(part.name()));
        line(text, "%,d rows in the seat ledger, %,d reservations at the end of this part.\n", part.ledgerRows(),
                part.reservations());
        text.append(
                "| scenario | a second | of nothing | p50 ms | p95 ms | p99 ms | max ms | 200/204 | 201 | 409 | other "
                        + "| cores: load, application, database |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (Measurement one : part.measurements()) {
            boolean overHttp = !one.name().equals(Course.RAW);
            line(text, "| %s | %,.0f | %.0f %% | %.1f | %.1f | %.1f | %.1f | %s | %s | %s | %s | %.2f, %.2f, %.2f |",
                    one.name(), one.median(Sample::rate), part.ratio(one.name()) * 100, percentile(one, 50),
                    percentile(one, 95), percentile(one, 99), percentile(one, 100),
                    overHttp ? one.answers(200) + one.answers(204) : "", overHttp ? one.answers(201) : "",
                    overHttp ? one.answers(409) : "", overHttp ? one.faults() : "",
                    one.median((sample) -> sample.cores().generator()),
                    one.median((sample) -> sample.cores().application()),
                    one.median((sample) -> sample.cores().database()));
        }
        Measurement nothing = part.of(Course.NOTHING);
        double granted = part.of(Course.HOLDS).median((sample) -> sample.rate(201));
        line(text, "\nGranted holds: %,.0f a second, %.0f %% of the do-nothing rate, %.0f %% of the raw-limit probe.",
                granted, part.holdsRatio() * 100, 100 * granted / part.of(Course.RAW).median(Sample::rate));
        line(text,
                "The load generator itself takes %.0f µs of a processor for a do-nothing request, the application %.0f.",
                nothing.median((sample) -> sample.cores().generator() * 1e6 / sample.rate()),
                nothing.median((sample) -> sample.cores().application() * 1e6 / sample.rate()));
    }

    private void sizes(StringBuilder text) {
        text.append("\n## Seat maps\n\n| seats | bytes | compressed | ms to open a round |\n|--:|--:|--:|--:|\n");
        this.result.sizes()
            .forEach((size) -> line(text, "| %,d | %,d | %,d | %,d |", size.seats(), size.plain(), size.zipped(),
                    size.opened()));
    }

    private String method() {
        return String.format(Locale.ROOT,
                """

                        ## How

                        * do-nothing endpoint: `GET /api/bench/nothing` of the same application, through the same filters with the
                          same check of the access token; answers 204.
                        * raw single-row inserts: the limit of the database. One row of the size of a reservation per durable
                          transaction, on as many connections as the load has, without the application.
                        * holds: `POST /api/rounds/{id}/reservations` for two neighbouring seats at random places of %,d-seat
                          rounds, %d fresh ones in each repetition, each by the next of %,d people. 409 is the answer when somebody
                          else has one of the seats; the rate counts both, granted holds only 201.
                        * the same four seats: crowds of %d people, each crowd after four other seats.
                        * performance page: `GET /performances/{id}` as HTML without a session.
                        * seat map: `GET /api/rounds/{id}/seats` compressed, with an access token, nothing changing; and while
                          connections hold seats of the same round and give them back.
                        * After each load on the ledger the database is asked whether it holds what was answered, and in the end
                          about the whole ledger. Holds do not expire during a run.
                        """,
                BenchOptions.ARENA, this.result.options().rounds(), this.result.options().people(),
                this.result.options().crowd());
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.result.at().toString());
        json.put("command", this.result.command());
        json.put("options", options());
        json.put("machine", this.result.machine());
        json.put("flags", this.result.flags());
        json.put("aims", Aim.of(this.result));
        json.put("parts", this.result.parts().stream().map(Report::json).toList());
        json.put("seatMaps", this.result.sizes());
        json.put("crowds", this.result.crowds());
        json.put("unfairCrowds", this.result.unfairCrowds());
        json.put("ledgerFaults", this.result.ledgerFaults());
        return json;
    }

    private Map<String, Object> options() {
        BenchOptions options = this.result.options();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", options.measured().toSeconds());
        json.put("repetitions", options.repetitions());
        json.put("warmUpSeconds", options.warmUp().toSeconds());
        json.put("connections", options.connections());
        json.put("people", options.people());
        json.put("roundsInEachRepetition", options.rounds());
        json.put("crowd", options.crowd());
        json.put("bufferPoolMegabytes", options.bufferPoolMegabytes());
        return json;
    }

    private static Map<String, Object> json(Part part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", part.name());
        json.put("ledgerRows", part.ledgerRows());
        json.put("reservations", part.reservations());
        json.put("scenarios", part.measurements()
            .stream()
            .map((one) -> Map.of("name", one.name(), "repetitions", one.samples().stream().map(Report::json).toList()))
            .toList());
        return json;
    }

    private static Map<String, Object> json(Sample sample) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rate", sample.rate());
        for (int percent : List.of(50, 95, 99, 100)) {
            json.put((percent == 100) ? "maxMillis" : "p" + percent + "Millis", sample.latencies().percentile(percent));
        }
        json.put("seconds", sample.seconds());
        json.put("answers", sample.answers());
        json.put("statuses", sample.statuses());
        json.put("bytes", sample.bytes());
        json.put("connections", sample.connections());
        json.put("faults", sample.faults());
        json.put("firstFault", Objects.requireNonNullElse(sample.firstFault(), ""));
        json.put("cores", sample.cores());
        return json;
    }

    private static double percentile(Measurement measurement, double percent) {
        return measurement.median((sample) -> sample.latencies().percentile(percent));
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append("\n");
    }

}
