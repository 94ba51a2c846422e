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
import java.util.TreeMap;

import io.ticketblue.bench.BenchOptions.Comparison;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

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

    private final boolean nothing;

    ComparisonReport(ComparisonResult result) {
        this.result = result;
        this.nothing = result.options().comparison() == Comparison.NOTHING;
    }

    /**
     * Writes both files.
     * @return the one for people
     */
    Path write(Path directory) {
        String name = LocalDate.ofInstant(this.result.at(), ZoneOffset.UTC) + (this.nothing ? "-nothing" : "-sign-in");
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".json"),
                    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(json())
                            + "\n");
            return Files.writeString(directory.resolve(name + ".md"), markdown());
        }
        catch (IOException ex) {
            throw new IllegalStateException("The result could not be written to " + directory, ex);
        }
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        BenchOptions options = this.result.options();
        line(text, "# %s, before and after, %s\n", this.nothing ? "The price of nothing" : "Signing in",
                LocalDate.ofInstant(this.result.at(), ZoneOffset.UTC));
        line(text,
                "Load generator, both builds and the database share one machine; the builds are measured in turn. Every "
                        + "figure is the median of %d repetitions of %d s after a warm-up of %d s.\n",
                options.repetitions(), options.measured().toSeconds(), options.warmUp().toSeconds());
        Machine machine = this.result.machine();
        text.append("| | |\n|---|---|\n");
        line(text, "| machine | %d cores of %s, %,d MB memory, %s |", machine.cores(), machine.processor(),
                machine.memoryMegabytes(), machine.system());
        line(text, "| disk | 4 kB written and forced to the disk in %.2f ms (median), %.2f ms (p99) |",
                machine.fsyncMedian(), machine.fsyncNinetyNinth());
        line(text, "| Java | %s; each build with `%s` |", machine.java(),
                String.join(" ", ServerUnderLoad.flags(options)));
        line(text, "| command | `%s` |", this.result.command());
        line(text, "| began | %s |\n", this.result.at());
        text.append("## Aims\n\n| aim | found | |\n|---|---|---|\n");
        this.result.aims()
            .forEach(
                    (aim) -> line(text, "| %s | %s | %s |", aim.aim(), aim.found(), aim.met() ? "met" : "**not met**"));
        loads(text);
        crowds(text);
        text.append(this.nothing ? NOTHING_METHOD : signInMethod());
        return text.toString();
    }

    private void loads(StringBuilder text) {
        text.append("\n## Loads\n\n| load | a second | p50 ms | p99 ms | max ms | answers | µs of a processor each "
                + "| cores: load, application, database |\n|---|--:|--:|--:|--:|---|--:|---|\n");
        for (Measurement one : this.result.measurements()) {
            Map<Integer, Long> statuses = new TreeMap<>();
            one.samples()
                .forEach((sample) -> sample.statuses().forEach((key, count) -> statuses.merge(key, count, Long::sum)));
            line(text, "| %s | %,.0f | %.1f | %.1f | %.1f | %s | %.0f | %.2f, %.2f, %.2f |", one.name(),
                    one.median(Sample::rate), percentile(one, 50), percentile(one, 99), percentile(one, 100), statuses,
                    one.median((sample) -> sample.cores().application() * 1e6 / sample.rate()),
                    one.median((sample) -> sample.cores().generator()),
                    one.median((sample) -> sample.cores().application()),
                    one.median((sample) -> sample.cores().database()));
        }
    }

    private void crowds(StringBuilder text) {
        if (this.nothing) {
            return;
        }
        text.append("\n## People who sign in\n\n| crowd | people | signed in a second | seconds until the last one "
                + "| answers of all repetitions |\n|---|--:|--:|--:|---|\n");
        this.result.crowds().forEach((name, crowds) -> {
            Map<Integer, Integer> statuses = new TreeMap<>();
            crowds
                .forEach((crowd) -> crowd.statuses().forEach((key, count) -> statuses.merge(key, count, Integer::sum)));
            line(text, "| %s | %,d | %.1f | %.1f | %s |", name, crowds.getFirst().people(),
                    Measurement.median(crowds.stream().mapToDouble(SignInCrowd::rate).toArray()),
                    Measurement.median(crowds.stream().mapToDouble(SignInCrowd::seconds).toArray()), statuses);
        });
    }

    private String signInMethod() {
        return String.format(Locale.ROOT,
                """

                        ## How

                        * Everybody signs in with the right password over `POST /api/sessions`. Who hears 503 asks again after as long
                          as `Retry-After` says. 401 and 429 are right passwords that were refused as wrong.
                        * Holds come by themselves, %,.0f a second on average (half of what the build before answers when nobody signs
                          in), whether or not those before them have been answered; their times count from when they were due.
                        * While 500 people sign in at the same moment, holds are measured for as long as alone.
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
                            one.samples().stream().map(ComparisonReport::json).toList()))
                    .toList());
        json.put("arrivals", this.result.arrivals());
        json.put("crowds", this.result.crowds());
        return json;
    }

    private static Map<String, Object> json(Sample sample) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rate", sample.rate());
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
