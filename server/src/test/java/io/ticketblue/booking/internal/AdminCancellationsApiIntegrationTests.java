package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Staff cancel seats over HTTP, two days before the show, when the policy keeps 30 %. */
@BookingTest
class AdminCancellationsApiIntegrationTests {

    private final TossSimulator toss = TestServers.toss();

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private PaymentRecords records;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private LedgerAudit audit;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private RoundId round;

    private ReservationView booked;

    private Checkout order;

    private String path;

    private ApiClient buyer;

    private ApiClient staff;

    @BeforeEach
    void bookThreeSeats() {
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, 50_000, 1_000), 20);
        String email = UUID.randomUUID() + "@example.com";
        AccountId id = this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객")).id();
        ReservationView hold = this.bookings
            .hold(new HoldSeats(id, this.round, this.playhouse.seats(this.round).subList(0, 3)));
        this.order = this.bookings.order(id, hold.id(), PlaceOrder.simple());
        String key = this.toss.pay(this.order.orderId().value(), this.order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(id, new StartPayment(this.order.orderId(), key, this.order.amount()));
        this.booked = this.bookings.reservation(id, hold.id());
        this.path = "/api/admin/reservations/" + hold.id();
        this.clock.forward(Duration.ofDays(18));
        this.buyer = ApiClient.at(this.port).signedIn(email, Playhouse.PASSWORD);
        this.staff = ApiClient.at(this.port).newStaff(Role.BOX_OFFICE);
    }

    @AfterEach
    void booksAgree() {
        assertThat(this.check.faults(this.round, 10, 4)).isEmpty();
        assertThat(this.audit.faults(this.round)).isZero();
        this.clock.toPresent();
    }

    @Test
    void quotesFeeRefundAndWhatRemainsByEitherTerms() {
        Answer byPolicy = this.staff.get(this.path + "/cancellation?terms=POLICY&seatIds=" + seat(0));
        assertThat(byPolicy.status()).isEqualTo(200);
        assertThat(byPolicy.body().get("fee").asLong()).isEqualTo(16_000);
        assertThat(byPolicy.body().get("cancellationFee").asLong()).isEqualTo(15_000);
        assertThat(byPolicy.body().get("refund").asLong()).isEqualTo(35_000);
        assertThat(byPolicy.body().get("remainingSeats").valueStream().map((id) -> id.asLong()))
            .containsExactly(seat(1), seat(2));
        assertThat(byPolicy.body().get("remainingPaid").asLong()).isEqualTo(102_000);
        Answer inFull = this.staff.get(this.path + "/cancellation");
        assertThat(inFull.body().get("fee").asLong()).isZero();
        assertThat(inFull.body().get("refund").asLong()).isEqualTo(153_000);
        assertThat(inFull.body().get("remainingSeats")).isEmpty();
        assertThat(inFull.body().get("remainingPaid").asLong()).isZero();
    }

    @Test
    void tellsWhatRemainsAfterARefundByHand() {
        refundByHand(51_000 + 20_000);
        Answer quote = this.staff.get(this.path + "/cancellation?seatIds=" + seat(0));
        assertThat(quote.body().get("refund").asLong() + quote.body().get("remainingPaid").asLong())
            .isEqualTo(153_000 - 71_000);
    }

    @Test
    void cancelsChosenSeatsByThePolicyAndRecordsWhoDidIt() {
        Answer done = cancel(Map.of("seatIds", List.of(seat(0)), "terms", "POLICY", "reason", "예매자 전화 요청", "fee",
                16_000, "refund", 35_000));
        assertThat(done.status()).isEqualTo(201);
        assertThat(done.body().get("fee").asLong()).isEqualTo(16_000);
        assertThat(done.body().get("refund").asLong()).isEqualTo(35_000);
        assertThat(done.text("status")).isEqualTo("PARTIALLY_CANCELLED");
        assertThat(this.toss.refunded(this.order.orderId().value())).isEqualTo(35_000);
        AuditEntry entry = this.trail
            .entries(new AuditFilter(null, "reservation.cancelled", "reservation " + this.booked.code(), null, null),
                    new Paging(0, 10))
            .items()
            .getFirst();
        assertThat(entry.person()).isEqualTo(this.staff.get("/api/me").body().get("id").asLong());
        assertThat(entry.changes()).extracting(AuditEntry.Change::after)
            .contains(this.booked.seats().getFirst().label(), "POLICY", "16000", "35000", "예매자 전화 요청");
        Answer rest = cancel(Map.of("terms", "FULL_REFUND", "reason", "객석 고장"));
        assertThat(rest.text("status")).isEqualTo("CANCELLED");
        assertThat(rest.body().get("refund").asLong()).isEqualTo(102_000);
    }

    @Test
    void cancelsOnceHoweverOftenAKeyComes() {
        Map<String, Object> body = Map.of("seatIds", List.of(seat(0)), "terms", "FULL_REFUND", "reason", "객석 고장");
        ApiClient keyed = this.staff.header("Idempotency-Key", "key-1");
        Answer first = keyed.post(this.path + "/cancellations", body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(keyed.post(this.path + "/cancellations", body).body()).isEqualTo(first.body());
        assertThat(keyed
            .post(this.path + "/cancellations",
                    Map.of("seatIds", List.of(seat(1)), "terms", "FULL_REFUND", "reason", "객석 고장"))
            .code()).isEqualTo("request.idempotency-key-reused");
        assertThat(live()).isEqualTo(2);
    }

    @Test
    void takesTheSameKeyOfTheBuyerForAnotherWish() {
        Answer byBuyer = this.buyer.header("Idempotency-Key", "key-1")
            .post("/api/reservations/" + this.booked.id() + "/cancellations",
                    Map.of("seatIds", List.of(seat(0)), "reason", "못 가요"));
        assertThat(byBuyer.status()).isEqualTo(201);
        Answer byStaff = this.staff.header("Idempotency-Key", "key-1")
            .post(this.path + "/cancellations",
                    Map.of("seatIds", List.of(seat(1)), "terms", "FULL_REFUND", "reason", "객석 고장"));
        assertThat(byStaff.status()).isEqualTo(201);
        assertThat(byStaff.body().get("fee").asLong()).isZero();
        assertThat(live()).isOne();
    }

    @Test
    void cancelsNothingIfMoneyWentBackByHandSinceTheQuote() {
        refundByHand(100_000);
        Answer answer = cancel(Map.of("terms", "FULL_REFUND", "reason", "객석 고장", "fee", 0, "refund", 153_000));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("booking.fee-changed");
        assertThat(answer.body().get("refund").asLong()).isEqualTo(53_000);
        assertThat(live()).isEqualTo(3);
    }

    @Test
    void cancelsInFullAfterTheShowBeganButNotByThePolicy() {
        this.clock.forward(Duration.ofDays(3));
        ApiClient later = ApiClient.at(this.port).newStaff(Role.BOX_OFFICE);
        assertThat(later.get(this.path + "/cancellation?terms=POLICY").code()).isEqualTo("booking.not-cancellable");
        Answer refused = later.post(this.path + "/cancellations", Map.of("terms", "POLICY", "reason", "못 가요"));
        assertThat(refused.status()).isEqualTo(409);
        Answer done = later.post(this.path + "/cancellations", Map.of("terms", "FULL_REFUND", "reason", "객석 고장"));
        assertThat(done.status()).isEqualTo(201);
        assertThat(done.body().get("refund").asLong()).isEqualTo(153_000);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"reason\":\"x\"}", "{\"terms\":\"GIFT\",\"reason\":\"x\"}", "{\"terms\":\"POLICY\"}",
            "{\"terms\":\"POLICY\",\"reason\":\" \"}", "{\"terms\":\"POLICY\",\"reason\":\"x\",\"seatIds\":[]}",
            "{\"terms\":\"POLICY\",\"reason\":\"x\",\"seatIds\":[1]}",
            "{\"terms\":\"POLICY\",\"reason\":\"x\",\"fee\":-1}" })
    void namesWhatIsWrong(String body) {
        Answer answer = this.staff.post(this.path + "/cancellations", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).singleElement().asString().isNotBlank();
        assertThat(live()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = { "FINANCE", "USER" })
    void isForTheBoxOfficeAlone(Role role) {
        ApiClient other = (role == Role.USER) ? this.buyer : ApiClient.at(this.port).newStaff(role);
        assertThat(other.get(this.path + "/cancellation").status()).isEqualTo(403);
        assertThat(other.post(this.path + "/cancellations", Map.of("terms", "FULL_REFUND", "reason", "x")).status())
            .isEqualTo(403);
        assertThat(live()).isEqualTo(3);
    }

    private Answer cancel(Map<String, Object> body) {
        return this.staff.post(this.path + "/cancellations", body);
    }

    private void refundByHand(long won) {
        this.records.refund(this.payments.payment(this.order.orderId()).id(), new Money(won), "사과의 뜻으로",
                new Money(153_000));
    }

    private int live() {
        return this.bookings.reservation(this.booked.buyer(), this.booked.id()).liveSeats().size();
    }

    private long seat(int number) {
        return this.booked.seats().get(number).id().value();
    }

}
