package io.ticketblue.admin;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class RefundPagesIntegrationTests {

    private static final String PAGE = "/admin/refunds";

    private final TossSimulator toss = TestServers.toss();

    @Autowired
    private Payments payments;

    @Autowired
    private JdbcClient jdbc;

    private House house;

    private StaffBrowser staff;

    private ReservationView booking;

    @BeforeEach
    void cancelABookingWhoseRefundIsRefused(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.booking = this.house.book(this.house.buyer(), this.house.round(this.house.performance(70_000)), 0);
        refuseNext();
        String form = "/admin/bookings/" + this.booking.id() + "/cancellation";
        String seat = this.booking.seats().getFirst().id().toString();
        this.staff.submit(form, form, "seats", seat, "terms", "FULL_REFUND", "quoted",
                "FULL_REFUND:" + seat + ":0:70000", "reason", "The stage is closed", "confirm", this.booking.code());
    }

    @AfterEach
    void noMoreFaults() {
        this.toss.faults().clear();
    }

    @Test
    void tellsStaffThatTheProviderRefused() {
        String page = "/admin/bookings/" + this.booking.id();
        assertThat(this.staff.get(page).body()).contains("but the payment provider refuses to send ₩70,000 back",
                "Refused by the provider", PAGE);
        assertThat(this.staff.get("/admin").body()).contains("Refunds that the payment provider refused wait for you");
        assertThat(this.staff.get(PAGE).body()).contains(this.booking.code(), "EXCEED_MAX_REFUND_DUE",
                "The stage is closed");
        assertThat(this.staff.reading("ko").get(PAGE).body()).contains("처리할 환불", "70,000원", this.booking.code())
            .doesNotContain("??");
    }

    @Test
    void asksTheProviderAgain() {
        refuseNext();
        this.staff.submit(PAGE, PAGE + "/" + refund() + "/try-again");
        assertThat(this.staff.get(PAGE).body()).contains("The provider refused again", this.booking.code());
        this.staff.submit(PAGE, PAGE + "/" + refund() + "/try-again");
        assertThat(this.staff.get(PAGE).body()).contains("The money went back").doesNotContain(this.booking.code());
        assertThat(view().status()).isEqualTo(RefundStatus.DONE);
        StaffBrowser.Answer late = this.staff.submit(PAGE, PAGE + "/" + refund() + "/try-again");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.refusal()).contains("does not wait for staff");
    }

    @Test
    void writesDownHowItWasPaidInAnotherWay() {
        String settle = PAGE + "/" + refund() + "/settle";
        String field = "note-" + refund();
        StaffBrowser.Answer refused = this.staff.submit(PAGE, settle, field, " ");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorAt(field)).contains("Say how it was paid");
        StaffBrowser.Answer done = this.staff.submit(PAGE, settle, field, "Transfer of 2 December");
        assertThat(done.location()).endsWith(PAGE);
        assertThat(this.staff.get(PAGE).body()).contains("Recorded as paid back").doesNotContain(this.booking.code());
        assertThat(this.staff.get("/admin/bookings/" + this.booking.id()).body()).contains("Paid in another way",
                "Transfer of 2 December");
        assertThat(view().settledBy()).isNotNull();
    }

    @Test
    void showsARefundWhoseReservationIsGone() {
        // As if the money had come after the round was deleted.
        for (String table : new String[] { "reservation_seat WHERE reservation_id", "reservation WHERE id" }) {
            this.jdbc.sql("DELETE FROM " + table + " = ?").param(this.booking.id().value()).update();
        }
        StaffBrowser.Answer page = this.staff.get(PAGE);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("refund-" + refund(), "The stage is closed", view().orderId().value())
            .doesNotContain(this.booking.code());
        this.staff.submit(PAGE, PAGE + "/" + refund() + "/settle", "note-" + refund(), "Transfer of 2 December");
        assertThat(view().settledBy()).isNotNull();
    }

    @Test
    void showsAllCompensationsAndKeepsWhatWasTyped() {
        try {
            for (int number = 0; number < 25; number++) {
                this.jdbc.sql("""
                        INSERT INTO payment (order_id, reference, status, amount, customer_key, order_name, pay_before,
                            created_at)
                        VALUES (?, ?, 'EXPIRED', 1000, 'x', 'x', NOW(), NOW())""")
                    .params("owed-" + number, -number)
                    .update();
                this.jdbc.sql("""
                        INSERT INTO compensation (payment_id, amount, reason, created_at)
                        SELECT id, 100, CONCAT('Reason ', order_id), NOW() FROM payment WHERE order_id = ?""")
                    .param("owed-" + number)
                    .update();
            }
            assertThat(this.staff.get(PAGE).body()).contains("compensations=1").doesNotContain("Reason owed-24");
            String second = PAGE + "?page=0&compensations=1";
            StaffBrowser.Answer page = this.staff.get(second);
            assertThat(page.body()).contains("Reason owed-24", this.booking.code());
            String id = page.body().split("Reason owed-24")[0].replaceAll("(?s).*id=\"compensation-", "")
                .split("\"")[0];
            StaffBrowser.Answer refused = this.staff.submit(second,
                    "/admin/compensations/" + id + "/settle?page=0&compensations=1", "paid-" + id,
                    "far too ".repeat(80));
            assertThat(refused.errorAt("paid-" + id)).isNotEmpty();
            assertThat(refused.body()).contains("far too far too", "Reason owed-24",
                    PAGE + "?page=0&amp;compensations=0");
        }
        finally {
            this.jdbc.sql(
                    "DELETE c FROM compensation c JOIN payment p ON p.id = c.payment_id WHERE p.order_id LIKE 'owed-%'")
                .update();
            this.jdbc.sql("DELETE FROM payment WHERE order_id LIKE 'owed-%'").update();
        }
    }

    @Test
    void isForStaffAlone() {
        StaffBrowser buyer = this.house.browserOf(this.house.buyer());
        assertThat(buyer.get(PAGE).status()).isEqualTo(403);
        assertThat(buyer.submit("/", PAGE + "/" + refund() + "/try-again").status()).isEqualTo(403);
        assertThat(this.staff.submit(PAGE, PAGE + "/999999999/try-again").status()).isEqualTo(404);
    }

    private void refuseNext() {
        this.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
    }

    private RefundId refund() {
        return view().id();
    }

    private RefundView view() {
        return this.payments.refundsFor(this.booking.id().value()).getFirst();
    }

}
