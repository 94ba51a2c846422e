package io.ticketblue.admin;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.CancellationProgress;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Staff cancel for the organiser and watch it; buyers learn of it. */
@IntegrationTest
class RoundCancellationPagesIntegrationTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long PRICE = 70_000;

    private final TossSimulator toss = TestServers.toss();

    @Autowired
    private Catalog catalog;

    @Autowired
    private Payments payments;

    @Autowired
    private RoundCancellations cancellations;

    @Autowired
    private CancelledRounds rounds;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Compensations compensations;

    private House house;

    private StaffBrowser staff;

    private PerformanceId performance;

    private RoundId round;

    private String page;

    @BeforeEach
    void openARound(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.performance = this.house.performance(PRICE);
        this.round = this.house.round(this.performance);
        this.page = "/admin/rounds/" + this.round + "/cancellation";
    }

    @AfterEach
    void noMoreFaults() {
        this.toss.faults().clear();
    }

    @Test
    void givesEverybodyTheirMoneyBackWhileStaffWatchAndBuyersAreTold() {
        AccountView buyer = this.house.buyer();
        ReservationView first = this.house.book(buyer, this.round, 0);
        ReservationView second = this.house.book(this.house.buyer(), this.round, 1);
        StaffBrowser.Answer answer = cancel("Ill <i>singer</i>", "10", House.FIRST + " 19:30");
        assertThat(answer.location()).endsWith(this.page);
        assertThat(cancel("Again", "0", House.FIRST + " 19:30").location()).endsWith(this.page);
        assertThat(this.staff.get(this.page).body()).contains("was cancelled already", "/cancellation/progress",
                "Ill &lt;i&gt;singer&lt;/i&gt;");

        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(this.staff.get(this.page + "/progress").body()).contains("Under way 2"));
        this.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        assertThatExceptionOfType(RefundRefused.class).isThrownBy(() -> this.payments.refund(refundOf(first)));
        this.payments.refund(refundOf(second));
        assertThat(this.staff.get(this.page + "/progress").body()).contains("Refused 1", "Refunded 1");
        assertThat(this.staff.get(this.page).body()).contains("The provider refused one refund", "/admin/refunds",
                "₩140,000", "₩14,000", "2 still to be paid", first.code(), second.code());
        assertThat(this.staff.reading("ko").get(this.page + "?standing=SENT").body()).contains("PG사가 환불 1건을 거절")
            .containsOnlyOnce("id=\"booking-")
            .doesNotContain("??");
        assertThat(this.staff.reading("en").get("/admin/bookings/" + first.id()).body())
            .contains("The organiser has cancelled this showtime", "Compensation owed");

        StaffBrowser reader = this.house.browserOf(buyer);
        String booking = "/bookings/" + first.id();
        assertThat(reader.get(booking).body()).contains("The organiser has cancelled this show",
                "Ill &lt;i&gt;singer&lt;/i&gt;", "Your payment of ₩70,000 is refunded in full", "₩7,000", "To be paid");
        assertThat(reader.get("/performances/" + this.performance).body()).contains("Cancelled")
            .doesNotContain("/rounds/" + this.round + "/seats");
        this.compensations.settle(this.compensations.compensationsFor(first.id().value()).getFirst().id(), "Transfer",
                1);
        assertThat(reader.get(booking).body()).contains("The organiser has paid it to you separately");
        assertThat(this.staff.get(this.page).body()).contains("1 still to be paid");
    }

    @Test
    void asksTheDatabaseAsOftenForManyBookingsAsForOne() {
        this.house.book(this.house.buyer(), this.round, 0);
        this.cancellations.cancel(this.round, "Flood", 10);
        int one = statements(List.of(this.round));
        PerformanceId other = this.house.performance(PRICE);
        this.round = this.house.round(other);
        for (int seat = 0; seat < 3; seat++) {
            this.house.book(this.house.buyer(), this.round, seat);
        }
        this.cancellations.cancel(this.round, "Flood", 10);
        assertThat(statements(List.of(this.round))).isEqualTo(one);
        assertThat(statements(List.of(this.round))).isLessThan(10);
        RoundId first = this.catalog.rounds(this.performance).getFirst().id();
        int standings = countStatements(() -> assertThat(this.cancellations.standings(List.of(first))).hasSize(1));
        assertThat(
                countStatements(() -> assertThat(this.cancellations.standings(List.of(first, this.round))).hasSize(2)))
            .isEqualTo(standings);
    }

    private int statements(List<RoundId> rounds) {
        return countStatements(() -> rounds.forEach((id) -> {
            CancellationProgress progress = this.rounds.of(id).orElseThrow();
            assertThat(this.rounds.lines(progress, null, new Paging(0, 50)).items()).hasSize(progress.bookings());
        }));
    }

    /** In a transaction all statements of the thread go over one connection. */
    private int countStatements(Runnable work) {
        TransactionTemplate transaction = new TransactionTemplate(this.transactions);
        transaction.setReadOnly(true);
        return Objects.requireNonNull(transaction.execute((status) -> {
            int before = asked();
            work.run();
            return asked() - before - 1;
        }));
    }

    private int asked() {
        return this.jdbc.sql("SHOW SESSION STATUS LIKE 'Questions'")
            .query((row, number) -> row.getInt("Value"))
            .single();
    }

    @Test
    void saysWhatIsWrongAtEachFieldAndCancelsNothing() {
        assertThat(this.staff.get("/admin/performances/" + this.performance + "/rounds").body()).contains(this.page,
                "/admin/performances/" + this.performance + "/cancellation");
        StaffBrowser.Answer answer = cancel("", "101", "the gala");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("reason")).contains("fill this in");
        assertThat(answer.errorAt("compensationPercent")).contains("from 0 to 100");
        assertThat(answer.errorAt("confirm")).contains(House.FIRST + " 19:30");
        assertThat(cancel("r".repeat(201), "-1", "").errorAt("reason")).contains("200");
        assertThat(this.staff.reading("ko").get(this.page).body()).contains("회차를 취소하고 모두 환불").doesNotContain("??");
        assertThat(this.catalog.round(this.round).cancelled()).isFalse();
    }

    @Test
    void cancelsAllComingRoundsByTheTitleAndThenNoMore() {
        String all = "/admin/performances/" + this.performance + "/cancellation";
        String title = this.catalog.performance(this.performance).title();
        StaffBrowser.Answer refused = this.staff.submit(all, all, "reason", "Flood", "compensationPercent", "10",
                "confirm", House.FIRST + " 19:30");
        assertThat(refused.errorAt("confirm")).contains(title);
        assertThat(this.staff.submit(all, all, "reason", "Flood", "compensationPercent", "10", "confirm", title)
            .location()).endsWith(all);
        assertThat(this.catalog.rounds(this.performance)).allMatch(RoundView::cancelled);
        assertThat(this.staff.get(all).body()).contains("has no showtime to cancel", this.page);
        assertThat(this.staff.reading("ko").get(all + "/progress").body()).contains("취소된 회차").doesNotContain("??");
        assertThat(this.staff
            .submit("/admin/venues/new", all, "reason", "Flood", "compensationPercent", "10", "confirm", title)
            .location()).endsWith(all);
        assertThat(this.staff.get("/admin/rounds/" + this.round).body()).doesNotContain("name=\"startsAt\"");
    }

    @Test
    void isForStaffAlone() {
        StaffBrowser buyer = this.house.browserOf(this.house.buyer());
        assertThat(buyer.get(this.page).status()).isEqualTo(403);
        assertThat(buyer.submit("/", this.page, "reason", "Why", "confirm", House.FIRST + " 19:30").status())
            .isEqualTo(403);
        assertThat(this.staff.get("/admin/rounds/999999999/cancellation").status()).isEqualTo(404);
        assertThat(this.staff.get(this.page + "/progress").status()).isEqualTo(404);
        assertThat(this.staff.get(this.page + "?standing=NOWHERE").status()).isLessThan(500);
    }

    private StaffBrowser.Answer cancel(String reason, String percent, String confirm) {
        return this.staff.submit("/admin/venues/new", this.page, "reason", reason, "compensationPercent", percent,
                "confirm", confirm);
    }

    private RefundId refundOf(ReservationView booking) {
        return this.payments.refundsFor(booking.id().value()).getFirst().id();
    }

}
