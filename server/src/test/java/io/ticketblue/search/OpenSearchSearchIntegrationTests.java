package io.ticketblue.search;

import java.time.Duration;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.search.indexing.SearchIndexes;
import io.ticketblue.search.reservation.ReservationSearchContract;
import io.ticketblue.shared.Paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The contract with a cluster. */
@IntegrationTest
class OpenSearchSearchIntegrationTests extends SearchContract {

    @Autowired
    private Search search;

    @Autowired
    private SearchIndexes indexes;

    @Autowired
    private CatalogAdmin admin;

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry settings) {
        settings.add("ticketblue.search.backend", () -> "ELASTICSEARCH");
        settings.add("ticketblue.search.elasticsearch.uris", () -> TestServers.openSearch().url());
        settings.add("ticketblue.search.elasticsearch.prefix", () -> "contract");
    }

    @Test
    void refusesWhileTheClusterIsGoneAndCatchesUpByItself() {
        TestServers.openSearch().crash();
        try {
            assertThatExceptionOfType(SearchUnavailable.class)
                .isThrownBy(() -> this.search.search(new SearchQuery("지킬", new Paging(0, 5))));
            assertThatExceptionOfType(SearchUnavailable.class).isThrownBy(() -> this.search.suggestions("지킬"));
            this.admin.createPerformer(new SavePerformer("웽챕쿄", null, null));
            await().until(() -> this.indexes.status().lag().compareTo(Duration.ofSeconds(1)) > 0);
            assertThat(this.indexes.status().documents()).isNull();
        }
        finally {
            TestServers.openSearch().startAgain();
        }
        await().atMost(Duration.ofSeconds(60))
            .ignoreExceptionsInstanceOf(SearchUnavailable.class)
            .untilAsserted(
                    () -> assertThat(this.search.search(new SearchQuery("웽챕쿄", new Paging(0, 5))).performers().total())
                        .isEqualTo(1));
        await().until(() -> this.indexes.status().lag().isZero());
    }

    /** The search of reservations, in the same application. */
    @Nested
    class Reservations extends ReservationSearchContract {

    }

}
