package io.ticketblue.admin;

import java.util.UUID;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponStatus;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CouponPagesIntegrationTests {

    private static final String NEW = "/admin/coupons/new";

    private static final String LIST = "/admin/coupons";

    private final String name = "Spring " + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private CouponAdmin admin;

    @Autowired
    private Coupons coupons;

    private StaffBrowser staff;

    @BeforeEach
    void signIn() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
    }

    @Test
    void makesACouponAndShowsItOnTheList() {
        StaffBrowser.Answer answer = create("RATE", "10%", "MUSICAL");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(this.staff.get(LIST).body()).contains(this.name).contains("10% off").contains("Musicals");
        CouponView stored = stored();
        assertThat(stored.terms().type()).isEqualTo(DiscountType.RATE);
        assertThat(stored.terms().category()).isEqualTo("MUSICAL");
        assertThat(stored.quantity()).isEqualTo(1_000);
    }

    @Test
    void keepsWhatWasTypedAndShowsTheErrorAtItsField() {
        StaffBrowser.Answer answer = create("RATE", "101", "987654321");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("value")).isEqualTo("Must lie between 1 and 100.");
        assertThat(answer.errorAt("scope")).isEqualTo("There is no such performance.");
        assertThat(answer.body()).contains("value=\"" + this.name + "\"");
    }

    @Test
    void changesWhatMayStillChangeOnceSomebodyHasTheCoupon() {
        create("AMOUNT", "5,000", "");
        CouponView coupon = stored();
        this.coupons.issue(person(), coupon.id());
        String page = LIST + "/" + coupon.id();
        assertThat(this.staff.get(page).body()).contains("Some people already have this coupon")
            .doesNotContain("id=\"value\"");
        assertThat(this.staff
            .submit(page, page, "name", this.name, "type", "AMOUNT", "value", "5000", "scope", "", "quantity", "2,000",
                    "validDays", "7", "issueFrom", "2026-01-01T10:00", "issueUntil", "2099-01-01T10:00")
            .status()).isEqualTo(302);
        assertThat(stored().quantity()).isEqualTo(2_000);
        StaffBrowser.Answer other = this.staff.submit(page, page, "name", this.name, "type", "AMOUNT", "value", "9000",
                "scope", "", "quantity", "2000", "validDays", "7", "issueFrom", "2026-01-01T10:00", "issueUntil",
                "2099-01-01T10:00");
        assertThat(other.status()).isEqualTo(409);
        assertThat(stored().terms().value()).isEqualTo(5_000);
    }

    @Test
    void showsWhatSomebodyElseChangedAndKeepsWhatWasTyped() {
        create("AMOUNT", "5,000", "");
        CouponView coupon = stored();
        String page = LIST + "/" + coupon.id();
        assertThat(this.staff.get(page).body()).contains("name=\"version\" value=\"1\"");
        assertThat(change(page, "1", "2000", "")).extracting(StaffBrowser.Answer::status).isEqualTo(302);
        StaffBrowser.Answer stale = change(page, "1", "3,000", "MUSICAL");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body()).contains("Not saved: somebody else", "<td data-label=\"Saved now\">2,000</td>",
                "<td data-label=\"Typed\">3,000</td>", "<td data-label=\"Saved now\">All performances</td>",
                "<td data-label=\"Typed\">Musicals</td>", "value=\"3,000\"", "name=\"version\" value=\"2\"");
        assertThat(stored().quantity()).isEqualTo(2_000);
        assertThat(change(page, "2", "3,000", "MUSICAL").status()).isEqualTo(302);
        assertThat(stored().quantity()).isEqualTo(3_000);
        this.admin.end(coupon.id());
        assertThat(change(page, "3", "4000", "").status()).as("ending is a change too").isEqualTo(409);
    }

    private StaffBrowser.Answer change(String page, String version, String quantity, String scope) {
        return this.staff.submit(page, page, "version", version, "name", this.name, "type", "AMOUNT", "value", "5000",
                "scope", scope, "quantity", quantity, "validDays", "30", "issueFrom", "2026-01-01T10:00", "issueUntil",
                "2099-01-01T10:00");
    }

    @Test
    void endsACouponOnceItsNameIsTyped() {
        create("AMOUNT", "5000", "");
        String end = LIST + "/" + stored().id() + "/end";
        assertThat(this.staff.submit(end, end, "confirm", "something else").status()).isEqualTo(400);
        assertThat(stored().status()).isEqualTo(CouponStatus.OPEN);
        assertThat(this.staff.submit(end, end, "confirm", this.name).status()).isEqualTo(302);
        assertThat(stored().status()).isEqualTo(CouponStatus.ENDED);
    }

    private StaffBrowser.Answer create(String type, String value, String scope) {
        return this.staff.submit(NEW, LIST, "name", this.name, "type", type, "value", value, "scope", scope, "quantity",
                "1000", "validDays", "30", "issueFrom", "2026-01-01T10:00", "issueUntil", "2099-01-01T10:00", "code",
                "");
    }

    private CouponView stored() {
        return this.admin.coupons(new Paging(0, 100))
            .items()
            .stream()
            .filter((coupon) -> coupon.name().equals(this.name))
            .findFirst()
            .orElseThrow();
    }

    private AccountId person() {
        return this.accounts.register(new SignUp(UUID.randomUUID() + "@example.com", "enough-7-words", "김쿠폰")).id();
    }

}
