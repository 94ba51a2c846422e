package io.ticketblue.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.attendance.Visit;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.review.ReviewDraft;
import io.ticketblue.review.Reviews;
import io.ticketblue.shared.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * Lets visitors review a few performances. Only who was there may: so each of these has a
 * preview that begins shortly after it is opened, the visitors book it, and write once it
 * has begun.
 */
final class DemoReviews {

    private static final Logger log = LoggerFactory.getLogger(DemoReviews.class);

    /**
     * Long enough to book a dozen seats; the previews begin with the next minute after
     * it.
     */
    private static final Duration AHEAD = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(200);

    /** How much of the preview is sold, to all visitors. */
    private static final double SOLD = 0.9;

    private static final int SEATS_EACH = 2;

    private final CatalogAdmin admin;

    private final Reviews reviews;

    private final DemoSales sales;

    private final List<AccountId> visitors;

    private final BooleanSupplier active;

    DemoReviews(CatalogAdmin admin, Reviews reviews, DemoSales sales, List<AccountId> visitors,
            BooleanSupplier active) {
        this.admin = admin;
        this.reviews = reviews;
        this.sales = sales;
        this.visitors = visitors;
        this.active = active;
    }

    /**
     * The reviewed performances, as they are written in {@code demo/reviews.json}.
     * @return their reviews by their titles
     */
    static Map<String, List<Written>> read() {
        try (InputStream file = new ClassPathResource("demo/reviews.json").getInputStream()) {
            List<Reviewed> all = JsonMapper.shared().readValue(file, new TypeReference<>() {
            });
            return all.stream().collect(Collectors.toMap(Reviewed::title, Reviewed::reviews));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Opens the previews and writes the reviews.
     * @param performances which performances there are, by their titles
     */
    void load(Map<String, PerformanceId> performances) {
        Map<String, List<Written>> written = read();
        Instant start = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        long opened = written.keySet()
            .stream()
            .map(performances::get)
            .filter((performance) -> performance != null && preview(performance, start))
            .count();
        if (opened > 0) {
            await(start);
        }
        written.forEach((title, reviews) -> {
            PerformanceId performance = performances.get(title);
            if (performance != null) {
                write(performance, reviews);
            }
        });
    }

    private void await(Instant start) {
        while (this.active.getAsBoolean() && Instant.now().isBefore(start)) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean preview(PerformanceId performance, Instant start) {
        try {
            RoundId round = this.admin.openRounds(performance, new OpenRounds(List.of(start), null, start)).getFirst();
            this.sales.sell(round, SOLD, SEATS_EACH);
            return true;
        }
        catch (Problem ex) {
            // The demo can do without, as on the days after a start that was cut off.
            log.atInfo().addKeyValue("performance", performance).log("No preview: {}", ex.code());
            return false;
        }
    }

    private void write(PerformanceId performance, List<Written> reviews) {
        for (int number = 0; number < Math.min(reviews.size(), this.visitors.size()); number++) {
            AccountId visitor = this.visitors.get(number);
            Written review = reviews.get(number);
            for (Visit visit : this.reviews.own(visitor, performance).unreviewed()) {
                this.reviews.post(visitor, performance, visit.reservation(),
                        new ReviewDraft(review.rating(), review.text()));
            }
        }
    }

    /** A performance with its reviews. */
    record Reviewed(String title, List<Written> reviews) {
    }

    /** What somebody wrote. */
    record Written(int rating, String text) {
    }

}
