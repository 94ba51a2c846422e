package io.ticketblue.review;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import io.ticketblue.ApiClient;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Performances that cost nothing, with rounds that have begun and people who were there.
 */
public final class ReviewScene {

    private final Accounts accounts;

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final Bookings bookings;

    private final JdbcClient sql;

    private final Clock clock;

    ReviewScene(Accounts accounts, Catalog catalog, CatalogAdmin admin, Bookings bookings, JdbcClient sql,
            Clock clock) {
        this.accounts = accounts;
        this.catalog = catalog;
        this.admin = admin;
        this.bookings = bookings;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * The scene in the application of a test; no bean, so that all tests share a context.
     */
    public static ReviewScene in(ApplicationContext application) {
        return application.getAutowireCapableBeanFactory().createBean(ReviewScene.class);
    }

    public PerformanceId performance() {
        VenueId venue = this.admin.createVenue(new SaveVenue("후기 극장 " + UUID.randomUUID(), "서울시 1", null, 200));
        List<String> sections = this.catalog.venue(venue).sections().stream().map(VenueView.SectionView::name).toList();
        LocalDate today = Formats.day(this.clock.instant());
        return this.admin
            .createPerformance(new SavePerformance("별점의 밤 " + UUID.randomUUID(), Category.PLAY, "설명", 90, 0, today,
                    today.plusDays(40), venue, List.of(new SavePerformance.Grade("R", Money.ZERO, sections, List.of())),
                    List.of(), 4, Money.ZERO, null), null);
    }

    /** A round that is to come, so that it can be booked. */
    public RoundId round(PerformanceId performance) {
        int number = this.catalog.rounds(performance).size();
        Instant start = this.clock.instant().plus(Duration.ofDays(3 + number));
        return this.admin.openRounds(performance, new OpenRounds(List.of(start), null, null)).getFirst();
    }

    /** Lets a round have begun an hour ago. */
    public void begin(RoundId round) {
        Instant start = this.clock.instant().minus(Duration.ofHours(1));
        this.sql.sql("""
                UPDATE performance_round
                SET starts_at = :start, booking_opens_at = :opens, booking_closes_at = :start WHERE id = :round""")
            .param("start", start)
            .param("opens", start.minus(Duration.ofDays(1)))
            .param("round", round.value())
            .update();
    }

    public List<SeatId> seats(RoundId round) {
        return this.catalog.seating(round).stream().map((seat) -> seat.seat().id()).toList();
    }

    public AccountId person() {
        return person(ApiClient.newEmail());
    }

    public AccountId person(String email) {
        return this.accounts.register(new SignUp(email, ApiClient.PASSWORD, "김관객")).id();
    }

    /** A booking of one seat. */
    public ReservationId booked(AccountId person, RoundId round, SeatId seat) {
        ReservationId hold = this.bookings.hold(new HoldSeats(person, round, List.of(seat))).id();
        this.bookings.order(person, hold, PlaceOrder.simple());
        return hold;
    }

    /** Somebody new for each of the first seats of a round, who booked it. */
    public List<Visitor> visitors(RoundId round, int count) {
        List<SeatId> seats = seats(round);
        return IntStream.range(0, count).mapToObj((number) -> {
            AccountId person = person();
            return new Visitor(person, booked(person, round, seats.get(number)));
        }).toList();
    }

    /** A performance with people who were there. */
    public Played played(int visitors) {
        PerformanceId performance = performance();
        RoundId round = round(performance);
        List<Visitor> all = visitors(round, visitors);
        begin(round);
        return new Played(performance, round, all);
    }

    /** A performance with one person who was there and can sign in. */
    public Played playedFor(String email) {
        PerformanceId performance = performance();
        RoundId round = round(performance);
        AccountId person = person(email);
        Visitor visitor = new Visitor(person, booked(person, round, seats(round).getFirst()));
        begin(round);
        return new Played(performance, round, List.of(visitor));
    }

    /** What the reviews say when they are counted one by one. */
    public RatingSummary recount(PerformanceId performance) {
        return new RatingSummary(IntStream.rangeClosed(1, RatingSummary.BEST)
            .mapToObj((rating) -> Objects.requireNonNull(this.sql.sql("""
                    SELECT COUNT(*) FROM review
                    WHERE performance_id = ? AND rating = ? AND hidden_at IS NULL""")
                .param(performance.value())
                .param(rating)
                .query(Long.class)
                .single()))
            .toList());
    }

    /** Somebody with a booking. */
    public record Visitor(AccountId person, ReservationId reservation) {
    }

    /** A performance whose round has begun. */
    public record Played(PerformanceId performance, RoundId round, List<Visitor> visitors) {
    }

}
