package io.ticketblue.search.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.ticketblue.IntegrationTest;
import io.ticketblue.admin.House;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.shared.Paging;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A round starts, and no event tells. */
@IntegrationTest
class StartedRoundsIntegrationTests {

    @Autowired
    private StartedRounds started;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Search search;

    @Autowired
    private JdbcClient sql;

    @Test
    void theNextOpeningIsThatOfTheRoundsToCome(@Autowired ApplicationContext application) {
        House house = House.in(application);
        PerformanceId performance = house.performance(0);
        RoundId first = house.round(performance);
        Instant start = this.catalog.round(first).startsAt();
        Instant opening = start.truncatedTo(ChronoUnit.DAYS);
        this.admin.openRounds(performance, new OpenRounds(List.of(start.plus(Duration.ofDays(1))), opening, null));
        String title = this.catalog.performance(performance).title();
        eventually(() -> assertThat(opening(title)).isBefore(opening));
        this.sql.sql("""
                UPDATE performance_round SET booking_opens_at = UTC_TIMESTAMP(6) - INTERVAL 3 HOUR,
                    booking_closes_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR,
                    starts_at = UTC_TIMESTAMP(6) + INTERVAL 1 SECOND WHERE id = :id""")
            .param("id", first.value())
            .update();
        eventually(() -> {
            this.started.queue();
            assertThat(opening(title)).isEqualTo(opening);
        });
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().ignoreExceptionsInstanceOf(SearchUnavailable.class).untilAsserted(assertion);
    }

    private @Nullable Instant opening(String title) {
        return this.search.search(new SearchQuery(title, new Paging(0, 1)))
            .performances()
            .items()
            .stream()
            .findFirst()
            .map(SearchResults.PerformanceHit::bookingOpensAt)
            .orElse(null);
    }

}
