package io.ticketblue.admin;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.admin.StaffBrowser.Answer;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AccountClosingPagesIntegrationTests {

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

    private StaffBrowser staff;

    private AccountView buyer;

    private String page;

    @BeforeEach
    void signIn() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
        this.buyer = this.accounts.register(StaffBrowser.person());
        this.page = "/admin/accounts/" + this.buyer.id() + "/closure";
    }

    @Test
    void closesAnAccountOnceItsBookingsAreOver() {
        ReservationView held = hold();
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
    void asksForTheAddressAndAReasonAtTheirFields() {
        assertThat(submit("reason", "Fraud", "confirm", "somebody@else.example").body()).contains("confirm-error")
            .doesNotContain("reason-error");
        assertThat(submit("reason", " ", "confirm", this.buyer.email()).body()).contains("reason-error")
            .doesNotContain("confirm-error");
        assertThat(this.accounts.accountOf(this.buyer.email())).isPresent();
    }

    private Answer submit(String... fields) {
        return submitFrom(this.page, fields);
    }

    private Answer submitFrom(String form, String... fields) {
        return this.staff.submit(form, this.page, fields);
    }

    private ReservationView hold() {
        RoundId round = House.round(this.admin, House.performance(this.admin, Money.ZERO));
        return this.bookings.hold(new HoldSeats(this.buyer.id(), round,
                this.catalog.seating(round).stream().limit(1).map((seat) -> seat.seat().id()).toList()));
    }

}
