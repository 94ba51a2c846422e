package io.ticketblue.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What measuring reads has found.
 *
 * @param at when it began
 * @param command how it was started
 * @param options what it was told
 * @param machine on what
 * @param c2Start seconds until a server with both compilers answers
 * @param c1Start seconds until one without the optimising compiler answers
 * @param measurements loads by name
 */
record ReadResult(Instant at, String command, BenchOptions options, Machine machine, double c2Start, double c1Start,
        List<Measurement> measurements) {

    static final List<String> READS = List.of("performer", "performance", "rounds", "reviews", "cast", "venue");

    static final List<String> PAGES = List.of("home", "list", "performance page", "seat page");

    private static final double OF_NOTHING = 0.9;

    private static final double REVIEWS_OF_NOTHING = 0.7;

    private static final double TIMES_FASTER = 5;

    private static final Map<String, Double> PAGES_OF_NOTHING = Map.of("home", 0.4, "list", 0.4, "performance page",
            0.5);

    /** Whether everything was answered as it may be. */
    boolean right() {
        return faults() == 0;
    }

    long faults() {
        return this.measurements.stream().mapToLong(Measurement::faults).sum();
    }

    Measurement of(String what, String how, int connections) {
        String name = ReadBench.name(what, how, connections);
        return this.measurements.stream()
            .filter((one) -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("Nothing was measured as " + name));
    }

    /** The share of the rate at which nothing is done for a request without a token. */
    double ofNothing(Measurement measurement, int connections) {
        return measurement.median(Sample::rate) / of(ReadBench.NOTHING, "both", connections).median(Sample::rate);
    }

    /** The aims and what was reached. */
    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        for (String read : READS) {
            double least = read.equals("reviews") ? REVIEWS_OF_NOTHING : OF_NOTHING;
            double share = ofNothing(of(read, "both", ReadBench.USUAL), ReadBench.USUAL);
            aims.add(new Aim(format("%s as JSON: at least %.0f %% of the do-nothing rate", read, least * 100),
                    format("%.0f %%", share * 100), share >= least));
        }
        for (String read : READS) {
            double faster = median(of(read, "none", ReadBench.USUAL)) / median(of(read, "both", ReadBench.USUAL));
            aims.add(new Aim(
                    format("%s as JSON: p50 at least %.0f times better than without a cache", read, TIMES_FASTER),
                    format("%.1f times", faster), faster >= TIMES_FASTER));
        }
        PAGES.stream().filter(PAGES_OF_NOTHING::containsKey).forEach((page) -> {
            double least = PAGES_OF_NOTHING.getOrDefault(page, 1.0);
            double share = ofNothing(of(page, ReadBench.GUEST, ReadBench.USUAL), ReadBench.USUAL);
            aims.add(new Aim(format("%s as HTML: at least %.0f %% of the do-nothing rate", page, least * 100),
                    format("%.0f %%", share * 100), share >= least));
        });
        aims.add(new Aim("no error and no other unexpected answer", format("%,d", faults()), faults() == 0));
        return aims;
    }

    private static double median(Measurement measurement) {
        return measurement.median((sample) -> sample.latencies().percentile(50));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

}
