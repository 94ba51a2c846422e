package io.ticketblue.bench.search;

import java.time.Instant;
import java.util.List;

import io.ticketblue.bench.Machine;

/**
 * What a comparison found.
 *
 * @param at when it began
 * @param machine on what
 * @param performances how many there were
 * @param documents how many documents the search index had
 * @param bookings how many bookings there were
 * @param ways each way to find performances, performers and venues
 * @param suggestions how fast suggestions were
 * @param bookingWays each way to find bookings; none if there is only one
 */
record SearchResult(Instant at, Machine machine, long performances, long documents, long bookings, List<Way> ways,
        List<Rush.Speed> suggestions, List<Way> bookingWays) {

    /**
     * A way to find.
     *
     * @param name its name
     * @param right how many queries of the table found what it expects first; -1 if that
     * does not apply
     * @param missed those that did not
     * @param buildSeconds how long its index took to build, 0 if it has none
     * @param indexBytes how large that is, 0 if it has none
     * @param speeds with each number of threads
     * @param slowest the queries that take longest, each alone
     */
    record Way(String name, int right, List<String> missed, double buildSeconds, long indexBytes,
            List<Rush.Speed> speeds, List<String> slowest) {

        Rush.Speed speed(int threads) {
            return this.speeds.stream().filter((one) -> one.threads() == threads).findFirst().orElseThrow();
        }

    }

}
