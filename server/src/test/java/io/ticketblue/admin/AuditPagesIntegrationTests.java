package io.ticketblue.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Role;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit trail in the reader’s language. */
@IntegrationTest
class AuditPagesIntegrationTests {

    @Autowired
    private CouponAdmin coupons;

    @Autowired
    private Clock clock;

    private House house;

    private StaffBrowser staff;

    @BeforeEach
    void signIn(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
    }

    @Test
    void namesActionsFieldsAndValuesOfTheAuditTrailInTheReadersLanguage() {
        PerformanceId performance = this.house.performance(70_000);
        this.house.round(performance);
        String address = "/admin/audit?action=performance.created&subject=performance+" + performance;
        String korean = this.staff.reading("ko").get(address).body();
        assertThat(korean).contains(">공연 등록<", ">공연 " + performance + "<", "등급 1 › 가격", "원<")
            .contains("<option value=\"performance.created\" selected=\"selected\">공연 등록</option>")
            .doesNotContain("grades[0]");
        assertThat(this.staff.reading("en").get(address).body()).contains(">Performance " + performance + "<",
                "Grade 1 › Price");
        assertThat(this.staff.reading("ko").get("/admin/audit?action=round.opened").body()).contains("시작 시각")
            .doesNotContain("+09:00<");
        this.staff.reading("en");
        assertThat(this.staff.get("/admin/audit?action=no.such").body()).contains("Nothing");
    }

    @Test
    void hasALabelForEveryFieldThatTheCatalogueRecords() {
        PerformanceId performance = this.house.performance(70_000);
        this.house.round(performance);
        for (String entries : List.of("subject=performance+" + performance, "action=venue.created",
                "action=round.opened")) {
            List<String> labels = Pattern.compile("<th scope=\"row\">([^<]*)</th>")
                .matcher(this.staff.reading("ko").get("/admin/audit?" + entries).body())
                .results()
                .map((label) -> label.group(1))
                .toList();
            assertThat(labels).as(entries).isNotEmpty().noneMatch((label) -> label.matches(".*[a-zA-Z]{2}.*"));
        }
    }

    @Test
    void dividesTheThousandsOfCountsAndMoneyButNotOfNumbersThatNameSomething() {
        Instant now = this.clock.instant();
        CouponId coupon = this.coupons.create(new SaveCoupon("2,026 seats", DiscountType.AMOUNT, 12_000L, 15_000, now,
                now.plus(Duration.ofDays(10)), 1_000, null, 20_000L, null, null, null, false));
        String page = this.staff.get("/admin/audit?subject=coupon+" + coupon).body();
        assertThat(page).contains(">15,000<", ">1,000<", ">12,000<", ">₩20,000<").doesNotContain(">15000<", ">20000<");
        PerformanceId performance = this.house.performance(1_000);
        assertThat(this.staff.get("/admin/audit?subject=performance+" + performance).body()).contains(">₩1,000<")
            .doesNotContain(">Performance 1,0");
    }

    @Test
    void isForAdministratorsAlone() {
        assertThat(this.house.browserOf(this.house.buyer()).get("/admin/audit").status()).isEqualTo(403);
        assertThat(this.house.staff(Role.FINANCE).get("/admin/audit").status()).isEqualTo(403);
    }

}
