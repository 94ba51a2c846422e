package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.util.List;

/**
 * The pages for people and the browser script.
 */
final class Pages {

    private final TossKeys keys;

    private final Books books;

    private final SimulatorApi simulator;

    private final Duration listedFor;

    private final String baseUrl;

    Pages(TossKeys keys, Books books, SimulatorApi simulator, Duration listedFor, String baseUrl) {
        this.keys = keys;
        this.books = books;
        this.simulator = simulator;
        this.listedFor = listedFor;
        this.baseUrl = baseUrl;
    }

    void route(Exchange exchange, List<String> path) {
        throw TossFailure.of("NOT_FOUND");
    }

}
