package io.ticketblue.admin;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
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
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * What tests of staff pages share: performances with rounds, buyers with seats, and staff
 * who have signed in.
 */
public final class House {

    static final LocalDate FIRST = LocalDate.now(Formats.SEOUL).plusDays(30);

    static final LocalDate LAST = FIRST.plusDays(27);

    private final ServletWebServerApplicationContext application;

    private final Accounts accounts;

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final Bookings bookings;

    House(ServletWebServerApplicationContext application, Accounts accounts, Catalog catalog, CatalogAdmin admin,
            Bookings bookings) {
        this.application = application;
        this.accounts = accounts;
        this.catalog = catalog;
        this.admin = admin;
        this.bookings = bookings;
    }

    /**
     * A house in the application of a test; no bean, so that all tests share a context.
     */
    public static House in(ApplicationContext application) {
        return application.getAutowireCapableBeanFactory().createBean(House.class);
    }

    /** An administrator who has just signed in. */
    StaffBrowser staff() {
        return staff(Role.ADMIN);
    }

    /** Staff with a role who have just signed in. */
    StaffBrowser staff(Role role) {
        return StaffBrowser.ofStaff(port(), role);
    }

    /** Somebody new who may book. */
    public AccountView buyer() {
        return this.accounts.register(StaffBrowser.person());
    }

    /** A buyer who has just signed in. */
    StaffBrowser browserOf(AccountView buyer) {
        return StaffBrowser.signedIn(port(), buyer.email());
    }

    private int port() {
        return Objects.requireNonNull(this.application.getWebServer()).getPort();
    }

    /** A performance in a hall of 40 seats, all of one price. */
    public PerformanceId performance(long price) {
        return performance(price, FIRST);
    }

    private PerformanceId performance(long price, LocalDate first) {
        VenueId hall = this.admin.createVenue(new SaveVenue("Hall " + UUID.randomUUID(), "Pier 1", null, 40));
        return this.admin.createPerformance(new SavePerformance("Night " + UUID.randomUUID(), Category.PLAY, "", 90, 0,
                first, LAST, hall, List.of(new SavePerformance.Grade("R", Money.won(price), List.of(), List.of())),
                List.of(), 4, null, null), null);
    }

    /** A round at 19:30 on the first day, open for booking. */
    public RoundId round(PerformanceId performance) {
        return round(performance, FIRST);
    }

    /** A round of a performance that costs nothing, before those of all other tests. */
    RoundId roundTomorrow() {
        LocalDate tomorrow = LocalDate.now(Formats.SEOUL).plusDays(1);
        return round(performance(0, tomorrow), tomorrow);
    }

    private RoundId round(PerformanceId performance, LocalDate day) {
        return this.admin
            .openRounds(performance,
                    new OpenRounds(List.of(day.atTime(LocalTime.of(19, 30)).atZone(Formats.SEOUL).toInstant()), null,
                            null))
            .getFirst();
    }

    /**
     * Holds seats.
     * @param places of the seats in the order of the map, from 0
     */
    public ReservationView hold(AccountView buyer, RoundId round, int... places) {
        List<SeatId> seats = this.catalog.seating(round).stream().map((seat) -> seat.seat().id()).toList();
        return this.bookings
            .hold(new HoldSeats(buyer.id(), round, Arrays.stream(places).mapToObj(seats::get).toList()));
    }

    /** Holds seats and pays for them, by card if they cost something. */
    public ReservationView book(AccountView buyer, RoundId round, int... places) {
        return pay(hold(buyer, round, places));
    }

    ReservationView pay(ReservationView hold) {
        Checkout checkout = this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        if (!checkout.amount().isZero()) {
            String key = TestServers.toss()
                .pay(checkout.orderId().value(), checkout.amount().won(), TossOutcome.APPROVE);
            this.bookings.confirm(hold.buyer(), new StartPayment(checkout.orderId(), key, checkout.amount()));
        }
        return this.bookings.reservation(hold.buyer(), hold.id());
    }

}
