package io.ticketblue.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes down how ways to give coupons compare, for people and for programs. */
final class CouponReport {

    static final List<String> RIVALS = List.of(CouponRivals.NO_GUARD, CouponRivals.OPTIMISTIC, CouponRivals.PESSIMISTIC,
            CouponRivals.REDIS_LOCK, CouponRivals.OURS);

    private static final String NAME = "-coupons";

    private static final double OF_NOTHING = 0.30;

    private final CouponResult result;

    private final LocalDate date;

    CouponReport(CouponResult result) {
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
            Files.writeString(directory.resolve(this.date + NAME + ".svg"), new CouponChart(this.result).svg());
            return Files.writeString(directory.resolve(this.date + NAME + ".md"), markdown());
        }
        catch (IOException ex) {
            throw new IllegalStateException("The result could not be written to " + directory, ex);
        }
    }

    /** Holds the aims against a result. */
    static List<Aim> aims(CouponResult result) {
        List<Aim> aims = new ArrayList<>();
        boolean exact = result.races()
            .stream()
            .filter((one) -> one.rival().equals(CouponRivals.OURS))
            .allMatch(RaceResult::exact);
        aims.add(new Aim("ours gives each coupon once, to all who were told so, without errors",
                exact ? "in every run" : "not in every run", exact));
        boolean arrivals = result.arrivals().stream().allMatch((one) -> one.exact() && one.errors() == 0);
        aims.add(new Aim("the same for people who come by themselves", arrivals ? "in every run" : "not in every run",
                arrivals));
        double share = result.ofNothing(CouponBench.GIVEN);
        aims.add(new Aim(format("claims over HTTP at least %.0f %% of the do-nothing rate", OF_NOTHING * 100),
                format("%.0f %%", share * 100), share >= OF_NOTHING));
        aims.add(new Aim("the database holds what was answered over HTTP",
                result.faults().isEmpty() ? "so it says" : String.join("; ", result.faults()),
                result.faults().isEmpty()));
        return aims;
    }

    /** For people. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        Machine machine = this.result.machine();
        text.append("# Ways to give coupons, ").append(this.date).append("\n\n");
        line(text,
                "Everything shares one machine. Each figure is from the run with the median time of %d, or of one if that was long.\n",
                this.result.options().repetitions());
        text.append("| | |\n|---|---|\n");
        line(text, "| machine | %d cores of %s, %,d MB memory, %s |", machine.cores(), machine.processor(),
                machine.memoryMegabytes(), machine.system());
        line(text, "| disk | 4 kB written and forced to the disk in %.2f ms (median), %.2f ms (p99) |",
                machine.fsyncMedian(), machine.fsyncNinetyNinth());
        line(text, "| command | `%s` |\n| began | %s |\n", this.result.command(), this.result.at());
        text.append("## Aims\n\n| aim | found | |\n|---|---|---|\n");
        aims(this.result).forEach(
                (aim) -> line(text, "| %s | %s | %s |", aim.aim(), aim.found(), aim.met() ? "met" : "**not met**"));
        line(text, "\n![Answers a second of each way](%s%s.svg)", this.date, NAME);
        CouponRace.ALL.forEach((race) -> race(text, race));
        arrivals(text);
        claims(text);
        text.append(METHOD);
        return text.toString();
    }

    private void race(StringBuilder text, CouponRace race) {
        line(text, "\n## %s\n", race(race));
        text.append("| way | rows | counter | told of success | errors | exact | seconds | a second | p99 ms | |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (String rival : RIVALS) {
            RaceResult one = this.result.median(race, rival);
            List<RaceResult> runs = this.result.of(race, rival);
            line(text, "| %s | %,d | %,d | %,d | %,d | %d of %d | %.2f | %,.0f | %.1f | %s |", rival, one.rows(),
                    one.counter(), one.successes(), one.errors(), runs.stream().filter(RaceResult::exact).count(),
                    runs.size(), one.seconds(), one.rate(), one.ninetyNinth(), one.note());
        }
        line(text, "\n%,d rows are right.", race.expected());
    }

    private void arrivals(StringBuilder text) {
        text.append(
                "\n## People who come by themselves\n\n| arrivals | way | people | offered a second | answered a second | "
                        + "p50 ms | p99 ms | told to come later | errors |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
        this.result.arrivals()
            .stream()
            .map((one) -> List.of(one.scenario(), one.rival()))
            .distinct()
            .forEach((one) -> arrivals(text, one.get(0), one.get(1)));
    }

    private void arrivals(StringBuilder text, String scenario, String rival) {
        line(text, "| %s | %s | %,.0f | %,.0f | %,.0f | %.1f | %.1f | %,.0f | %,.0f |", scenario, rival,
                this.result.median(scenario, rival, ArrivalResult::people),
                this.result.median(scenario, rival, ArrivalResult::offered),
                this.result.median(scenario, rival, ArrivalResult::answered),
                this.result.median(scenario, rival, ArrivalResult::median),
                this.result.median(scenario, rival, ArrivalResult::ninetyNinth),
                this.result.median(scenario, rival, ArrivalResult::refused),
                this.result.median(scenario, rival, ArrivalResult::errors));
    }

    private void claims(StringBuilder text) {
        line(text, "\n## Over HTTP\n\n%d connections, %d people.\n", this.result.options().connections(),
                this.result.options().people());
        text.append(
                "| scenario | a second | of nothing | p50 ms | p99 ms | 201 | 409 | wrong | cores: load, application, "
                        + "database |\n|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (Measurement one : this.result.claims()) {
            line(text, "| %s | %,.0f | %.0f %% | %.1f | %.1f | %d | %d | %d | %.2f, %.2f, %.2f |", one.name(),
                    one.median(Sample::rate), this.result.ofNothing(one.name()) * 100,
                    one.median((sample) -> sample.latencies().percentile(50)),
                    one.median((sample) -> sample.latencies().percentile(99)), one.answers(201), one.answers(409),
                    one.faults(), one.median((sample) -> sample.cores().generator()),
                    one.median((sample) -> sample.cores().application()),
                    one.median((sample) -> sample.cores().database()));
        }
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", this.result.at().toString());
        json.put("command", this.result.command());
        json.put("machine", this.result.machine());
        json.put("aims", aims(this.result));
        json.put("races", this.result.races());
        json.put("arrivals", this.result.arrivals());
        json.put("claims",
                this.result.claims()
                    .stream()
                    .map((one) -> Map.of("name", one.name(), "rates", one.samples().stream().map(Sample::rate).toList(),
                            "faults", one.faults()))
                    .toList());
        json.put("faults", this.result.faults());
        return json;
    }

    /** A race in words. */
    static String race(CouponRace race) {
        return format("%,d people on %d threads, %,d coupons", race.requests(), race.threads(), race.quantity());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append("\n");
    }

    private static final String METHOD = """

            ## How

            * All ways use the same tables, connections and checks: is the coupon exhausted, has the person one; then count and
              write a row, in one transaction. Each person asks once. The database writes every commit to the disk, and success
              is told after the commit.
            * no guard: reads the count and writes it back one higher.
            * optimistic version: writes the count only if it is still what was read; otherwise begins again after a random pause
              of up to 10 ms, up to 50 times.
            * pessimistic row lock: `SELECT … FOR UPDATE` of the coupon first.
            * Redis lock: an `RLock` of Redisson around the transaction, waiting up to 30 s, held for at most 10 s.
            * Before anything counts, every way gives coupons on 10 threads for as long as `--warm-up` says, so that all code
              is warm.
            * A way that needs more than 10 seconds for a race runs it once; the column "exact" says how often each ran.
            * On 10 threads at most 10 claims can share a commit. The Redis lock pays the same commit for each claim.
            * People who come by themselves are a Poisson process: they do not wait for those before them. Each figure is the
              median of all repetitions, and each time is measured from the moment at which the person was due. The capacity is
              what is answered when 20,000 come at once.
            * TICKET BLUE: the component that the application itself uses.
            * Over HTTP: `POST /api/coupons/{id}/issues` with access tokens, everybody once for each coupon. Afterwards the rows
              and the counters are compared with the answers.
            """;

}
