package io.ticketblue.search;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;

/** The contract with a cluster. */
@IntegrationTest
class OpenSearchSearchIntegrationTests extends SearchContract {

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry settings) {
        settings.add("ticketblue.search.backend", () -> "ELASTICSEARCH");
        settings.add("ticketblue.search.elasticsearch.uris", () -> TestServers.openSearch().url());
        settings.add("ticketblue.search.elasticsearch.prefix", () -> "contract");
    }

}
