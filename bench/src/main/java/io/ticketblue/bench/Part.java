package io.ticketblue.bench;

import java.util.List;

/**
 * All scenarios on one state of the ledger.
 *
 * @param name what state that is
 * @param ledgerRows how many rows the ledger has
 * @param reservations how many reservations there are
 * @param measurements the scenarios
 */
record Part(String name, long ledgerRows, long reservations, List<Measurement> measurements) {

    /** The scenario of a name. */
    Measurement of(String scenario) {
        return this.measurements.stream()
            .filter((measurement) -> measurement.name().equals(scenario))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Nothing was measured as '" + scenario + "'"));
    }

    /** The rate of a scenario in shares of the rate of doing nothing. */
    double ratio(String scenario) {
        return of(scenario).median(Sample::rate) / of(Course.NOTHING).median(Sample::rate);
    }

    /** The rate of granted holds in shares of the rate of doing nothing. */
    double holdsRatio() {
        return of(Course.HOLDS).median((sample) -> sample.rate(201)) / of(Course.NOTHING).median(Sample::rate);
    }

}
