package io.ticketblue.admin;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Accounts;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class StaffAccessIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Test
    void leadsStrangersToTheSignInPage() {
        StaffBrowser.Answer answer = new StaffBrowser(this.port).get("/admin/venues");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).contains("/sign-in");
    }

    @Test
    void refusesBuyers() {
        StaffBrowser buyer = StaffBrowser.ofBuyer(this.port, this.accounts);
        assertThat(buyer.get("/admin").status()).isEqualTo(403);
        assertThat(buyer.submit("/", "/admin/performers", "name", "Nobody").status()).isEqualTo(403);
    }

    @Test
    void showsEveryListToStaffInBothLanguages() {
        StaffBrowser staff = StaffBrowser.ofStaff(this.port, this.accounts);
        for (String path : new String[] { "/admin", "/admin/venues", "/admin/venues/new", "/admin/performers",
                "/admin/performers/new", "/admin/performances", "/admin/performances/new", "/admin/bookings",
                "/admin/refunds", "/admin/payments", "/admin/settlements", "/admin/audit" }) {
            assertThat(staff.reading("ko").get(path).status()).as(path).isEqualTo(200);
            assertThat(staff.get(path).body()).contains("lang=\"ko\"").contains("매표소").doesNotContain("??");
            assertThat(staff.reading("en").get(path).body()).contains("lang=\"en\"")
                .contains("Box office")
                .doesNotContain("??");
        }
    }

    @Test
    void refusesAFormWithoutTheTokenOfItsPage() {
        StaffBrowser staff = StaffBrowser.ofStaff(this.port, this.accounts);
        assertThat(staff.withoutToken("/admin/performers", "name", "Nobody").status()).isEqualTo(403);
    }

    @Test
    void saysThatThereIsNoSuchThing() {
        StaffBrowser staff = StaffBrowser.ofStaff(this.port, this.accounts);
        for (String path : new String[] { "/admin/venues/999999999", "/admin/performers/999999999",
                "/admin/performances/999999999", "/admin/performances/999999999/rounds", "/admin/rounds/999999999",
                "/admin/rounds/999999999/bookings", "/admin/rounds/999999999/seats", "/admin/bookings/999999999" }) {
            assertThat(staff.get(path).status()).as(path).isEqualTo(404);
        }
    }

}
