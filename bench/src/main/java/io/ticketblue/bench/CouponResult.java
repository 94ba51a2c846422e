package io.ticketblue.bench;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the comparison of ways to give coupons has found.
 *
 * @param at when it began
 * @param command how it was started
 * @param options what it was told
 * @param machine on what
 * @param races every run of every rival
 * @param arrivals every run of people who came by themselves
 * @param claims the scenarios over HTTP
 * @param faults where the database holds something else than was answered
 */
record CouponResult(Instant at, String command, BenchOptions options, Machine machine, List<RaceResult> races,
        List<ArrivalResult> arrivals, List<Measurement> claims, List<String> faults) {

    /** All runs of a rival in a race. */
    List<RaceResult> of(CouponRace race, String rival) {
        return this.races.stream()
            .filter((one) -> one.race().equals(race) && one.rival().equals(rival))
            .sorted(Comparator.comparingDouble(RaceResult::seconds))
            .toList();
    }

    /** The run that took neither shortest nor longest. */
    RaceResult median(CouponRace race, String rival) {
        List<RaceResult> runs = of(race, rival);
        return runs.get(runs.size() / 2);
    }

    /** The middle of what all runs of a way found when people came by themselves. */
    double median(String scenario, String rival, ToDoubleFunction<ArrivalResult> figure) {
        double[] figures = this.arrivals.stream()
            .filter((one) -> one.scenario().equals(scenario) && one.rival().equals(rival))
            .mapToDouble(figure)
            .sorted()
            .toArray();
        return figures[figures.length / 2];
    }

    /** A scenario over HTTP. */
    Measurement claim(String name) {
        return this.claims.stream().filter((one) -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /** The rate of a scenario in shares of the rate of doing nothing. */
    double ofNothing(String name) {
        return claim(name).median(Sample::rate) / claim(Course.NOTHING).median(Sample::rate);
    }

    /** Whether ours was right everywhere, be it fast or not. */
    boolean right() {
        return this.faults.isEmpty() && this.claims.stream().allMatch((one) -> one.faults() == 0)
                && this.races.stream()
                    .filter((one) -> one.rival().equals(CouponRivals.OURS))
                    .allMatch(RaceResult::exact)
                && this.arrivals.stream().allMatch((one) -> one.exact() && one.errors() == 0);
    }

}
