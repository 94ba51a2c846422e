package io.ticketblue.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.bench.report.Markdown;
import io.ticketblue.bench.report.ResultFiles;

/** Writes down how ways to give coupons compare, for people and for programs. */
final class CouponReport {

    static final List<String> RIVALS = List.of(CouponRivals.NO_GUARD, CouponRivals.OPTIMISTIC, CouponRivals.PESSIMISTIC,
            CouponRivals.REDIS_LOCK, CouponRivals.OURS);

    private static final String NAME = "coupons";

    private static final double OF_NOTHING = 0.30;

    private final CouponResult result;

    private final ResultFiles files;

    CouponReport(CouponResult result) {
        this.result = result;
        this.files = new ResultFiles(result.at(), NAME);
    }

    /**
     * Writes the table, the chart and the figures.
     * @return the one for people
     */
    Path write(Path directory) {
        this.files.write(directory, ".svg", new CouponChart(this.result).svg());
        return this.files.write(directory, markdown(), json());
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
        Markdown text = new Markdown();
        Machine machine = this.result.machine();
        text.line("# Ways to give coupons, %s\n", this.files.date());
        text.line(
                "Everything shares one machine. Each figure is from the run with the median time of %d, or of one if that was long.\n",
                this.result.options().repetitions());
        text.add("| | |\n|---|---|\n");
        machine.describe(text);
        text.line("| command | `%s` |\n| began | %s |\n", this.result.command(), this.result.at());
        text.aims();
        aims(this.result).forEach((aim) -> text.aim(aim.aim(), aim.found(), aim.met()));
        text.line("\n![Answers a second of each way](%s.svg)", this.files.base());
        CouponRace.ALL.forEach((race) -> race(text, race));
        arrivals(text);
        claims(text);
        text.add(METHOD);
        return text.toString();
    }

    private void race(Markdown text, CouponRace race) {
        text.line("\n## %s\n", race(race));
        text.add("| way | rows | counter | told of success | errors | exact | seconds | a second | p99 ms | |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (String rival : RIVALS) {
            RaceResult one = this.result.median(race, rival);
            List<RaceResult> runs = this.result.of(race, rival);
            text.line("| %s | %,d | %,d | %,d | %,d | %d of %d | %.2f | %,.0f | %.1f | %s |", rival, one.rows(),
                    one.counter(), one.successes(), one.errors(), runs.stream().filter(RaceResult::exact).count(),
                    runs.size(), one.seconds(), one.rate(), one.ninetyNinth(), one.note());
        }
        text.line("\n%,d rows are right.", race.expected());
    }

    private void arrivals(Markdown text) {
        text.add(
                "\n## People who come by themselves\n\n| arrivals | way | people | offered a second | answered a second | "
                        + "p50 ms | p99 ms | told to come later | errors |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
        this.result.arrivals()
            .stream()
            .map((one) -> List.of(one.scenario(), one.rival()))
            .distinct()
            .forEach((one) -> arrivals(text, one.get(0), one.get(1)));
    }

    private void arrivals(Markdown text, String scenario, String rival) {
        text.line("| %s | %s | %,.0f | %,.0f | %,.0f | %.1f | %.1f | %,.0f | %,.0f |", scenario, rival,
                this.result.median(scenario, rival, ArrivalResult::people),
                this.result.median(scenario, rival, ArrivalResult::offered),
                this.result.median(scenario, rival, ArrivalResult::answered),
                this.result.median(scenario, rival, ArrivalResult::median),
                this.result.median(scenario, rival, ArrivalResult::ninetyNinth),
                this.result.median(scenario, rival, ArrivalResult::refused),
                this.result.median(scenario, rival, ArrivalResult::errors));
    }

    private void claims(Markdown text) {
        text.line("\n## Over HTTP\n\n%d connections, %d people.\n", this.result.options().connections(),
                this.result.options().people());
        text.add("| scenario | a second | of nothing | p50 ms | p99 ms | 201 | 409 | wrong | cores: load, application, "
                + "database |\n|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (Measurement one : this.result.claims()) {
            text.line("| %s | %,.0f | %.0f %% | %.1f | %.1f | %d | %d | %d | %.2f, %.2f, %.2f |", one.name(),
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
        return Markdown.format(format, values);
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
