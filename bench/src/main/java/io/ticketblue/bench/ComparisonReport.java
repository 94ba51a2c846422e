package io.ticketblue.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.ticketblue.bench.BenchOptions.Comparison;
import io.ticketblue.bench.report.Markdown;
import io.ticketblue.bench.report.ResultFiles;

/** Writes a comparison down, for people and for programs. */
final class ComparisonReport {

    private static final String NOTHING_METHOD = """

            ## How

            * do nothing: `GET /api/bench/nothing` with an access token, through all filters; answers 204. The same request
              goes to a bare Spring MVC handler and to a bare servlet, each on Tomcat and virtual threads with nothing else.
            * holds: `POST /api/rounds/{id}/reservations` for two neighbouring seats at random places; connections ask
              again as soon as they are answered.
            """;

    private final ComparisonResult result;

    private final ResultFiles files;

    private final boolean nothing;

    ComparisonReport(ComparisonResult result) {
        this.result = result;
        this.files = new ResultFiles(result.at(),
                (result.options().comparison() == Comparison.NOTHING) ? "nothing" : "sign-in");
        this.nothing = result.options().comparison() == Comparison.NOTHING;
    }

    /**
     * Writes both files.
     * @return the one for people
     */
    Path write(Path directory) {
        return this.files.write(directory, markdown(), json());
    }

    private String markdown() {
        Markdown text = new Markdown();
        BenchOptions options = this.result.options();
        text.line("# %s, before and after, %s\n", this.nothing ? "A request that does nothing" : "Signing in",
                this.files.date());
        text.line(
                "Load generator, both builds and the database share one machine; the builds are measured in turn. Every "
                        + "figure is the median of %d repetitions of %d s after a warm-up of %d s.\n",
                options.repetitions(), options.measured().toSeconds(), options.warmUp().toSeconds());
        Machine machine = this.result.machine();
        text.add("| | |\n|---|---|\n");
        machine.describe(text);
        text.line("| Java | %s; each build with `%s` |", machine.java(),
                String.join(" ", ServerUnderLoad.flags(options)));
        text.line("| command | `%s` |", this.result.command());
        text.line("| began | %s |\n", this.result.at());
        text.aims();
        this.result.aims().forEach((aim) -> text.aim(aim.aim(), aim.found(), aim.met()));
        loads(text);
        crowds(text);
        text.add(this.nothing ? NOTHING_METHOD : signInMethod());
        return text.toString();
    }

    private void loads(Markdown text) {
        text.add(
                "\n## Loads\n\n| load | a second | granted (201) a second | p50 ms | p99 ms | max ms | answers | µs of a processor each "
                        + "| cores: load, application, database |\n|---|--:|--:|--:|--:|--:|---|--:|---|\n");
        for (Measurement one : this.result.measurements()) {
            Map<Integer, Long> statuses = new TreeMap<>();
            one.samples()
                .forEach((sample) -> sample.statuses().forEach((key, count) -> statuses.merge(key, count, Long::sum)));
            text.line("| %s | %,.0f | %,.0f | %.1f | %.1f | %.1f | %s | %.0f | %.2f, %.2f, %.2f |", one.name(),
                    one.median(Sample::rate), one.median((sample) -> sample.rate(201)), percentile(one, 50),
                    percentile(one, 99), percentile(one, 100), statuses,
                    one.median((sample) -> sample.cores().application() * 1e6 / sample.rate()),
                    one.median((sample) -> sample.cores().generator()),
                    one.median((sample) -> sample.cores().application()),
                    one.median((sample) -> sample.cores().database()));
        }
    }

    private void crowds(Markdown text) {
        if (this.nothing) {
            return;
        }
        text.add("\n## People who sign in\n\n| crowd | people | signed in a second | seconds until the last one "
                + "| answers of all repetitions |\n|---|--:|--:|--:|---|\n");
        this.result.crowds().forEach((name, crowds) -> {
            Map<Integer, Integer> statuses = new TreeMap<>();
            crowds
                .forEach((crowd) -> crowd.statuses().forEach((key, count) -> statuses.merge(key, count, Integer::sum)));
            text.line("| %s | %,d | %.1f | %.1f | %s |", name, crowds.getFirst().people(),
                    Measurement.median(crowds.stream().mapToDouble(SignInCrowd::rate).toArray()),
                    Measurement.median(crowds.stream().mapToDouble(SignInCrowd::seconds).toArray()), statuses);
        });
    }

    private String signInMethod() {
        return Markdown.format(
                """

                        ## How

                        * Everybody signs in with the right password over `POST /api/sessions`. Who hears 503 asks again after as long
                          as `Retry-After` says. 401 and 429 are right passwords that were refused as wrong.
                        * Holds come by themselves, %,.0f a second on average (half of what the build before answers when nobody signs
                          in), whether or not those before them have been answered; their times count from when they were due.
                        * While 500 people sign in at the same moment, holds are measured for as long as alone. Each measurement
                          has rounds of its own, so 409 means a collision of two holds. The rate of holds is the rate at which they
                          come unless the server falls far behind: what is lost shows in granted holds and in p99.
                        """,
                this.result.arrivals());
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.result.at().toString());
        json.put("command", this.result.command());
        json.put("machine", this.result.machine());
        json.put("aims", this.result.aims());
        json.put("loads",
                this.result.measurements()
                    .stream()
                    .map((one) -> Map.of("name", one.name(), "repetitions",
                            one.samples().stream().map(Sample::figures).toList()))
                    .toList());
        json.put("arrivals", this.result.arrivals());
        json.put("crowds", this.result.crowds());
        return json;
    }

    private static double percentile(Measurement measurement, double percent) {
        return measurement.median((sample) -> sample.latencies().percentile(percent));
    }

}
