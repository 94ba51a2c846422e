package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** Makes rounds with seats to book and people to book them. */
class Playhouse {

    static final String PASSWORD = "enough-7-words";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final CatalogAdmin admin;

    private final Catalog catalog;

    private final Accounts accounts;

    private final Clock clock;

    Playhouse(CatalogAdmin admin, Catalog catalog, Accounts accounts, Clock clock) {
        this.admin = admin;
        this.catalog = catalog;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A round on sale, in three days. */
    RoundId round(int seats, int maxPerPerson, long price) {
        return round(performance(seats, maxPerPerson, price));
    }

    /** A round of the performance, on sale, in three days. */
    RoundId round(PerformanceId performance) {
        return round(performance, 3);
    }

    /** A round of the performance, on sale, in so many days. */
    RoundId round(PerformanceId performance, int days) {
        Instant start = this.clock.instant().plus(Duration.ofDays(days));
        return this.admin.openRounds(performance, new OpenRounds(List.of(start), null, null)).getFirst();
    }

    PerformanceId performance(int seats, int maxPerPerson, long price) {
        return performance(seats, maxPerPerson, price, 0);
    }

    PerformanceId performance(int seats, int maxPerPerson, long price, long bookingFee) {
        int number = COUNTER.incrementAndGet();
        VenueId venue = this.admin.createVenue(new SaveVenue("시험 극장 " + number, "서울시 어딘가 1", null, seats));
        return this.admin.createPerformance(plan("시험 공연 " + number, venue, maxPerPerson, price, bookingFee, null),
                null);
    }

    /** Gives all seats of a performance another price. */
    void reprice(PerformanceId id, long price) {
        PerformanceView performance = this.catalog.performance(id);
        this.admin.changePerformance(id, plan(performance.title(), performance.venue().id(), performance.maxPerPerson(),
                price, performance.bookingFee().won(), null), null);
    }

    /** Gives a performance another title, and nothing else. */
    void rename(PerformanceId id, long price) {
        PerformanceView performance = this.catalog.performance(id);
        this.admin.changePerformance(id, plan(performance.title() + " (앙코르)", performance.venue().id(),
                performance.maxPerPerson(), price, performance.bookingFee().won(), null), null);
    }

    /** Gives a performance ready-made rules of cancellation. */
    void policy(PerformanceId id, long price, String policy) {
        PerformanceView performance = this.catalog.performance(id);
        this.admin.changePerformance(id, plan(performance.title(), performance.venue().id(), performance.maxPerPerson(),
                price, performance.bookingFee().won(), policy), null);
    }

    private SavePerformance plan(String title, VenueId venue, int maxPerPerson, long price, long bookingFee,
            @Nullable String policy) {
        List<String> sections = this.catalog.venue(venue).sections().stream().map(VenueView.SectionView::name).toList();
        LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Asia/Seoul"));
        return new SavePerformance(title, Category.PLAY, "설명", 90, 0, today, today.plusDays(30), venue,
                List.of(new SavePerformance.Grade("R", new Money(price), sections, List.of())), List.of(), maxPerPerson,
                new Money(bookingFee), policy);
    }

    List<SeatId> seats(RoundId round) {
        return this.catalog.seating(round).stream().map((seat) -> seat.seat().id()).toList();
    }

    AccountId buyer() {
        return this.accounts.register(new SignUp("buyer" + COUNTER.incrementAndGet() + "@example.com", PASSWORD, "김관객"))
            .id();
    }

    List<AccountId> buyers(int count) {
        return IntStream.range(0, count).mapToObj((number) -> buyer()).toList();
    }

}
