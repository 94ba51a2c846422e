package io.ticketblue.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
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
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Every page that a buyer meets on the way from the list to the seat, in both languages.
 */
@IntegrationTest
class BuyerPagesIntegrationTests {

    private static final String PASSWORD = "enough-7-words";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private OwedRefunds owedRefunds;

    @Autowired
    private RoundCancellations cancellations;

    @Autowired
    private Clock clock;

    private PerformanceId performance;

    private RoundId round;

    private List<SeatId> seats;

    private String email;

    private AccountId buyer;

    private Cookie[] session;

    @BeforeEach
    void openTheHouseAndSignIn() throws Exception {
        this.round = round(Money.won(90_000), Money.won(1_000));
        this.performance = this.catalog.round(this.round).performanceId();
        this.seats = seats(this.round);
        this.email = UUID.randomUUID() + "@example.com";
        this.buyer = this.accounts.register(new SignUp(this.email, PASSWORD, "김관객")).id();
        this.session = this.mvc
            .perform(post("/sign-in").param("email", this.email).param("password", PASSWORD).with(csrf()))
            .andReturn()
            .getResponse()
            .getCookies();
    }

    @Test
    void showsThePublicPagesInBothLanguages() throws Exception {
        for (Locale language : List.of(Locale.KOREAN, Locale.ENGLISH)) {
            for (String path : List.of("/", "/performances", "/performances?category=PLAY&from=&to=&venueId=&q=&sort=",
                    "/performances/" + this.performance, "/rounds/" + this.round + "/seats",
                    "/rounds/" + this.round + "/seats?section=", "/sign-in", "/sign-in?error=bad-credentials",
                    "/sign-up")) {
                MvcResult page = this.mvc
                    .perform(get(path).accept(MediaType.TEXT_HTML)
                        .locale(language)
                        .header("Accept-Language", language.toLanguageTag()))
                    .andReturn();
                assertWhole(path, page, language);
            }
        }
    }

    @Test
    void escapesWhatStaffWrite() throws Exception {
        String page = open("/performances/" + this.performance);
        assertThat(page).contains("한밤의 &amp; &lt;도서관&gt;").doesNotContain("<도서관>");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        MvcResult page = this.mvc.perform(get("/performances/999999").accept(MediaType.TEXT_HTML)).andReturn();
        assertThat(page.getResponse().getStatus()).isEqualTo(404);
        assertThat(page.getResponse().getContentAsString()).contains("site-head", "data-problem-detail");
    }

    @Test
    void saysThatThereIsNoSuchPageWhereAWordStandsForANumber() throws Exception {
        for (String path : List.of("/performances/abc", "/performances/" + "9".repeat(30), "/rounds/x/seats")) {
            MvcResult page = this.mvc.perform(get(path).accept(MediaType.TEXT_HTML)).andReturn();
            assertThat(page.getResponse().getStatus()).as(path).isEqualTo(404);
            assertThat(page.getResponse().getContentAsString()).as(path)
                .contains("페이지를 찾을 수 없습니다", "/performances\"")
                .doesNotContain("형식이", "request.not-found");
        }
        assertThat(this.mvc.perform(get("/api/performances/abc")).andReturn().getResponse().getStatus()).isEqualTo(400);
    }

    @Test
    void answersEveryPageNumberWithAPageOfTheList() throws Exception {
        for (String path : List.of("/performances?category=PLAY&page=9999",
                "/performances?category=PLAY&page=1000000")) {
            assertThat(redirect(ask(path))).startsWith("/performances?category=PLAY&page=").doesNotContain("page=1000");
        }
        for (String page : List.of("-1", "abc", "99999999999", "", "1.5", "１")) {
            assertThat(open("/performances?page=" + page)).contains("한밤의");
        }
        assertThat(redirect(ask("/performances?q=" + UUID.randomUUID() + "&page=7"))).endsWith("&page=0");
        hold();
        assertThat(redirect(ask("/bookings?page=9999"))).isEqualTo("/bookings?page=0");
        assertThat(open("/bookings?page=0")).contains("한밤의");
    }

    @Test
    void explainsReversedDatesAtTheField() throws Exception {
        assertThat(open("/performances?from=2026-12-24&to=2026-12-01")).contains("id=\"to-error\"",
                "aria-invalid=\"true\"", "종료일은 시작일보다 빠를 수 없습니다", "value=\"2026-12-24\"");
        assertThat(open("/performances?from=2026-12-24&to=2026-12-24")).doesNotContain("to-error");
    }

    @Test
    void holdsSeatsWithoutScript() throws Exception {
        MvcResult held = send(post("/rounds/" + this.round + "/hold").accept(MediaType.TEXT_HTML)
            .param("seat", this.seats.get(0).toString(), this.seats.get(1).toString()));
        String checkout = redirect(held);
        assertThat(checkout).startsWith("/checkout/");
        assertThat(open(checkout)).contains("182,000원 결제하기", "/v2/standard");
        assertThat(open("/rounds/" + this.round + "/seats")).contains(checkout);
    }

    @Test
    void booksWhatIsFreeByTheButtonAndNotByLooking() throws Exception {
        RoundId free = round(Money.ZERO, Money.ZERO);
        ReservationView reservation = this.bookings
            .hold(new HoldSeats(this.buyer, free, List.of(seats(free).getFirst())));
        String checkout = "/checkout/" + reservation.id();
        assertThat(open(checkout)).contains("무료로 예매하기", "0원").doesNotContain("/v2/standard");
        assertThat(status(reservation)).isEqualTo(ReservationStatus.HELD);
        for (int time = 0; time < 2; time++) {
            assertThat(redirect(send(post(checkout)))).isEqualTo("/bookings/" + reservation.id() + "?paid");
        }
        assertThat(status(reservation)).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(open("/bookings/" + reservation.id() + "?paid=")).contains("예매가 완료되었습니다");
    }

    @Test
    void doesNotBookForFreeWhatCostsSomething() throws Exception {
        ReservationView reservation = hold();
        assertThat(redirect(send(post("/checkout/" + reservation.id())))).isEqualTo("/checkout/" + reservation.id());
        assertThat(status(reservation)).isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void saysTheLimitAndOnlyWhatIsThere() throws Exception {
        assertThat(refusal(this.seats.subList(0, 5))).endsWith("4석입니다.");
        assertThat(open("/rounds/" + this.round + "/seats")).contains("data-limit=\"4\" data-owned=\"0\"", "최대 4매");
        this.bookings.hold(new HoldSeats(this.buyer, this.round, this.seats.subList(0, 3)));
        assertThat(open("/rounds/" + this.round + "/seats")).contains("data-limit=\"4\" data-owned=\"3\"", "최대 1매");
        assertThat(refusal(this.seats.subList(3, 5))).endsWith("4석입니다. 이미 3석이 있습니다.");
    }

    @Test
    void namesTheSeatsThatOthersHaveTakenToTheScript() throws Exception {
        this.bookings.hold(new HoldSeats(
                this.accounts.register(new SignUp(UUID.randomUUID() + "@example.com", PASSWORD, "다른 관객")).id(),
                this.round, List.of(this.seats.getFirst())));
        MvcResult refused = send(post("/rounds/" + this.round + "/hold").accept(MediaType.APPLICATION_JSON)
            .param("seat", this.seats.get(0).toString(), this.seats.get(1).toString()));
        assertThat(refused.getResponse().getStatus()).isEqualTo(409);
        assertThat(refused.getResponse().getContentAsString()).contains("booking.seats-taken")
            .contains("\"seats\":[" + this.seats.getFirst() + "]");
    }

    @Test
    void leadsFromThePaymentToTheBookingHoweverOftenItIsAsked() throws Exception {
        ReservationView reservation = hold();
        String order = this.bookings.order(reservation.buyer(), reservation.id(), PlaceOrder.simple())
            .orderId()
            .value();
        String key = TestServers.toss().pay(order, reservation.amount().won(), TossOutcome.APPROVE);
        assertThat(open(back(order, key, reservation))).contains("id=\"confirm\"");
        String booking = "/bookings/" + reservation.id() + "?paid";
        for (int time = 0; time < 2; time++) {
            assertThat(redirect(send(post("/payments/confirm").param("paymentKey", key)
                .param("orderId", order)
                .param("amount", Long.toString(reservation.amount().won()))))).isEqualTo(booking);
        }
        assertThat(redirect(ask(back(order, key, reservation)))).isEqualTo(booking);
        assertThat(redirect(ask("/payments/" + order + "/failed"))).isEqualTo("/bookings/" + reservation.id());
        assertThat(open(booking)).contains(reservation.code());
        assertThat(open("/bookings")).contains(reservation.code());
        MvcResult english = this.mvc
            .perform(get(booking).locale(Locale.ENGLISH).header("Accept-Language", "en").cookie(this.session))
            .andReturn();
        assertThat(english.getResponse().getContentAsString()).contains(">Card</dd>");
    }

    @Test
    void saysThatNothingWasChargedWhenThePaymentIsDeclined() throws Exception {
        ReservationView reservation = hold();
        String order = this.bookings.order(reservation.buyer(), reservation.id(), PlaceOrder.simple())
            .orderId()
            .value();
        String key = TestServers.toss().pay(order, reservation.amount().won(), TossOutcome.DECLINE);
        String failed = redirect(send(post("/payments/confirm").param("paymentKey", key)
            .param("orderId", order)
            .param("amount", Long.toString(reservation.amount().won()))));
        assertThat(failed).endsWith("/failed?reason=declined");
        assertThat(open(failed)).contains("결제된 금액은 없습니다", "/checkout/" + reservation.id());
    }

    @Test
    void leadsBackToTheHoldWhenTheWindowWasClosedWithoutNamingTheOrder() throws Exception {
        ReservationView reservation = hold();
        assertThat(open("/payments/fail?code=PAY_PROCESS_CANCELED")).contains("결제창이 닫혔습니다",
                "/checkout/" + reservation.id());
    }

    @Test
    void cancelsOnlyWhenTheCodeIsWritten() throws Exception {
        ReservationView reservation = pay();
        String page = "/bookings/" + reservation.id();
        assertThat(open(page)).contains(page + "/cancel");
        send(post(page + "/cancel").param("confirmation", "wrong").param("seats", seats(reservation)));
        MvcResult none = send(
                post(page + "/cancel").param("confirmation", reservation.code()).param("reason", "일정 변경"));
        assertThat(redirect(none)).isEqualTo(page + "#cancel");
        assertThat(openAfter(none)).contains("id=\"seats-error\"", "class=\"error\"", "일정 변경", reservation.code())
            .doesNotContain("checked=\"checked\"");
        assertThat(status(reservation)).isEqualTo(ReservationStatus.CONFIRMED);
        send(post(page + "/cancel").param("confirmation", reservation.code().replace("-", "").toLowerCase(Locale.ROOT))
            .param("seats", seats(reservation)));
        assertThat(status(reservation)).isEqualTo(ReservationStatus.CANCELLED);
        assertThat(open(page)).doesNotContain(page + "/cancel");
    }

    @Test
    void givesOneSeatBackForTheFeeThatWasShown() throws Exception {
        ReservationView reservation = pay();
        String page = "/bookings/" + reservation.id();
        String seat = seats(reservation)[0];
        String quote = ask(page + "/cancellation?seats=" + seat).getResponse().getContentAsString();
        assertThat(quote).contains("id=\"quote\"", "name=\"fee\" value=\"0\"", "예매 후 24시간 이내").doesNotContain("<html");
        assertThat(quote).contains("91,000원", "쿠폰 할인을 뺀");
        assertThat(open(page)).doesNotContain("최종 결제 금액");
        assertThat(ask(page + "/cancellation").getResponse().getContentAsString()).contains("좌석을 선택하면")
            .doesNotContain("name=\"fee\"");
        assertThat(open(page)).contains("전체 선택 (2매)")
            .doesNotContain("open=\"open\"", "checked=\"checked\"", "name=\"fee\"");
        assertThat(open(page + "?seats=" + seat)).contains("<details", "open=\"open\"")
            .containsOnlyOnce("checked=\"checked\"");
        send(post(page + "/cancel").param("confirmation", reservation.code()).param("seats", seat).param("fee", "1"));
        assertThat(status(reservation)).isEqualTo(ReservationStatus.CONFIRMED);
        send(post(page + "/cancel").param("confirmation", reservation.code()).param("seats", seat).param("fee", "0"));
        assertThat(status(reservation)).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        assertThat(open(page)).contains("class=\"gone\"", "환불 완료", ">182,000원<", ">−91,000원<", "최종 결제 금액", ">91,000원<");
        assertThat(open("/bookings")).contains("2석 중 1석 취소", "결제 182,000원");
    }

    private static String[] seats(ReservationView reservation) {
        return reservation.seats().stream().map((seat) -> seat.id().toString()).toArray(String[]::new);
    }

    @Test
    void saysHowFarARefundIs() throws Exception {
        ReservationView reservation = pay();
        String page = "/bookings/" + reservation.id();
        TestServers.toss().faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        send(post(page + "/cancel").param("confirmation", reservation.code()).param("seats", seats(reservation)));
        assertThat(open(page)).contains("환불 처리 중", "담당자가 처리하고 있습니다").doesNotContain("환불 완료");
        RefundId refund = this.payments.refundsFor(reservation.id().value()).getFirst().id();
        this.owedRefunds.tryAgain(refund);
        assertThat(open(page)).contains("환불 완료", "182,000원").doesNotContain("환불 처리 중");
    }

    @Test
    void promisesNoSeatOfACancelledRoundWhileAPaymentIsChecked() throws Exception {
        TestServers.toss().faults().next(TossOperation.CONFIRM, TossFault.closeBefore());
        ReservationView reservation = pay();
        assertThat(status(reservation)).isEqualTo(ReservationStatus.PAYING);
        String page = "/bookings/" + reservation.id();
        assertThat(open(page)).contains("예매가 확정되고");
        this.cancellations.cancel(this.round, "출연자의 건강", 10);
        assertThat(open(page)).contains("주최 측 사정으로", "전액 돌려드리고").doesNotContain("예매가 확정되고", "입금하지 마세요");
    }

    @Test
    void keepsTheProfileAndSaysWhatIsWrongAtTheField() throws Exception {
        assertThat(open("/profile")).contains(this.email, "김관객");
        String refused = send(
                post("/profile/password").param("current", "wrong-7-words").param("password", "new-7-words"))
            .getResponse()
            .getContentAsString();
        assertThat(refused).contains("current-error");
        assertThat(redirect(send(post("/profile").param("name", "김새이름")))).isEqualTo("/profile");
    }

    @Test
    void namesTheBookingsThatKeepAnAccountFromBeingClosed() throws Exception {
        ReservationView held = hold();
        assertThat(withdraw()).isEqualTo("/profile#withdrawal");
        String refused = open("/profile");
        assertThat(refused).contains("예매가 1건 있어", "/bookings/" + held.id() + "\"", "한밤의 &amp; &lt;도서관&gt;", "365일");
        assertThat(open("/profile")).as("only once").doesNotContain("/bookings/" + held.id() + "\"");
        this.bookings.release(this.buyer, held.id());
        assertThat(withdraw()).isEqualTo("/");
        assertThat(this.accounts.accountOf(this.email)).isEmpty();
    }

    private String withdraw() throws Exception {
        return redirect(send(post("/profile/withdrawal").param("password", PASSWORD)));
    }

    @Test
    void refusesASignUpAtTheFields() throws Exception {
        String refused = this.mvc.perform(
                post("/sign-up").param("email", "nobody").param("password", "short").param("name", "김").with(csrf()))
            .andReturn()
            .getResponse()
            .getContentAsString();
        assertThat(refused).contains("email-error", "password-error").doesNotContain("short");
    }

    private RoundId round(Money price, Money fee) {
        VenueId venue = this.admin.createVenue(new SaveVenue("푸른 극장 " + UUID.randomUUID(), "서울시 1", null, 60));
        List<String> sections = this.catalog.venue(venue).sections().stream().map(VenueView.SectionView::name).toList();
        LocalDate today = Formats.day(this.clock.instant());
        PerformanceId performance = this.admin.createPerformance(
                new SavePerformance("한밤의 & <도서관>", Category.PLAY, "첫 문단\n\n둘째", 90, 8, today, today.plusDays(20), venue,
                        List.of(new SavePerformance.Grade("R", price, sections, List.of())), List.of(), 4, fee, null),
                null);
        Instant start = this.clock.instant().plus(Duration.ofDays(3));
        return this.admin.openRounds(performance, new OpenRounds(List.of(start), null, null)).getFirst();
    }

    private List<SeatId> seats(RoundId round) {
        return this.catalog.seating(round).stream().map((seat) -> seat.seat().id()).toList();
    }

    private String refusal(List<SeatId> seats) throws Exception {
        MvcResult refused = send(post("/rounds/" + this.round + "/hold").accept(MediaType.TEXT_HTML)
            .param("seat", seats.stream().map(SeatId::toString).toArray(String[]::new)));
        return String.valueOf(refused.getFlashMap().get("refusal"));
    }

    private ReservationView hold() {
        return this.bookings.hold(new HoldSeats(this.buyer, this.round, this.seats.subList(0, 2)));
    }

    private ReservationView pay() throws Exception {
        ReservationView reservation = hold();
        String order = this.bookings.order(reservation.buyer(), reservation.id(), PlaceOrder.simple())
            .orderId()
            .value();
        String key = TestServers.toss().pay(order, reservation.amount().won(), TossOutcome.APPROVE);
        send(post("/payments/confirm").param("paymentKey", key)
            .param("orderId", order)
            .param("amount", Long.toString(reservation.amount().won())));
        return reservation;
    }

    private ReservationStatus status(ReservationView reservation) {
        return this.bookings.reservation(reservation.buyer(), reservation.id()).status();
    }

    private static String back(String order, String key, ReservationView reservation) {
        return "/payments/success?paymentKey=" + key + "&orderId=" + order + "&amount=" + reservation.amount().won();
    }

    private MvcResult ask(String path) throws Exception {
        return this.mvc.perform(get(path).accept(MediaType.TEXT_HTML).cookie(this.session)).andReturn();
    }

    /** The page that an answer leads to, with what is kept for it. */
    private String openAfter(MvcResult answer) throws Exception {
        String path = redirect(answer).replaceFirst("#.*", "");
        MvcResult page = this.mvc
            .perform(get(path).accept(MediaType.TEXT_HTML).cookie(this.session).flashAttrs(answer.getFlashMap()))
            .andReturn();
        assertWhole(path, page, Locale.KOREAN);
        return page.getResponse().getContentAsString();
    }

    private String open(String path) throws Exception {
        MvcResult page = ask(path);
        assertWhole(path, page, Locale.KOREAN);
        return page.getResponse().getContentAsString();
    }

    private MvcResult send(MockHttpServletRequestBuilder request) throws Exception {
        return this.mvc.perform(request.cookie(this.session).with(csrf())).andReturn();
    }

    private static String redirect(MvcResult answer) {
        return String.valueOf(answer.getResponse().getRedirectedUrl());
    }

    private static void assertWhole(String path, MvcResult page, Locale language) throws Exception {
        assertThat(page.getResponse().getStatus()).as(path).isEqualTo(200);
        assertThat(page.getResponse().getContentAsString()).as(path)
            .contains("<html", "lang=\"" + language.getLanguage() + "\"", "</html>")
            .doesNotContain("??");
    }

}
