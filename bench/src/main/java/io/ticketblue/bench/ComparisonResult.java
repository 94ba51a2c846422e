package io.ticketblue.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.ticketblue.bench.BenchOptions.Comparison;

/**
 * What comparing two builds has found.
 *
 * @param at when it began
 * @param command how it was started
 * @param options what it was told
 * @param machine on what
 * @param measurements loads by name
 * @param crowds crowds that signed in, by name
 * @param arrivals how many holds came in a second beside sign-ins
 */
record ComparisonResult(Instant at, String command, BenchOptions options, Machine machine,
        List<Measurement> measurements, Map<String, List<SignInCrowd>> crowds, double arrivals) {

    private static final double NOTHING_GAIN = 1.6;

    private static final double HOLDS_GAIN = 1.3;

    private static final double SIGN_INS = 20;

    private static final double HOLDS_LEFT = 0.9;

    private static final double HOLD_MILLIS = 250;

    /** Whether the present build answered everything as it may. */
    boolean right() {
        return faults() == 0 && refusedAsWrong() == 0;
    }

    long faults() {
        return this.measurements.stream()
            .filter((one) -> !one.name().endsWith(ComparisonBench.BEFORE))
            .mapToLong(Measurement::faults)
            .sum();
    }

    private int refusedAsWrong() {
        return this.crowds.entrySet()
            .stream()
            .filter((entry) -> entry.getKey().endsWith(ComparisonBench.AFTER))
            .flatMap((entry) -> entry.getValue().stream())
            .mapToInt(SignInCrowd::refusedAsWrong)
            .sum();
    }

    /** The aims and what was reached. */
    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        if (this.options.comparison() == Comparison.NOTHING) {
            aims.add(gain(ComparisonBench.NOTHING, ComparisonBench.NOTHING, Sample::rate, NOTHING_GAIN));
            aims.add(gain("granted " + ComparisonBench.HOLDS, ComparisonBench.HOLDS, ComparisonResult::granted,
                    HOLDS_GAIN));
        }
        else {
            double alone = crowdRate("sign-ins alone", ComparisonBench.AFTER);
            aims.add(new Aim("at least 20 sign-ins a second",
                    format("%.1f, before %.1f", alone, crowdRate("sign-ins alone", ComparisonBench.BEFORE)),
                    alone >= SIGN_INS));
            double left = grantedBeside(ComparisonBench.AFTER);
            aims.add(new Aim("granted holds lose less than 10 % while 500 people sign in",
                    format("%.0f %% are left, before %.0f %%", left * 100, grantedBeside(ComparisonBench.BEFORE) * 100),
                    left > HOLDS_LEFT));
            double slowest = ninetyNinth(ComparisonBench.HOLDS_BESIDE, ComparisonBench.AFTER);
            aims.add(new Aim(format("hold p99 under %.0f ms while 500 people sign in", HOLD_MILLIS),
                    format("%.1f ms, alone %.1f ms, before %.1f ms", slowest,
                            ninetyNinth(ComparisonBench.HOLDS_ALONE, ComparisonBench.AFTER),
                            ninetyNinth(ComparisonBench.HOLDS_BESIDE, ComparisonBench.BEFORE)),
                    slowest < HOLD_MILLIS));
            aims.add(new Aim("no right password is refused as wrong", format("%,d", refusedAsWrong()),
                    refusedAsWrong() == 0));
        }
        aims.add(new Aim("no 5xx and no other unexpected answer to a hold", format("%,d", faults()), faults() == 0));
        return aims;
    }

    /** Holds in a second that were granted; refusals are answers, too, but no holds. */
    private static double granted(Sample sample) {
        return sample.rate(201);
    }

    /** The share of granted holds that is left while people sign in. */
    private double grantedBeside(String edition) {
        return of(ComparisonBench.HOLDS_BESIDE, edition).median(ComparisonResult::granted)
                / of(ComparisonBench.HOLDS_ALONE, edition).median(ComparisonResult::granted);
    }

    private double ninetyNinth(String what, String edition) {
        return of(what, edition).median((sample) -> sample.latencies().percentile(99));
    }

    private Aim gain(String what, String load, ToDoubleFunction<Sample> figure, double least) {
        double gain = of(load, ComparisonBench.AFTER).median(figure) / of(load, ComparisonBench.BEFORE).median(figure);
        return new Aim(format("%s: at least %.1f times the rate before", what, least), format("%.2f times", gain),
                gain >= least);
    }

    double crowdRate(String what, String edition) {
        return Measurement.median(this.crowds.getOrDefault(ComparisonBench.name(what, edition), List.of())
            .stream()
            .mapToDouble(SignInCrowd::rate)
            .toArray());
    }

    private Measurement of(String what, String edition) {
        String name = ComparisonBench.name(what, edition);
        return this.measurements.stream()
            .filter((one) -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("Nothing was measured as " + name));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

}
