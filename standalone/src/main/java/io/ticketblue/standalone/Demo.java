package io.ticketblue.standalone;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.accounts.staff.StaffSignUps;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.review.Reviews;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Loads the demo on the first start. How far it came is kept beside the data; each step
 * can be repeated, so a start that is cut off is continued by the next one.
 */
final class Demo {

    /** The file, beside the data, that a directory with the demo has. */
    static final String PROGRESS = "demo.properties";

    private static final String CATALOGUE = "catalogue";

    private static final String TICKETS = "tickets";

    private static final String REVIEWS = "reviews";

    private static final String DONE = "done";

    private final ConfigurableApplicationContext context;

    private final TossSimulator toss;

    private final Keepsakes progress;

    Demo(ConfigurableApplicationContext context, TossSimulator toss, Path directory) {
        this.context = context;
        this.toss = toss;
        this.progress = Keepsakes.open(directory.resolve(PROGRESS));
    }

    /** Makes the accounts and puts everything into the catalogue, if that is not done. */
    void loadCatalogue() {
        if (isDone(CATALOGUE)) {
            return;
        }
        // A password takes a second of one processor, the catalogue waits for the disk.
        CompletableFuture<Void> accounts = CompletableFuture.runAsync(() -> accounts().register());
        new DemoCatalogue(bean(Catalog.class), bean(CatalogAdmin.class), calendar()).load(DemoContent.read());
        new DemoCoupons(bean(CouponAdmin.class), calendar().firstStart()).load();
        accounts.join();
        this.progress.put(CATALOGUE, DONE);
    }

    /** Lets visitors buy tickets, if that is not done. */
    void sellTickets() {
        if (isDone(TICKETS)) {
            return;
        }
        DemoSales sales = sales();
        Map<String, PerformanceId> ids = performances();
        for (List<DemoContent.Performance> performances : DemoContent.read().performances().values()) {
            for (DemoContent.Performance performance : performances) {
                PerformanceId id = ids.get(performance.title());
                if (id != null) {
                    sell(sales, performance, bean(Catalog.class).rounds(id));
                }
            }
        }
        if (this.context.isActive()) {
            this.progress.put(TICKETS, DONE);
        }
    }

    /**
     * Lets visitors review some performances, if that is not done.
     */
    void writeReviews() {
        if (isDone(REVIEWS) || !isDone(TICKETS)) {
            return;
        }
        new DemoReviews(bean(CatalogAdmin.class), bean(Reviews.class), sales(), accounts().visitors(),
                this.context::isActive)
            .load(performances());
        if (this.context.isActive()) {
            this.progress.put(REVIEWS, DONE);
        }
    }

    private DemoSales sales() {
        return new DemoSales(bean(Catalog.class), bean(Bookings.class), bean(BoxOffice.class), this.toss,
                accounts().visitors(), this.context::isActive);
    }

    private Map<String, PerformanceId> performances() {
        return new DemoCatalogue(bean(Catalog.class), bean(CatalogAdmin.class), calendar()).present();
    }

    private void sell(DemoSales sales, DemoContent.Performance performance, List<RoundView> rounds) {
        for (int i = 0; i < rounds.size(); i++) {
            if (performance.sold(i) > 0) {
                sales.sell(rounds.get(i).id(), performance.sold(i), performance.maxPerPerson());
            }
        }
    }

    private boolean isDone(String step) {
        return this.progress.find(step).filter(DONE::equals).isPresent();
    }

    private DemoAccounts accounts() {
        return new DemoAccounts(bean(Accounts.class), bean(Invitations.class), bean(StaffSignUps.class), this.progress);
    }

    private DemoCalendar calendar() {
        return new DemoCalendar(Instant.parse(this.progress.get("first-start", () -> Instant.now().toString())));
    }

    private <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

}
