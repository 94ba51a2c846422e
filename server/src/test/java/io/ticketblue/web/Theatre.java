package io.ticketblue.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
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
import io.ticketblue.catalog.VenueView;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import jakarta.servlet.http.Cookie;

import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * What tests of buyers' pages share: rounds on sale, and buyers who have signed in. Pages
 * are opened in Korean.
 */
final class Theatre {

    static final String PASSWORD = "enough-7-words";

    private final MockMvc mvc;

    private final Accounts accounts;

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final Bookings bookings;

    private final Clock clock;

    Theatre(MockMvc mvc, Accounts accounts, Catalog catalog, CatalogAdmin admin, Bookings bookings, Clock clock) {
        this.mvc = mvc;
        this.accounts = accounts;
        this.catalog = catalog;
        this.admin = admin;
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * A theatre in the application of a test; no bean, so that all tests share a context.
     */
    static Theatre in(ApplicationContext application) {
        return application.getAutowireCapableBeanFactory().createBean(Theatre.class);
    }

    /** A round on sale in three days, with 60 seats of one price. */
    RoundId round(long price, long bookingFee) {
        return round(price, bookingFee, Duration.ofDays(3));
    }

    /** A round on sale that starts after so long. */
    RoundId round(long price, long bookingFee, Duration ahead) {
        VenueId venue = this.admin.createVenue(new SaveVenue("푸른 극장 " + UUID.randomUUID(), "서울시 1", null, 60));
        List<String> sections = this.catalog.venue(venue).sections().stream().map(VenueView.SectionView::name).toList();
        LocalDate today = Formats.day(this.clock.instant());
        PerformanceId performance = this.admin.createPerformance(
                new SavePerformance("한밤의 & <도서관>", Category.PLAY, "첫 문단\n\n둘째", 90, 8, today, today.plusDays(20), venue,
                        List.of(new SavePerformance.Grade("R", Money.won(price), sections, List.of())), List.of(), 4,
                        Money.won(bookingFee), null),
                null);
        Instant start = this.clock.instant().plus(ahead);
        return this.admin.openRounds(performance, new OpenRounds(List.of(start), null, null)).getFirst();
    }

    List<SeatId> seats(RoundId round) {
        return this.catalog.seating(round).stream().map((seat) -> seat.seat().id()).toList();
    }

    /** Somebody new who has just signed in. */
    Buyer buyer() throws Exception {
        String email = UUID.randomUUID() + "@example.com";
        AccountId id = this.accounts.register(new SignUp(email, PASSWORD, "김관객")).id();
        Cookie[] session = this.mvc
            .perform(post("/sign-in").param("email", email).param("password", PASSWORD).with(csrf()))
            .andReturn()
            .getResponse()
            .getCookies();
        return new Buyer(id, email, session);
    }

    static String redirect(MvcResult answer) {
        return String.valueOf(answer.getResponse().getRedirectedUrl());
    }

    static String body(MvcResult answer) throws Exception {
        return answer.getResponse().getContentAsString();
    }

    static void assertWhole(String path, MvcResult page, Locale language) throws Exception {
        assertThat(page.getResponse().getStatus()).as(path).isEqualTo(200);
        assertThat(body(page)).as(path)
            .contains("<html", "lang=\"" + language.getLanguage() + "\"", "</html>")
            .doesNotContain("??");
    }

    /** Somebody with a session. */
    final class Buyer {

        private final AccountId id;

        private final String email;

        private final Cookie[] session;

        Buyer(AccountId id, String email, Cookie[] session) {
            this.id = id;
            this.email = email;
            this.session = session;
        }

        AccountId id() {
            return this.id;
        }

        String email() {
            return this.email;
        }

        /** Holds the first seats of a round. */
        ReservationView hold(RoundId round, int count) {
            return hold(round, seats(round).subList(0, count));
        }

        ReservationView hold(RoundId round, List<SeatId> seats) {
            return Theatre.this.bookings.hold(new HoldSeats(this.id, round, seats));
        }

        /** Orders what is held. */
        String order(ReservationView hold) {
            return Theatre.this.bookings.order(this.id, hold.id(), PlaceOrder.simple()).orderId().value();
        }

        /** Orders what is held, pays by card, and comes back to the site. */
        MvcResult pay(ReservationView hold, TossOutcome outcome) throws Exception {
            String order = order(hold);
            return confirm(hold, order, TestServers.toss().pay(order, hold.amount().won(), outcome));
        }

        /** Comes back to the site from the payment window. */
        MvcResult confirm(ReservationView hold, String order, String key) throws Exception {
            return send(post("/payments/confirm").param("paymentKey", key)
                .param("orderId", order)
                .param("amount", Long.toString(hold.amount().won())));
        }

        ReservationStatus status(ReservationView reservation) {
            return Theatre.this.bookings.reservation(this.id, reservation.id()).status();
        }

        /** Sends a form with the token of its page. */
        MvcResult send(MockHttpServletRequestBuilder request) throws Exception {
            return Theatre.this.mvc.perform(request.cookie(this.session).with(csrf())).andReturn();
        }

        MvcResult ask(String path) throws Exception {
            return Theatre.this.mvc.perform(get(path).accept(MediaType.TEXT_HTML).cookie(this.session)).andReturn();
        }

        /** A page that has to be there and whole. */
        String open(String path) throws Exception {
            MvcResult page = ask(path);
            assertWhole(path, page, Locale.KOREAN);
            return body(page);
        }

        /** The page that an answer leads to, with what is kept for it. */
        String openAfter(MvcResult answer) throws Exception {
            String path = redirect(answer).replaceFirst("#.*", "");
            MvcResult page = Theatre.this.mvc
                .perform(get(path).accept(MediaType.TEXT_HTML).cookie(this.session).flashAttrs(answer.getFlashMap()))
                .andReturn();
            assertWhole(path, page, Locale.KOREAN);
            return body(page);
        }

    }

}
