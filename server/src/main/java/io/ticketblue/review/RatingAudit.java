package io.ticketblue.review;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the shown reviews again and compares with the counters. Each portion is read
 * from one snapshot of the database, so that a change under way is no difference.
 */
@Component
class RatingAudit {

    private static final Logger log = LoggerFactory.getLogger(RatingAudit.class);

    private static final int PORTION = 500;

    private final RatingRepository ratings;

    private final TransactionTemplate snapshot;

    private final AtomicLong faults = new AtomicLong();

    RatingAudit(RatingRepository ratings, PlatformTransactionManager transactions, MeterRegistry metrics) {
        this.ratings = ratings;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        Gauge.builder("ticketblue.reviews.rating-faults", this.faults, AtomicLong::get)
            .description("Performances whose rating is not that of their reviews; always 0")
            .register(metrics);
    }

    @Scheduled(initialDelay = 7, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void audit() {
        List<Long> wrong = wrong();
        this.faults.set(wrong.size());
        if (!wrong.isEmpty()) {
            log.atError().addKeyValue("performances", wrong).log("Ratings differ from the reviews");
        }
    }

    /** The performances whose counters differ from their reviews. */
    List<Long> wrong() {
        TreeSet<Long> wrong = new TreeSet<>();
        long after = 0;
        while (after < Long.MAX_VALUE) {
            long from = after;
            after = Objects.requireNonNull(this.snapshot.execute((status) -> compare(from, wrong)));
        }
        return List.copyOf(wrong);
    }

    private long compare(long after, TreeSet<Long> wrong) {
        Map<Long, RatingSummary> counters = this.ratings.after(after, PORTION);
        long last = (counters.size() < PORTION) ? Long.MAX_VALUE : Collections.max(counters.keySet());
        Map<Long, RatingSummary> reviews = this.ratings.recount(after, last);
        TreeSet<Long> all = new TreeSet<>(counters.keySet());
        all.addAll(reviews.keySet());
        all.stream()
            .filter((performance) -> !counters.getOrDefault(performance, RatingSummary.NONE)
                .equals(reviews.getOrDefault(performance, RatingSummary.NONE)))
            .forEach(wrong::add);
        return last;
    }

}
