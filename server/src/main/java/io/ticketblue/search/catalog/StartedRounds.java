package io.ticketblue.search.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.search.indexing.ChangeQueue;
import io.ticketblue.search.indexing.SearchIndexes;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Queues performances of which a round has started: the next opening of booking is then
 * that of the rounds after it, and no event tells. After a start of the node, or a change
 * of the node that writes, rounds of up to a day before are taken again.
 */
@Component
class StartedRounds {

    private static final Duration FURTHEST = Duration.ofDays(1);

    private final SearchIndexes indexes;

    private final CatalogSnapshots catalog;

    private final ChangeQueue queue;

    private final TransactionTemplate transaction;

    private final Clock clock;

    private Instant until = Instant.MIN;

    StartedRounds(SearchIndexes indexes, CatalogSnapshots catalog, ChangeQueue queue, TransactionTemplate transaction,
            Clock clock) {
        this.indexes = indexes;
        this.catalog = catalog;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 30_000, initialDelay = 15_000)
    synchronized void queue() {
        if (!this.indexes.areWrittenHere()) {
            return;
        }
        Instant now = this.clock.instant();
        Instant furthest = now.minus(FURTHEST);
        List<Long> started = this.catalog.performancesStarted(this.until.isAfter(furthest) ? this.until : furthest, now)
            .stream()
            .map(PerformanceId::value)
            .toList();
        if (!started.isEmpty()) {
            this.transaction.executeWithoutResult((status) -> this.queue.add(PerformanceSource.KIND, started));
        }
        this.until = now;
    }

}
