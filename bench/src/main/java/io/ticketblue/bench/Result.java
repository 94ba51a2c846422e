package io.ticketblue.bench;

import java.time.Instant;
import java.util.List;

/**
 * What a run of the benchmark has found.
 *
 * @param at when it began
 * @param command how it was started
 * @param options what it was told
 * @param flags how the application's Java was started
 * @param machine on what
 * @param parts the scenarios, on a small ledger first
 * @param sizes how large seat maps are
 * @param crowds how many crowds wanted the same four seats
 * @param unfairCrowds in how many of them not exactly one person got the seats
 * @param ledgerFaults what the database has found wrong
 */
record Result(Instant at, String command, BenchOptions options, List<String> flags, Machine machine, List<Part> parts,
        List<Sizes> sizes, long crowds, long unfairCrowds, List<String> ledgerFaults) {

    /** How many answers were none that may be. */
    long faults() {
        return this.parts.stream().flatMap((part) -> part.measurements().stream()).mapToLong(Measurement::faults).sum();
    }

    /** Whether everything was right, be it fast or not. */
    boolean right() {
        return faults() == 0 && this.unfairCrowds == 0 && this.ledgerFaults.isEmpty();
    }

}
