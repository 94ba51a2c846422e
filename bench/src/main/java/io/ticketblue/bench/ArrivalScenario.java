package io.ticketblue.bench;

import java.util.List;
import java.util.Locale;

/**
 * People who come by themselves, whether or not those before them have been answered: a
 * Poisson process.
 *
 * @param name what it is called
 * @param share the rate of arrivals as a part of what can be answered; 0 if
 * {@code perSecond} counts
 * @param perSecond the rate of arrivals
 * @param seconds how long people come
 */
record ArrivalScenario(String name, double share, int perSecond, double seconds) {

    /** How many people come at once to find out what can be answered. */
    static final int FLOOD = 20_000;

    /** Half, all, and half as many again as can be answered, and a crowd at noon. */
    static final List<ArrivalScenario> ALL = List.of(ofCapacity(0.5), ofCapacity(1), ofCapacity(1.5),
            new ArrivalScenario("10,000 in one second", 0, 10_000, 1));

    private static ArrivalScenario ofCapacity(double share) {
        return new ArrivalScenario(String.format(Locale.ROOT, "%.0f %% of capacity", share * 100), share, 0, 2);
    }

    /** How many arrive in a second where so many can be answered. */
    double rate(double capacity) {
        return (this.share > 0) ? this.share * capacity : this.perSecond;
    }

}
