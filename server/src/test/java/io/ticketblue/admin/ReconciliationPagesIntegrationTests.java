package io.ticketblue.admin;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.payment.ComparisonStatus;
import io.ticketblue.payment.DifferenceState;
import io.ticketblue.payment.DifferenceView;
import io.ticketblue.payment.Reconciliations;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Each test has a day of its own, on which our books know of money that never came. */
@IntegrationTest
class ReconciliationPagesIntegrationTests {

    private static final AtomicInteger DAYS = new AtomicInteger();

    private static final String LIST = "/admin/reconciliations";

    private final LocalDate day = LocalDate.of(2021, 3, 1).plusDays(DAYS.incrementAndGet());

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Reconciliations reconciliations;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private Formats formats;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private JdbcClient jdbc;

    private StaffBrowser staff;

    @BeforeEach
    void moneyThatNeverCame() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
        LocalDateTime noon = LocalDateTime.ofInstant(this.day.atTime(12, 0).atZone(Formats.SEOUL).toInstant(),
                ZoneOffset.UTC);
        String key = "<b>nowhere</b>" + this.day;
        this.jdbc
            .sql("""
                    INSERT INTO payment (order_id, reference, status, amount, customer_key, order_name, pay_before, payment_key,
                        started_at, approved_at, created_at)
                    VALUES (:order, -:reference, 'CAPTURED', 77000, 'c', '안개 주파수', :noon, :key, :noon, :noon, :noon)""")
            .param("order", "nowhere-" + this.day)
            .param("reference", this.day.toEpochDay())
            .param("noon", noon)
            .param("key", key)
            .update();
        this.jdbc.sql("""
                INSERT INTO money_entry (payment_id, kind, amount, transaction_key, occurred_at, created_at)
                SELECT id, 'CAPTURE', amount, 'T<i>', :noon, :noon FROM payment WHERE payment_key = :key""")
            .param("noon", noon)
            .param("key", key)
            .update();
    }

    @Test
    void comparesADayAndLetsStaffSettleWhatDiffers() {
        assertThat(this.staff.get(LIST + "?from=" + this.day + "&to=" + this.day).body())
            .contains("No day was compared");
        StaffBrowser.Answer begun = this.staff.submit(LIST, LIST, "day", this.day.toString());
        assertThat(begun.location()).endsWith(LIST + "/" + this.day);
        String body = compared();
        assertThat(body).contains("In our books as paid, not taken by the provider", "₩77,000", "-77,000",
                "&lt;b&gt;nowhere&lt;/b&gt;", "T&lt;i&gt;", "the books still differ", "Waits for staff");
        assertThat(body).doesNotContain("<b>nowhere", "T<i>");
        assertThat(this.staff.get(LIST + "?open=true&from=" + this.day).body()).contains("1 open", "ledger ₩77,000");
        assertThat(this.staff.get("/admin").body()).contains("differences to the payment provider");
        assertThat(this.meters.get("ticketblue.provider.differences.open").gauge().value()).isPositive();

        DifferenceView found = difference();
        String settle = LIST + "/differences/" + found.id() + "/settle";
        assertThat(this.staff.submit(page(), settle, "note-" + found.id(), " ").errorAt("note-" + found.id()))
            .isNotEmpty();
        this.staff.submit(page(), settle, "note-" + found.id(), "Paid by transfer <script>");
        assertThat(this.staff.get(page()).body()).contains("Paid by transfer &lt;script&gt;", "Settled by staff",
                "박무대");
        StaffBrowser.Answer again = this.staff.submit(page(), settle, "note-" + found.id(), "Again");
        assertThat(again.status()).isEqualTo(409);
        assertThat(this.trail
            .entries(new AuditFilter(null, "difference.", "difference " + found.id(), null, null), new Paging(0, 20))
            .items()).singleElement().satisfies((entry) -> assertThat(entry.person()).isNotNull());
        assertThat(this.staff.get(page() + "?state=OPEN").body()).contains("No differences with this status");
        assertThat(this.staff.get(LIST + "?open=true&from=" + this.day + "&to=" + this.day).body())
            .contains("No day was compared");
        assertThat(this.staff.reading("ko").get(page()).body()).contains("직원이 처리함", "우리 장부");
    }

    @Test
    void saysWhatIsWrongWithADay() {
        for (String wrong : new String[] { "", "someday", "2019-12-31", this.formats.today().toString(),
                "9999-12-31" }) {
            StaffBrowser.Answer answer = this.staff.submit(LIST, LIST, "day", wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.errorAt("day")).as(wrong).isNotEmpty();
        }
        assertThat(this.staff.get(LIST + "/2020-02-02").status()).isEqualTo(404);
        assertThat(this.staff.get(LIST + "/someday").status()).isIn(400, 404);
        assertThat(this.staff.get(LIST + "?from=x").status()).isEqualTo(400);
        assertThat(this.staff.submit(LIST, LIST + "/differences/999999999/settle", "note-999999999", "x").status())
            .isEqualTo(404);
    }

    @Test
    void speaksTheSameOverTheApi() {
        String path = "/api/admin/reconciliations";
        ApiClient api = ApiClient.at(this.port).newStaff();
        assertThat(api.post(path, Map.of("day", this.formats.today().toString())).fields()).containsExactly("day");
        assertThat(api.post(path, Map.of()).fields()).containsExactly("day");
        assertThat(api.post(path, Map.of("day", this.day.toString())).status()).isEqualTo(202);
        compared();
        assertThat(api.get(path + "?open=true&from=" + this.day + "&to=" + this.day).body().path("total").asInt())
            .isEqualTo(1);
        ApiClient.Answer detail = api.get(path + "/" + this.day);
        assertThat(detail.body().at("/day/captured/ours").asLong()).isEqualTo(77_000);
        assertThat(detail.body().at("/differences/items/0/deed").asString()).isEqualTo("ASKED");
        String settlements = "/api/admin/reconciliation-differences/" + difference().id() + "/settlements";
        assertThat(api.post(settlements, Map.of("note", " ")).fields()).containsExactly("note");
        ApiClient.Answer settled = api.post(settlements, Map.of("note", "이체로 받음"));
        assertThat(settled.status()).isEqualTo(201);
        assertThat(api.follow(settled).body().at("/differences/items/0/note").asString()).isEqualTo("이체로 받음");
        assertThat(api.post(settlements, Map.of("note", "이체로 받음")).code()).isEqualTo("payment.difference-not-open");
        assertThat(api.get(path + "/2020-02-02").code()).isEqualTo("payment.day-not-compared");
        assertThat(ApiClient.at(this.port).newBuyer().get(path).status()).isEqualTo(403);
        assertThat(StaffBrowser.ofBuyer(this.port, this.accounts).get(LIST).status()).isEqualTo(403);
    }

    private String page() {
        return LIST + "/" + this.day;
    }

    private DifferenceView difference() {
        return this.reconciliations.differences(this.day, DifferenceState.OPEN, new Paging(0, 1)).items().getFirst();
    }

    private String compared() {
        Awaitility.await().until(() -> this.reconciliations.day(this.day).status() == ComparisonStatus.COMPARED);
        return this.staff.get(page()).body();
    }

}
