package io.ticketblue.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class MoneyPagesIntegrationTests {

    private final TossSimulator toss = TestServers.toss();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private Payments payments;

    @Autowired
    private MoneyBooks money;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private Settlements settlements;

    @Autowired
    private SettlementFiles files;

    @Autowired
    private Formats formats;

    @Autowired
    private JdbcClient jdbc;

    private StaffBrowser staff;

    private AccountView buyer;

    private PerformanceId performance;

    private RoundId round;

    private ReservationView booking;

    private PaymentView payment;

    @BeforeEach
    void payForABooking() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
        this.buyer = this.accounts.register(StaffBrowser.person());
        this.performance = House.performance(this.admin, new Money(70_000));
        this.round = House.round(this.admin, this.performance);
        this.booking = pay(hold(0, 1));
        this.payment = this.payments.paymentFor(this.booking.id().value()).orElseThrow();
    }

    private ReservationView hold(int from, int to) {
        return this.bookings.hold(new HoldSeats(this.buyer.id(), this.round,
                this.catalog.seating(this.round).subList(from, to).stream().map((seat) -> seat.seat().id()).toList()));
    }

    private ReservationView pay(ReservationView hold) {
        Checkout checkout = this.bookings.order(this.buyer.id(), hold.id(), PlaceOrder.simple());
        String key = this.toss.pay(checkout.orderId().value(), checkout.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(this.buyer.id(), new StartPayment(checkout.orderId(), key, checkout.amount()));
        return hold;
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
    void cancelsOneOfTwoSeatsForTheAmountsThatWereShown() {
        ReservationView pair = pay(hold(1, 3));
        String page = "/admin/bookings/" + pair.id();
        String form = page + "/cancellation";
        String seat = pair.seats().getFirst().id().toString();
        String shown = this.staff.get(form + "?terms=POLICY&seats=" + seat).body();
        assertThat(shown).contains("POLICY:" + seat + ":0:70000", "Paid for them: ₩70,000",
                "Within 24 hours of booking");
        StaffBrowser.Answer stale = this.staff.submit(form, form, "seats", seat, "terms", "POLICY", "quoted",
                "POLICY:" + seat + ":0:69999", "reason", "The view", "confirm", pair.code());
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.refusal()).contains("refunds 70,000 won");
        assertThat(this.staff
            .submit(form, form, "seats", seat, "terms", "POLICY", "quoted", "POLICY:" + seat + ":0:70000", "reason",
                    "The view", "confirm", pair.code())
            .location()).endsWith(page);
        assertThat(this.staff.get(page).body()).contains("Cancelled 1 seat of booking " + pair.code(),
                "Cancelled by staff", "By the cancellation policy", "The view", pair.seats().getFirst().label(),
                "fee ₩0");
        assertThat(this.staff.get("/admin/audit?subject=reservation+" + pair.code()).body()).contains("Refund terms",
                "By the cancellation policy", pair.seats().getFirst().label(), "₩70,000",
                "/admin/bookings?code=" + pair.code());
        assertThat(this.boxOffice.reservation(pair.id()).status()).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
    }

    @Test
    void saysWhatIsWrongWithARefundByHand() {
        String page = page();
        assertThat(this.staff.submit(page, page + "/refund", "amount", "x", "reason", "Why", "left", "70000")
            .errorAt("amount")).isNotEmpty();
        assertThat(this.staff.submit(page, page + "/refund", "amount", "100", "reason", " ", "left", "70000")
            .errorAt("reason")).isNotEmpty();
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
        this.payments.oweCompensation(this.payment.orderId(), new Money(7_000), "Called off by the organiser");
        String page = "/admin/refunds";
        assertThat(this.staff.get(page).body()).contains("Called off by the organiser", "₩7,000");
        String id = this.staff.get(page).body().split("compensation-")[1].split("\"")[0];
        String settle = "/admin/compensations/" + id + "/settle";
        assertThat(this.staff.submit(page, settle, "paid-" + id, " ").errorAt("paid-" + id)).isNotEmpty();
        this.staff.submit(page, settle, "paid-" + id, "Transfer of 2 December");
        assertThat(this.staff.get(page).body()).contains("Written down as paid");
        assertThat(this.staff.get(page()).body()).contains("Transfer of 2 December", "Compensation paid");
    }

    @Test
    void settlesADayPerPerformance() throws IOException {
        this.payments.refund(this.payments
            .requestRefund(this.payment.orderId(), new Money(30_000), new Money(4_000), "One seat given back")
            .orElseThrow());
        Settlement day = this.settlements.of(this.formats.today().minusDays(1), this.formats.today(), this.performance);
        assertThat(day.lines()).singleElement()
            .isEqualTo(new SettlementLine(this.formats.today(), this.performance.value(),
                    this.catalog.performance(this.performance).title(), 1, 1, 70_000, 30_000, 4_000, 0, 40_000));
        assertThat(day.total().net()).isEqualTo(40_000);
        assertThat(this.settlements.of(this.formats.today(), this.formats.today(), null).lines())
            .contains(day.lines().getFirst());
        assertThat(this.staff.get("/admin/settlements?performanceId=" + this.performance.value()).body())
            .contains("70,000", "40,000", day.lines().getFirst().title());
        assertThat(this.staff.get("/admin/settlements?from=2026-12-02&to=2026-12-01").status()).isEqualTo(400);
        assertThat(this.staff.get("/admin/settlements?from=x").status()).isEqualTo(400);
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.settlements.of(this.formats.today().minusDays(92), this.formats.today(), null));
        for (String shown : List.of("", "?performanceId=" + this.performance.value())) {
            String page = this.staff.get("/admin/settlements" + shown).body();
            for (String file : List.of("csv", "xlsx")) {
                assertThat(this.staff.get(link(page, "/admin/settlements." + file)).status()).as(file + shown)
                    .isEqualTo(200);
            }
        }
        String csv = this.staff.get("/admin/settlements.csv?performanceId=" + this.performance.value()).body();
        assertThat(csv).startsWith("\uFEFFDay,Performance")
            .contains(",1,1,70000,30000,4000,0,40000\r\n")
            .endsWith("\r\nTotal,,1,1,70000,30000,4000,0,40000\r\n");
        ResponseEntity<byte[]> workbook = this.files.workbook(day);
        assertThat(sheet(workbook.getBody())).contains("70000", "40000");
    }

    @Test
    void tellsOfADayTheSameAfterSeatsWereGivenBack() {
        ReservationView pair = pay(hold(1, 3));
        SettlementLine before = today();
        assertThat(before.bookings()).isEqualTo(2);
        assertThat(before.seats()).isEqualTo(3);
        this.boxOffice.cancel(pair.id(), new CancelSeats(Set.of(pair.seats().getFirst().id()), "The view", null),
                CancellationTerms.FULL_REFUND);
        assertThat(this.boxOffice.reservation(pair.id()).status()).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        SettlementLine after = today();
        assertThat(after.bookings()).isEqualTo(2);
        assertThat(after.seats()).isEqualTo(3);
        assertThat(after.captured()).isEqualTo(before.captured());
    }

    @Test
    void countsNoBookingForMoneyThatWasTakenInError() {
        ReservationView other = hold(1, 3);
        this.toss.faults().next(TossOperation.CONFIRM, TossFault.wrongAmount(1_000));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> pay(other));
        SettlementLine day = today();
        assertThat(day.captured()).isEqualTo(70_000 + 140_000);
        assertThat(day.bookings()).isEqualTo(1);
        assertThat(day.seats()).isEqualTo(1);
    }

    @Test
    void putsEveryMovementOnItsDayHoweverManyThereAre() {
        LocalDate day = LocalDate.of(2001, 3, 1);
        int fees = MoneyBooks.READ_AT_ONCE + 500;
        StringJoiner rows = new StringJoiner(", ");
        rows.add(movement("CAPTURE", 8_000, "2001-02-28 14:59:59.999999", 101));
        rows.add(movement("CAPTURE", 4_000, "2001-02-28 15:00:00", 102));
        rows.add(movement("CAPTURE", 1_000, "2001-03-01 14:59:59.999", 103));
        rows.add(movement("CAPTURE", 2_000, "2001-03-01 15:00:00", 104));
        for (int fee = 0; fee < fees; fee++) {
            // Hundreds at the same time, also where one part that is read ends.
            rows.add(movement("FEE", 1, "2001-03-01 12:00:0" + (9 - fee / 300), 0));
        }
        try {
            this.jdbc.sql("""
                    INSERT INTO money_entry (payment_id, kind, amount, occurred_at, created_at, reversals)
                    VALUES\s""" + rows).update();
            assertThat(this.settlements.of(day, day.plusDays(1), this.performance).lines())
                .containsExactly(line(day, 2, 5_000, fees), line(day.plusDays(1), 1, 2_000, 0));
            assertThat(this.settlements.of(day.plusDays(1), day.plusDays(1), this.performance).lines())
                .containsExactly(line(day.plusDays(1), 1, 2_000, 0));
        }
        finally {
            this.jdbc.sql("DELETE FROM money_entry WHERE occurred_at < '2002-01-01'").update();
        }
    }

    private String movement(String kind, int amount, String utc, int reversals) {
        return "(%s, '%s', %d, '%s', '%s', %d)".formatted(this.payment.id(), kind, amount, utc, utc, reversals);
    }

    /** Where a link of a page leads that begins so. */
    private static String link(String page, String start) {
        return page.split("href=\"" + start, 2)[1].split("\"")[0].replace("&amp;", "&").transform(start::concat);
    }

    private SettlementLine line(LocalDate day, int bookings, long captured, long fees) {
        return new SettlementLine(day, this.performance.value(), this.catalog.performance(this.performance).title(),
                bookings, bookings, captured, 0, fees, 0, captured);
    }

    private SettlementLine today() {
        return this.settlements.of(this.formats.today().minusDays(1), this.formats.today(), this.performance).total();
    }

    @Test
    void noCellOfAFileIsAFormula() {
        assertThat(SettlementFiles.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(SettlementFiles.cell("+1 night")).isEqualTo("'+1 night");
        assertThat(SettlementFiles.cell("@home, again")).isEqualTo("\"'@home, again\"");
        assertThat(SettlementFiles.cell("＝SUM(A1)")).isEqualTo("'＝SUM(A1)");
        assertThat(SettlementFiles.cell("＋1")).isEqualTo("'＋1");
        assertThat(SettlementFiles.cell("－1")).isEqualTo("'－1");
        assertThat(SettlementFiles.cell("＠home")).isEqualTo("'＠home");
        assertThat(SettlementFiles.cell(-5000L)).isEqualTo("-5000");
        assertThat(SettlementFiles.cell("안개 주파수")).isEqualTo("안개 주파수");
    }

    @Test
    void aTitleThatLooksLikeANumberOrADateStaysTheTitle() {
        for (String title : List.of("007", "01012345678", "123456789012345678", "1984", "1/2", "1-2", "1E5", "5%",
                "3월 1일", "Mar 1", "1 March 2027", "오후 3:30", "3:30 PM", "TRUE", "-5000")) {
            assertThat(SettlementFiles.cell(title)).isEqualTo("'" + title);
        }
        for (String title : List.of("2027 신년 음악회", "12인의 성난 사람들", "7번방의 선물", "May", "1월의 밤")) {
            assertThat(SettlementFiles.cell(title)).isEqualTo(title);
        }
        assertThat(SettlementFiles.cell(LocalDate.of(2026, 11, 28))).isEqualTo("2026-11-28");
    }

    @Test
    void namesActionsFieldsAndValuesOfTheAuditTrailInTheReadersLanguage() {
        String address = "/admin/audit?action=performance.created&subject=performance+" + this.performance;
        String korean = this.staff.reading("ko").get(address).body();
        assertThat(korean).contains(">공연 등록<", ">공연 " + this.performance + "<", "등급 1 › 가격", "원<")
            .contains("<option value=\"performance.created\" selected=\"selected\">공연 등록</option>")
            .doesNotContain("grades[0]");
        assertThat(this.staff.reading("en").get(address).body()).contains(">Performance " + this.performance + "<",
                "Grade 1 › Price");
        assertThat(this.staff.reading("ko").get("/admin/audit?action=round.opened").body()).contains("시작 시각")
            .doesNotContain("+09:00<");
        this.staff.reading("en");
        assertThat(this.staff.get("/admin/audit?action=no.such").body()).contains("Nothing");
    }

    @Test
    void isForStaffAlone() {
        StaffBrowser other = StaffBrowser.ofBuyer(this.port, this.accounts);
        for (String path : new String[] { page(), "/admin/payments", "/admin/settlements", "/admin/settlements.csv",
                "/admin/settlements.xlsx", "/admin/audit" }) {
            assertThat(other.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(other.submit("/", page() + "/refund", "amount", "1", "reason", "Why", "left", "70000").status())
            .isEqualTo(403);
    }

    private String page() {
        PaymentId id = this.payment.id();
        return "/admin/payments/" + id;
    }

    private static String sheet(byte @Nullable [] workbook) throws IOException {
        Path file = Files.createTempFile("settlement", ".xlsx");
        try {
            Files.write(file, Objects.requireNonNull(workbook));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                ZipEntry sheet = Objects.requireNonNull(zip.getEntry("xl/worksheets/sheet1.xml"));
                return new String(zip.getInputStream(sheet).readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        finally {
            Files.delete(file);
        }
    }

}
