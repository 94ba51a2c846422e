package io.ticketblue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the application is meant to reach, and what it has reached.
 *
 * @param aim what is meant to be
 * @param found what was measured
 * @param met whether that is enough
 */
public record Aim(String aim, String found, boolean met) {

    private static final double HOLDS_OF_NOTHING = 0.25;

    private static final double MAP_OF_NOTHING = 0.30;

    private static final long ROUND_MILLIS = 2_000;

    private static final double HOLD_MILLIS = 250;

    private static final long OPERA_BYTES = 60_000;

    /** Two runs of the same differ by about so much on a machine that is not idle. */
    private static final double AS_FAST = 0.9;

    /** Holds the aims against a result. */
    static List<Aim> of(Result result) {
        List<Aim> aims = new ArrayList<>();
        for (Part part : result.parts()) {
            String where = " (" + part.name() + ")";
            aims.add(share("granted holds, of the do-nothing rate" + where, part.holdsRatio(), HOLDS_OF_NOTHING));
            aims.add(share("seat map of 1,000 seats, of the do-nothing rate" + where, part.ratio(Course.MAP),
                    MAP_OF_NOTHING));
            double slowest = part.of(Course.HOLDS).median((sample) -> sample.latencies().percentile(99));
            aims.add(new Aim("hold p99 under 250 ms" + where, format("%.1f ms", slowest), slowest < HOLD_MILLIS));
        }
        if (result.parts().size() > 1) {
            aims.add(asFast("granted holds", result, (part) -> part.of(Course.HOLDS).median((one) -> one.rate(201))));
            aims.add(asFast("seat map of 1,000 seats", result, (part) -> part.of(Course.MAP).median(Sample::rate)));
        }
        result.sizes()
            .stream()
            .filter((size) -> size.seats() == 3_000)
            .forEach((size) -> aims.add(new Aim("seat map of 3,000 seats under 60 kB compressed",
                    format("%,d bytes", size.zipped()), size.zipped() < OPERA_BYTES)));
        result.sizes()
            .stream()
            .filter((size) -> size.seats() == BenchOptions.ARENA)
            .forEach((size) -> aims.add(new Aim("a round of 15,000 seats opened within 2 s",
                    format("%,d ms", size.opened()), size.opened() < ROUND_MILLIS)));
        aims.add(new Aim("each crowd's four seats go to exactly one person",
                format("%,d of %,d crowds", result.crowds() - result.unfairCrowds(), result.crowds()),
                result.unfairCrowds() == 0));
        aims.add(new Aim("nothing sold twice; free + held + sold = capacity in every round",
                result.ledgerFaults().isEmpty() ? "so the database says" : String.join("; ", result.ledgerFaults()),
                result.ledgerFaults().isEmpty()));
        aims.add(
                new Aim("no 5xx and no other unexpected answer", format("%,d", result.faults()), result.faults() == 0));
        return aims;
    }

    private static Aim share(String aim, double found, double least) {
        return new Aim(format("%s: at least %.0f %%", aim, least * 100), format("%.0f %%", found * 100),
                Double.isFinite(found) && found >= least);
    }

    /**
     * Compares the rate and also its share of the do-nothing rate, since Java and the
     * machine may have become faster meanwhile.
     */
    private static Aim asFast(String what, Result result, ToDoubleFunction<Part> rate) {
        Part small = result.parts().getFirst();
        Part large = result.parts().getLast();
        double rates = rate.applyAsDouble(large) / rate.applyAsDouble(small);
        double nothing = large.of(Course.NOTHING).median(Sample::rate) / small.of(Course.NOTHING).median(Sample::rate);
        double shares = rates / nothing;
        return new Aim(
                format("%s with %,d rows in the ledger no slower than with %,d", what, large.ledgerRows(),
                        small.ledgerRows()),
                format("%.0f %% of that rate, %.0f %% of that share of the do-nothing rate", rates * 100, shares * 100),
                Double.isFinite(rates) && rates >= AS_FAST && Double.isFinite(shares) && shares >= AS_FAST);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

}
