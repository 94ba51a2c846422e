package io.ticketblue.standalone;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Seats that others take, and seats without script. */
@InTheBrowser
class SeatsBrowserTests {

    private static final String TITLE = "간판 내리는 날";

    @Test
    void showsWhatOthersTakeAndGiveBackWithoutAReload(Visitors visitors) {
        ApiBuyer other = visitors.apiBuyer();
        long round = other.rounds(other.performance(TITLE)).getFirst();
        List<Long> free = other.freeSeats(round);
        Long wanted = free.getFirst();
        Visitor visitor = visitors.atADesk("ko-KR");
        Page page = visitor.page();
        visitor.open("/rounds/" + round + "/seats");
        SeatChoice seats = new SeatChoice(page).ready();
        page.evaluate("() => { window.samePage = true; }");
        seats.press(wanted);

        long reservation = other.hold(round, wanted, free.get(1));
        assertThat(seats.seat(wanted)).hasAttribute("aria-disabled", "true");
        assertThat(seats.seat(free.get(1))).hasAttribute("aria-disabled", "true");
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("방금 다른 분이 선택했습니다")))
            .isVisible();
        assertThat(seats.chosen()).hasCount(0);

        other.giveBack(reservation);
        assertThat(seats.seat(wanted)).not().hasAttribute("aria-disabled", "true");
        assertThat(page.evaluate("() => window.samePage")).isEqualTo(true);
    }

    /**
     * Four tickets a person: two are held, so the third tap is told what is left, in one
     * message however often it taps. A page that comes back from the browser's memory can
     * be used again.
     */
    @Test
    void saysWhatIsLeftOfTheLimitAndCanBeUsedAgainAfterGoingBack(Visitors visitors) {
        long round = visitors.apiStaff().round(30_000, 0, 20);
        Visitor buyer = visitors.atADesk("ko-KR");
        Page page = buyer.page();
        buyer.open("/bookings");
        buyer.signIn(visitors.apiBuyer().email());
        buyer.open("/rounds/" + round + "/seats");
        SeatChoice seats = new SeatChoice(page).ready();
        seats.pressOnTheMap(2);
        buyer.button("예매하기").click();
        page.waitForURL(Pattern.compile("/checkout/"));

        page.goBack();
        seats.ready();
        assertThat(buyer.button("예매하기")).not().hasAttribute("aria-disabled", "true");
        page.reload();
        seats.ready();
        assertThat(page.locator("#seat-page")).hasAttribute("data-owned", "2");
        Locator own = seats.map().locator(".seat.own");
        assertThat(own).hasCount(2);
        assertThat(own.first()).hasAttribute("aria-label", Pattern.compile("내가 선점한 좌석"));
        seats.pressOnTheMap(2);
        Locator free = seats.map().locator("[data-seat]:not([aria-disabled]):not([aria-pressed=true])");
        free.nth(8).click();
        free.nth(9).click();
        free.nth(10).click();
        assertThat(page.locator("#toasts .toast")).hasCount(1);
        assertThat(page.locator("#toasts .toast")).containsText("이미 2매가 있어 2매까지 더 선택할 수 있습니다");
        assertThat(seats.chosen()).hasCount(2);
    }

    /** Somebody new: from the seats to the sign-in, to the sign-up, and back. */
    @Test
    void keepsChosenSeatsThroughSigningUp(Visitors visitors) {
        long round = visitors.apiStaff().round(30_000, 0, 20);
        Visitor buyer = visitors.onThePhone("ko-KR");
        Page page = buyer.page();
        buyer.open("/rounds/" + round + "/seats");
        SeatChoice seats = new SeatChoice(page).ready();
        List<String> chosen = seats.pressOnTheMap(2);
        buyer.button("로그인하고 예매하기").click();
        buyer.link("회원가입").click();
        assertThat(page.getByText("이메일을 인증하면 5,000원 할인 쿠폰을 드려요.")).isVisible();
        buyer.expectNoSidewaysScrolling();

        page.locator("#email").fill(visitors.apiBuyer().email());
        page.locator("#name").fill("새관객");
        page.locator("#password").fill("new-seat-7");
        Locator show = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("비밀번호 표시"));
        show.click();
        assertThat(page.locator("#password")).hasAttribute("type", "text");
        assertThat(show).hasAttribute("aria-pressed", "true");
        show.press("Enter");
        assertThat(page.locator("#password")).hasAttribute("type", "password");
        assertThat(page.locator("#password")).hasValue("new-seat-7");
        page.locator("#password").press("Enter");
        buyer.link("이 이메일로 로그인하기").click();
        assertThat(page.locator("#email")).not().hasValue("");
        page.locator("#password").fill("wrong-seat-7");
        page.locator("#password").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("이메일 또는 비밀번호가 올바르지 않습니다.");
        assertThat(page.locator("#email")).not().hasValue("");

        buyer.link("회원가입").click();
        page.locator("#email").fill(Visitors.newAddress());
        page.locator("#name").fill("새관객");
        page.locator("#password").fill("new-seat-7");
        page.locator("#password").press("Enter");
        page.waitForURL(Pattern.compile("/rounds/" + round + "/seats"));
        seats.ready();
        assertThat(seats.chosen()).hasCount(chosen.size());
        assertThat(page.locator("#toasts")).containsText("가입을 마쳤습니다.");
        buyer.button("예매하기").click();
        page.waitForURL(Pattern.compile("/checkout/"));
    }

    @Test
    void filtersAndHoldsSeatsWithoutScript(Visitors visitors) {
        ApiBuyer account = visitors.apiBuyer();
        Visitor visitor = visitors.withoutScript("ko-KR");
        Page page = visitor.page();
        visitor.open("/performances");
        page.locator("#category").selectOption("EXHIBITION");
        visitor.button("적용").click();
        assertThat(page).hasURL(Pattern.compile("category=EXHIBITION"));
        visitor.expectHeading("전시");
        assertThat(visitor.link("막차 다음 버스")).hasCount(0);
        visitor.link(TITLE).click();
        visitor.link("좌석 선택").first().click();

        visitor.link("먼저 로그인하기").click();
        visitor.signIn(account.email());
        visitor.link("목록에서 좌석 고르기").click();
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("구역"))
            .getByRole(AriaRole.LINK)
            .first()
            .click();
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setDisabled(false)).nth(3).check();
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setDisabled(false)).nth(4).check();
        visitor.button("예매하기").click();
        visitor.expectHeading("결제");
        assertThat(page.locator("noscript p")).isVisible();
        visitor.button("선택 취소하고 좌석 다시 선택").click();
        assertThat(page.getByText("좌석 선택을 취소했습니다.")).isVisible();
    }

}
