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
            aims.add(gain(ComparisonBench.NOTHING, Sample::rate, NOTHING_GAIN));
            aims.add(gain(ComparisonBench.HOLDS, Sample::rate, HOLDS_GAIN));
        }
        else {
            double alone = crowdRate("sign-ins alone", ComparisonBench.AFTER);
            aims.add(new Aim("at least 20 sign-ins a second",
                    format("%.1f, before %.1f", alone, crowdRate("sign-ins alone", ComparisonBench.BEFORE)),
                    alone >= SIGN_INS));
            double left = of(ComparisonBench.HOLDS_BESIDE, ComparisonBench.AFTER).median(Sample::rate)
                    / of(ComparisonBench.HOLDS_ALONE, ComparisonBench.AFTER).median(Sample::rate);
            aims.add(new Aim("holds lose less than 10 % while 500 people sign in",
                    format("%.0f %% are left, before %.0f %%", left * 100,
                            100 * of(ComparisonBench.HOLDS_BESIDE, ComparisonBench.BEFORE).median(Sample::rate)
                                    / of(ComparisonBench.HOLDS_ALONE, ComparisonBench.BEFORE).median(Sample::rate)),
                    left > HOLDS_LEFT));
            aims.add(new Aim("no right password is refused as wrong", format("%,d", refusedAsWrong()),
                    refusedAsWrong() == 0));
        }
        aims.add(new Aim("no 5xx and no other unexpected answer to a hold", format("%,d", faults()), faults() == 0));
        return aims;
    }

    private Aim gain(String what, ToDoubleFunction<Sample> figure, double least) {
        double gain = of(what, ComparisonBench.AFTER).median(figure) / of(what, ComparisonBench.BEFORE).median(figure);
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
