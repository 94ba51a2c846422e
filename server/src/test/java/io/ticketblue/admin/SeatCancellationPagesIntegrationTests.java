package io.ticketblue.admin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Role;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Staff cancel chosen seats of a booking. */
@IntegrationTest
class SeatCancellationPagesIntegrationTests {

    @Autowired
    private Bookings bookings;

    private House house;

    private StaffBrowser staff;

    private AccountView buyer;

    private RoundId round;

    @BeforeEach
    void openARoundThatCostsNothing(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.buyer = this.house.buyer();
        this.round = this.house.round(this.house.performance(0));
    }

    @Test
    void cancelsAllSeatsInFullWithAReasonAndTheCode() {
        ReservationView sold = book(1, 2);
        String page = "/admin/bookings/" + sold.id();
        String form = page + "/cancellation";
        String seats = Long.toString(sold.seats().getFirst().id().value());
        String others = Long.toString(sold.seats().getLast().id().value());
        String quoted = quoted(this.staff.get(form));
        StaffBrowser.Answer refused = this.staff.submit(form, form, "seats", seats, "seats", others, "terms",
                "FULL_REFUND", "quoted", quoted, "reason", "", "confirm", "");
        assertThat(refused.errorAt("reason")).isEqualTo("Please fill this in.");
        StaffBrowser.Answer misnamed = this.staff.submit(form, form, "seats", seats, "seats", others, "terms",
                "FULL_REFUND", "quoted", quoted, "reason", "The stage is closed", "confirm", "no");
        assertThat(misnamed.errorAt("confirm")).contains(sold.code());
        assertThat(misnamed.body()).contains("value=\"The stage is closed\"");
        StaffBrowser.Answer done = this.staff.submit(form, form, "seats", seats, "seats", others, "terms",
                "FULL_REFUND", "quoted", quoted, "reason", "The stage is closed", "confirm", sold.code().toLowerCase());
        assertThat(done.location()).endsWith(page);
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).status())
            .isEqualTo(ReservationStatus.CANCELLED);
        assertThat(this.staff.get(page).body()).contains("Booking cancelled: " + sold.code()).doesNotContain(form);
        assertThat(this.staff.get(form).body()).contains("This booking cannot be cancelled");
    }

    @Test
    void saysAtOnceAllThatIsWrong() {
        ReservationView sold = book(1, 2);
        String form = "/admin/bookings/" + sold.id() + "/cancellation";
        StaffBrowser.Answer all = this.staff.submit(form, form, "terms", "FULL_REFUND", "reason", "", "confirm", "no");
        assertThat(all.status()).isEqualTo(400);
        assertThat(all.errorAt("seats")).isEqualTo("Choose at least one seat.");
        assertThat(all.errorAt("reason")).isEqualTo("Please fill this in.");
        assertThat(all.errorAt("confirm")).contains(sold.code());
        assertThat(all.refusal()).contains(all.errorAt("seats"), all.errorAt("reason"), all.errorAt("confirm"));
        String seat = sold.seats().getFirst().id().toString();
        StaffBrowser.Answer unquoted = this.staff.submit(form, form, "seats", seat, "terms", "FULL_REFUND", "reason",
                "", "confirm", "no");
        assertThat(unquoted.errorAt("quote")).contains("calculated again");
        assertThat(unquoted.errorAt("reason")).isNotEmpty();
        assertThat(unquoted.errorAt("confirm")).isNotEmpty();
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).liveSeats()).hasSize(2);
    }

    @Test
    void cancelsOneOfTwoSeatsForTheAmountsThatWereShown() {
        RoundId dear = this.house.round(this.house.performance(70_000));
        ReservationView pair = this.house.book(this.buyer, dear, 1, 2);
        String page = "/admin/bookings/" + pair.id();
        String form = page + "/cancellation";
        String seat = pair.seats().getFirst().id().toString();
        String shown = this.staff.get(form + "?terms=POLICY&seats=" + seat).body();
        assertThat(shown).contains("POLICY:" + seat + ":0:70000", "Paid for them: ₩70,000",
                "Free within 24 hours of booking");
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
                "/admin/bookings?q=" + pair.code());
        assertThat(this.bookings.reservation(this.buyer.id(), pair.id()).status())
            .isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
    }

    @Test
    void cancelsNothingForAmountsOfAnotherChoice() {
        ReservationView sold = book(1, 2);
        String form = "/admin/bookings/" + sold.id() + "/cancellation";
        String seat = Long.toString(sold.seats().getFirst().id().value());
        StaffBrowser.Answer changed = this.staff.submit(form, form, "seats", seat, "terms", "FULL_REFUND", "quoted",
                quoted(this.staff.get(form)), "reason", "The view", "confirm", sold.code());
        assertThat(changed.status()).isEqualTo(400);
        assertThat(changed.errorAt("quote")).contains("calculated again");
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).liveSeats()).hasSize(2);
        assertThat(this.staff
            .submit(form, form, "seats", seat, "terms", "FULL_REFUND", "quoted", quoted(changed), "reason", "The view",
                    "confirm", sold.code())
            .status()).isEqualTo(302);
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).liveSeats()).singleElement()
            .extracting(ReservationView.Seat::id)
            .isEqualTo(sold.seats().getLast().id());
    }

    @Test
    void showsTheAmountsOfAChoiceWithoutScript() {
        ReservationView sold = book(1, 2);
        String form = "/admin/bookings/" + sold.id() + "/cancellation";
        String seat = Long.toString(sold.seats().getFirst().id().value());
        StaffBrowser.Answer shown = this.staff.submit(form, form, "step", "quote", "seats", seat, "terms", "POLICY",
                "reason", "The view", "confirm", "half a co");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(quoted(shown)).isEqualTo("POLICY:" + seat + ":0:0");
        assertThat(shown.body()).contains("value=\"The view\"", "value=\"half a co\"",
                "Seats that stay booked: " + sold.seats().getLast().label());
        StaffBrowser.Answer none = this.staff.submit(form, form, "step", "quote", "terms", "POLICY");
        assertThat(none.body()).contains("Choose at least one seat.").doesNotContain("name=\"quoted\"");
        for (String seats : List.of("", "x", "99999999999999999999", "12")) {
            StaffBrowser.Answer wrong = this.staff.submit(form, form, "seats", seats, "terms", "POLICY", "quoted",
                    "POLICY:12:0:0", "reason", "Because", "confirm", sold.code());
            assertThat(wrong.errorAt("seats")).as(seats).isNotEmpty();
        }
        assertThat(this.staff.submit(form, form, "seats", seat, "terms", "GIFT", "reason", "Because").errorAt("terms"))
            .isNotEmpty();
    }

    @Test
    void saysWhyAHoldCannotBeCancelled() {
        ReservationView held = hold(0);
        String form = "/admin/bookings/" + held.id() + "/cancellation";
        assertThat(this.staff.get(form).body()).contains("This booking cannot be cancelled");
        StaffBrowser.Answer answer = this.staff.submit("/admin/venues/new", form, "terms", "FULL_REFUND", "reason",
                "Closed", "confirm", held.code());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.refusal()).isNotBlank();
    }

    @Test
    void offersNoCancellationToFinance() {
        ReservationView sold = book(3);
        String page = "/admin/bookings/" + sold.id();
        StaffBrowser finance = this.house.staff(Role.FINANCE);
        assertThat(finance.get(page).body()).contains(sold.code()).doesNotContain(page + "/cancellation");
        assertThat(finance.get(page + "/cancellation").status()).isEqualTo(403);
        assertThat(this.house.staff(Role.BOX_OFFICE).get(page).body()).contains(page + "/cancellation");
    }

    private static String quoted(StaffBrowser.Answer answer) {
        Matcher field = Pattern.compile("name=\"quoted\" value=\"([^\"]+)\"").matcher(answer.body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private ReservationView hold(int... places) {
        return this.house.hold(this.buyer, this.round, places);
    }

    private ReservationView book(int... places) {
        return this.house.book(this.buyer, this.round, places);
    }

}
