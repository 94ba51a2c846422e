package io.ticketblue.search;

import org.junit.jupiter.api.Nested;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.search.reservation.ReservationSearchContract;

/** The contract with a cluster. */
@IntegrationTest
class OpenSearchSearchIntegrationTests extends SearchContract {

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry settings) {
        settings.add("ticketblue.search.backend", () -> "ELASTICSEARCH");
        settings.add("ticketblue.search.elasticsearch.uris", () -> TestServers.openSearch().url());
        settings.add("ticketblue.search.elasticsearch.prefix", () -> "contract");
    }

    /** The search of reservations, in the same application. */
    @Nested
    class Reservations extends ReservationSearchContract {

    }

}
