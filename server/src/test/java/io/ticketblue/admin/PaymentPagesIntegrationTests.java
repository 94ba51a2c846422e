package io.ticketblue.admin;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.CompensationId;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Payments, and money that staff send back by hand. */
@IntegrationTest
class PaymentPagesIntegrationTests {

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private Payments payments;

    @Autowired
    private MoneyBooks money;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private Formats formats;

    private final TossSimulator toss = TestServers.toss();

    private House house;

    private StaffBrowser staff;

    private AccountView buyer;

    private ReservationView booking;

    private PaymentView payment;

    @BeforeEach
    void payForABooking(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.buyer = this.house.buyer();
        this.booking = this.house.book(this.buyer, this.house.round(this.house.performance(70_000)), 0);
        this.payment = this.payments.paymentFor(this.booking.id().value()).orElseThrow();
    }

    @Test
    void findsAPaymentByWhateverStaffAreTold() {
        for (String told : new String[] { this.payment.orderId().value(), String.valueOf(this.payment.paymentKey()),
                this.booking.code(), this.booking.code().toLowerCase(Locale.ROOT).replace("-", ""),
                this.buyer.email().toUpperCase(Locale.ROOT) }) {
            assertThat(this.staff.get("/admin/payments?q=" + told).body()).as(told)
                .contains(this.payment.orderId().value(), this.booking.code(), this.buyer.name());
        }
        for (String told : new String[] { "nothing-like-it", "nobody@ticketblue.example",
                "%ED%99%8D%EA%B8%B8%EB%8F%99" }) {
            assertThat(this.staff.get("/admin/payments?q=" + told).body()).as(told).contains("No payment found");
        }
        String today = this.formats.today().toString();
        String here = "/admin/payments?q=" + this.booking.code();
        assertThat(this.staff.get(here + "&status=CAPTURED&from=" + today + "&to=" + today).body())
            .contains(this.payment.orderId().value());
        assertThat(this.staff.get(here + "&status=REFUNDED").body()).contains("No payment found");
        assertThat(this.staff.get(here + "&to=2020-01-01").body()).contains("No payment found");
        assertThat(this.staff.get(here + "&from=someday").status()).isEqualTo(400);
    }

    @Test
    void sendsMoneyBackByHandOnce() {
        String page = page();
        assertThat(this.staff.get(page).body()).contains("₩70,000", "Entries in the money ledger");
        StaffBrowser.Answer done = this.staff.submit(page, page + "/refund", "amount", "20,000", "reason",
                "The view was blocked", "left", "70000", "confirm", this.booking.code());
        assertThat(done.location()).endsWith(page);
        assertThat(this.staff.get(page).body()).contains("₩20,000 went back", "The view was blocked",
                "At most ₩50,000");
        String bookingPage = "/admin/bookings/" + this.booking.id();
        assertThat(this.staff.get(bookingPage).body()).contains("href=\"" + page + "\"");
        assertThat(this.staff.get(bookingPage + "/cancellation").body()).contains("−₩20,000", ">₩50,000<",
                "FULL_REFUND:" + this.booking.seats().getFirst().id() + ":0:50000");
        StaffBrowser.Answer again = this.staff.submit(page, page + "/refund", "amount", "20,000", "reason",
                "The view was blocked", "left", "70000", "confirm", this.booking.code());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.refusal()).contains("50,000 won are left");
        assertThat(this.toss.refunded(this.payment.orderId().value())).isEqualTo(20_000);
        assertThat(this.boxOffice.reservation(this.booking.id()).status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(this.money.balance(this.booking.id().value()).kept()).isEqualTo(new Money(50_000));
        assertThat(this.trail
            .entries(new AuditFilter(null, "payment.", "payment " + this.payment.id(), null, null), new Paging(0, 20))
            .items()).singleElement().satisfies((entry) -> {
                assertThat(entry.person()).isNotNull();
                assertThat(entry.changes()).anySatisfy((change) -> {
                    assertThat(change.field()).isEqualTo("refundable");
                    assertThat(change.before()).isEqualTo("70000");
                    assertThat(change.after()).isEqualTo("50000");
                });
            });
        assertThat(this.staff.get("/admin/audit?subject=payment+" + this.payment.id()).body())
            .contains("Refunded by hand", ">Payment " + this.payment.id() + "<", ">Refundable<", ">₩70,000<",
                    ">₩50,000<", "href=\"/admin/payments/" + this.payment.id() + "\"")
            .doesNotContain("<code");
    }

    @Test
    void saysWhatIsWrongWithARefundByHand() {
        String page = page();
        assertThat(this.staff.submit(page, page + "/refund", "amount", "x", "reason", "Why", "left", "70000")
            .errorAt("amount")).isNotEmpty();
        assertThat(this.staff.submit(page, page + "/refund", "amount", "100", "reason", " ", "left", "70000")
            .errorAt("reason")).isNotEmpty();
        StaffBrowser.Answer all = this.staff.submit(page, page + "/refund", "amount", "x", "reason", " ", "left",
                "70000", "confirm", "something else");
        assertThat(List.of("amount", "reason", "confirm"))
            .allSatisfy((field) -> assertThat(all.errorAt(field)).isNotEmpty());
        StaffBrowser.Answer unconfirmed = this.staff.submit(page, page + "/refund", "amount", "100", "reason", "Why",
                "left", "70000", "confirm", "something else");
        assertThat(unconfirmed.errorAt("confirm")).contains(this.booking.code());
        assertThat(unconfirmed.body()).contains("value=\"100\"", "value=\"Why\"");
        assertThat(this.money.balance(this.booking.id().value()).promised().isZero()).isTrue();
        StaffBrowser.Answer large = this.staff.submit(page, page + "/refund", "amount", "70001", "reason", "Why",
                "left", "70000", "confirm", this.booking.code());
        assertThat(large.status()).isEqualTo(409);
        assertThat(large.refusal()).contains("At most 70,000");
        assertThat(this.staff.get("/admin/payments/999999999").status()).isEqualTo(404);
    }

    @Test
    void settlesACompensationAmongTheRefunds() {
        CompensationId id = this.payments.oweCompensation(this.payment.orderId(), new Money(7_000),
                "Called off by the organiser");
        String page = refundsWith("compensation-" + id);
        assertThat(this.staff.get(page).body()).contains("Called off by the organiser", "₩7,000");
        String settle = "/admin/compensations/" + id + "/settle";
        assertThat(this.staff.submit(page, settle, "paid-" + id, " ").errorAt("paid-" + id)).isNotEmpty();
        this.staff.submit(page, settle, "paid-" + id, "Transfer of 2 December");
        assertThat(this.staff.get(page).body()).contains("Recorded as paid");
        assertThat(this.staff.get(page()).body()).contains("Transfer of 2 December", "Compensation paid");
    }

    @Test
    void isForStaffAlone() {
        StaffBrowser other = this.house.browserOf(this.buyer);
        for (String path : List.of(page(), "/admin/payments")) {
            assertThat(other.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(other.submit("/", page() + "/refund", "amount", "1", "reason", "Why", "left", "70000").status())
            .isEqualTo(403);
    }

    /**
     * The page of the refunds that shows an entry; other tests leave entries of theirs.
     */
    private String refundsWith(String entry) {
        return IntStream.range(0, 50)
            .mapToObj((number) -> "/admin/refunds?compensations=" + number)
            .filter((page) -> this.staff.get(page).body().contains('"' + entry + '"'))
            .findFirst()
            .orElseThrow();
    }

    private String page() {
        PaymentId id = this.payment.id();
        return "/admin/payments/" + id;
    }

}
