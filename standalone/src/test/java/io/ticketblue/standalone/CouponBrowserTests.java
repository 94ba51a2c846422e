package io.ticketblue.standalone;

import java.util.Locale;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Coupons, as people claim them and staff make them. */
@InTheBrowser
class CouponBrowserTests {

    private static final String RARE = "뮤지컬 10% 할인";

    @Test
    void claimsACouponOnThePhoneAndTypesInACode(Visitors visitors) {
        String email = visitors.apiBuyer().email();
        Visitor buyer = visitors.onThePhone("ko-KR");
        buyer.open("/coupons");
        buyer.link("로그인하고 받기").first().click();
        buyer.signIn(email);
        buyer.expectHeading("쿠폰");
        buyer.expectNoSidewaysScrolling();
        offer(buyer, RARE).getByRole(AriaRole.BUTTON).click();
        assertThat(buyer.page().getByRole(AriaRole.STATUS).getByText(Pattern.compile("쿠폰을 받았습니다"))).isVisible();
        assertThat(offer(buyer, RARE)).containsText("받은 쿠폰");
        assertThat(mine(buyer, RARE)).containsText("사용 가능");
        buyer.expectTexts();

        buyer.page().locator("#coupon-code").fill("NO-SUCH-CODE");
        buyer.button("코드 등록").click();
        assertThat(buyer.page().getByRole(AriaRole.ALERT)).containsText("이 코드의 쿠폰이 없습니다");
        buyer.page().locator("#coupon-code").fill(DemoCoupons.CODE.toLowerCase(Locale.ROOT));
        buyer.button("코드 등록").click();
        assertThat(mine(buyer, "푸른 무대 회원 쿠폰")).isVisible();
    }

    @Test
    void claimsACouponWithoutScript(Visitors visitors) {
        String email = visitors.apiBuyer().email();
        Visitor buyer = visitors.withoutScript("en-US");
        buyer.open("/coupons/mine");
        buyer.signIn(email);
        offer(buyer, RARE).getByRole(AriaRole.BUTTON).click();
        assertThat(buyer.page().getByRole(AriaRole.STATUS).getByText(Pattern.compile("Coupon claimed"))).isVisible();
        assertThat(mine(buyer, RARE)).containsText("Ready to use");
    }

    @Test
    void staffMakeACouponAndEndIt(Visitors visitors) {
        String name = "브라우저 쿠폰 " + System.nanoTime();
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin/coupons");
        staff.signIn(DemoAccounts.STAFF);
        staff.link("새 쿠폰").click();
        Page page = staff.page();
        page.getByLabel("이름").fill(name);
        page.getByLabel("할인 금액(율)").fill("7000");
        page.getByLabel("수량").fill("1");
        page.getByLabel("발급 시작").fill("2026-01-01T10:00");
        staff.button("저장").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("발급 종료");
        page.getByLabel("발급 종료").fill("2099-01-01T10:00");
        staff.button("저장").click();

        Visitor buyer = visitors.atADesk("ko-KR");
        buyer.open("/coupons/mine");
        buyer.signIn(DemoAccounts.BUYER);
        offer(buyer, name).getByRole(AriaRole.BUTTON).click();
        assertThat(offer(buyer, name)).containsText("모두 소진");

        staff.link(name).first().click();
        assertThat(page.locator("main")).containsText("이미 발급된 쿠폰이 있어");
        staff.link("종료").click();
        page.getByLabel("확인을 위해").fill(name);
        page.locator("main form button[type=submit]").click();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name)))
            .containsText("종료");
        staff.expectTexts();
        buyer.open("/coupons");
        assertThat(offer(buyer, name)).hasCount(0);
        assertThat(mine(buyer, name)).containsText("사용 가능");
    }

    private static Locator offer(Visitor visitor, String name) {
        return card(visitor, "section[aria-labelledby=open]", name);
    }

    private static Locator mine(Visitor visitor, String name) {
        return card(visitor, "section[aria-labelledby=mine]", name);
    }

    private static Locator card(Visitor visitor, String section, String name) {
        return visitor.page().locator(section + " article").filter(new Locator.FilterOptions().setHasText(name));
    }

}
