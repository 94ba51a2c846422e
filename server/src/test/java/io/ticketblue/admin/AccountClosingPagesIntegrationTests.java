package io.ticketblue.admin;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.admin.StaffBrowser.Answer;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AccountClosingPagesIntegrationTests {

    @Autowired
    private Accounts accounts;

    @Autowired
    private Bookings bookings;

    private House house;

    private StaffBrowser staff;

    private AccountView buyer;

    private String page;

    @BeforeEach
    void signIn(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.buyer = this.house.buyer();
        this.page = "/admin/accounts/" + this.buyer.id() + "/closure";
    }

    @Test
    void closesAnAccountOnceItsBookingsAreOver() {
        ReservationView held = this.house.hold(this.buyer, this.house.round(this.house.performance(0)), 0);
        assertThat(this.staff.get("/admin/bookings/" + held.id()).body()).contains(this.page);
        Answer refused = submit("reason", "Fraud", "confirm", this.buyer.email());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("The account was not closed", held.code(), "/admin/bookings/" + held.id(),
                "value=\"Fraud\"");
        this.bookings.release(this.buyer.id(), held.id());
        Answer closed = submit("reason", "Fraud", "confirm", " " + this.buyer.email().toUpperCase());
        assertThat(closed.location()).endsWith("/admin/staff");
        assertThat(this.staff.get("/admin/staff").body()).contains("The account of " + this.buyer.name());
        assertThat(this.staff.get("/admin/audit").body()).contains("Account closed", "Fraud");
        assertThat(this.staff.get(this.page).status()).isEqualTo(404);
        assertThat(submitFrom("/admin/staff", "reason", "Fraud", "confirm", this.buyer.email()).status())
            .isEqualTo(404);
    }

    @Test
    void saysAtOnceAllThatIsWrong() {
        Answer both = submit("reason", " ", "confirm", "somebody@else.example");
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.errorAt("reason")).isEqualTo("Please fill this in.");
        assertThat(both.errorAt("confirm")).contains(this.buyer.email());
        assertThat(both.refusal()).contains(both.errorAt("reason"), both.errorAt("confirm"));
        Answer tooLong = submit("reason", "r".repeat(201), "confirm", "somebody@else.example");
        assertThat(tooLong.errorAt("reason")).contains("200");
        assertThat(tooLong.errorAt("confirm")).isNotEmpty();
        assertThat(submit("reason", "Fraud", "confirm", "somebody@else.example").errorAt("reason")).isEmpty();
        assertThat(submit("reason", " ", "confirm", this.buyer.email()).errorAt("confirm")).isEmpty();
        assertThat(this.accounts.accountOf(this.buyer.email())).isPresent();
    }

    private Answer submit(String... fields) {
        return submitFrom(this.page, fields);
    }

    private Answer submitFrom(String form, String... fields) {
        return this.staff.submit(form, this.page, fields);
    }

}
