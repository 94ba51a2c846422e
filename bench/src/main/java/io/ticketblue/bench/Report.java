package io.ticketblue.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.bench.report.Markdown;
import io.ticketblue.bench.report.ResultFiles;

/** Writes a result down, for people and for programs. */
final class Report {

    private static final String NAME = "holds-and-pages";

    private final Result result;

    private final ResultFiles files;

    Report(Result result) {
        this.result = result;
        this.files = new ResultFiles(result.at(), NAME);
    }

    /**
     * Writes both files.
     * @return the one for people
     */
    Path write(Path directory) {
        return this.files.write(directory, markdown(), json());
    }

    /** For people. */
    String markdown() {
        Markdown text = new Markdown();
        text.line("# Holds and pages, %s\n", this.files.date());
        text.line(
                "Load generator, application and database share one machine. %d connections ask again as soon as they "
                        + "are answered. Every figure is the median of %d repetitions of %d s after a warm-up of %d s; the "
                        + "scenarios take turns within each repetition.",
                this.result.options().connections(), this.result.options().repetitions(),
                this.result.options().measured().toSeconds(), this.result.options().warmUp().toSeconds());
        machine(text);
        text.aims();
        for (Aim aim : Aim.of(this.result)) {
            text.aim(aim.aim(), aim.found(), aim.met());
        }
        this.result.parts().forEach((part) -> part(text, part));
        sizes(text);
        text.add(method());
        return text.toString();
    }

    private void machine(Markdown text) {
        Machine machine = this.result.machine();
        text.add("\n| | |\n|---|---|\n");
        machine.describe(text);
        text.line("| Java | %s; application with `%s` |", machine.java(), String.join(" ", this.result.flags()));
        text.line("| database | MariaDB, `innodb_flush_log_at_trx_commit=1`, buffer pool %,d MB |",
                this.result.options().bufferPoolMegabytes());
        text.line("| command | `%s` |", this.result.command());
        text.line("| began | %s |", this.result.at());
        text.add("\n");
    }

    private static void part(Markdown text, Part part) {
        text.line("\n## %s\n", capitalized(part.name()));
        text.line("%,d rows in the seat ledger, %,d reservations at the end of this part.\n", part.ledgerRows(),
                part.reservations());
        text.add("| scenario | a second | of nothing | p50 ms | p95 ms | p99 ms | max ms | 200/204 | 201 | 409 | other "
                + "| cores: load, application, database |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (Measurement one : part.measurements()) {
            boolean overHttp = !one.name().equals(Course.RAW);
            text.line("| %s | %,.0f | %.0f %% | %.1f | %.1f | %.1f | %.1f | %s | %s | %s | %s | %.2f, %.2f, %.2f |",
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
        text.line("\nGranted holds: %,.0f a second, %.0f %% of the do-nothing rate, %.0f %% of the raw-limit probe.",
                granted, part.holdsRatio() * 100, 100 * granted / part.of(Course.RAW).median(Sample::rate));
        text.line(
                "The load generator itself takes %.0f µs of a processor for a do-nothing request, the application %.0f.",
                nothing.median((sample) -> sample.cores().generator() * 1e6 / sample.rate()),
                nothing.median((sample) -> sample.cores().application() * 1e6 / sample.rate()));
    }

    private void sizes(Markdown text) {
        text.add("\n## Seat maps\n\n| seats | bytes | compressed | ms to open a round |\n|--:|--:|--:|--:|\n");
        this.result.sizes()
            .forEach((size) -> text.line("| %,d | %,d | %,d | %,d |", size.seats(), size.plain(), size.zipped(),
                    size.opened()));
    }

    private String method() {
        return Markdown.format(
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
        json.put("scenarios",
                part.measurements()
                    .stream()
                    .map((one) -> Map.of("name", one.name(), "repetitions",
                            one.samples().stream().map(Sample::figures).toList()))
                    .toList());
        return json;
    }

    private static double percentile(Measurement measurement, double percent) {
        return measurement.median((sample) -> sample.latencies().percentile(percent));
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

}
