package io.ticketblue.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.ProfileChange;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.closing.AccountClosings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class MemberPagesIntegrationTests {

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    private House house;

    private StaffBrowser staff;

    @BeforeEach
    void signIn(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
    }

    @Test
    void findsAnAccountByAPartOfTheNameOrTheBeginningOfTheAddressUntilItIsClosed() {
        AccountView buyer = this.house.buyer();
        String name = "남궁%별" + buyer.id();
        this.accounts.changeProfile(buyer.id(), new ProfileChange(name, null, null));
        String closing = "/admin/accounts/" + buyer.id() + "/closure";
        assertThat(find("궁%별" + buyer.id())).contains(name, buyer.email(), closing);
        assertThat(find(buyer.email().substring(0, 30))).contains(closing);
        assertThat(find(buyer.email().toUpperCase(Locale.ROOT))).contains(closing);
        assertThat(find("궁_별" + buyer.id())).doesNotContain(closing);
        this.closings.closeByHouse(buyer.id(), "On request");
        assertThat(find(name)).doesNotContain(closing).contains("Nobody was found");
    }

    @Test
    void saysWhatIsWrongAndIsForAdministratorsAlone() {
        assertThat(this.staff.get("/admin/accounts").body()).doesNotContain("Nobody was found");
        assertThat(this.staff.get("/admin/accounts?q=" + "a".repeat(255)).status()).isEqualTo(400);
        assertThat(this.house.staff(Role.BOX_OFFICE).get("/admin/accounts?q=a").status()).isEqualTo(403);
    }

    private String find(String text) {
        return this.staff.get("/admin/accounts?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).body();
    }

}
