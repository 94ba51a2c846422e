package io.ticketblue.standalone;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole main job, as people do it. */
@InTheBrowser
class PurchaseBrowserTests {

    @Test
    void choosesSeatsOnTheMapPaysAndCancelsInKorean(Visitors visitors) {
        Visitor buyer = visitors.atADesk("ko-KR");
        Page page = buyer.page();
        buyer.open("/");
        page.getByLabel("공연·출연자·공연장 검색").fill("막차");
        buyer.button("검색").click();
        buyer.link("연극 〈막차 다음 버스〉").click();
        buyer.expectHeading("연극 〈막차 다음 버스〉");
        buyer.link("좌석 선택").first().click();

        SeatChoice seats = new SeatChoice(page).ready();
        seats.pressOnTheMap(2);
        assertThat(seats.chosen()).hasCount(2);
        buyer.expectTexts();
        String seatsAddress = page.url();
        buyer.button("로그인하고 예매하기").click();
        buyer.signIn(DemoAccounts.BUYER);
        assertThat(page).hasURL(seatsAddress);
        assertThat(seats.ready().chosen()).hasCount(2);
        buyer.button("예매하기").click();

        buyer.expectHeading("결제");
        pay(page, "결제하기", "결제 승인하기");
        buyer.expectHeading("예매가 완료되었습니다");
        String code = page.locator(".ticket-code").innerText();
        assertThat(code).matches("[0-9A-Z]{4}-[0-9A-Z]{4}");

        expectInTheBoxOffice(visitors, roundOf(seatsAddress), code);
        cancelFromMyBookings(buyer, code);
    }

    private static void expectInTheBoxOffice(Visitors visitors, String round, String code) {
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin/rounds/" + round + "/bookings");
        staff.signIn(DemoAccounts.STAFF);
        assertThat(staff.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(code)))
            .containsText("나구매");
        staff.expectTexts();
    }

    private static void cancelFromMyBookings(Visitor buyer, String code) {
        Page page = buyer.page();
        page.getByLabel("내 메뉴").click();
        buyer.link("내 예매").first().click();
        buyer.expectHeading("내 예매");
        page.getByRole(AriaRole.ARTICLE)
            .filter(new Locator.FilterOptions().setHasText(code))
            .getByRole(AriaRole.LINK)
            .click();
        page.getByText("예매 취소", new Page.GetByTextOptions().setExact(true)).click();
        Locator boxes = page.locator("#cancel [name=seats]");
        assertThat(page.locator("#cancel :checked")).hasCount(0);
        page.getByLabel("취소하려면 예매번호를 그대로 입력하세요").fill(code);
        buyer.button("선택한 좌석 취소하기").click();
        assertThat(page.locator("#seats-error")).isVisible();
        assertThat(boxes.first()).isFocused();
        assertThat(page.locator("#cancel :checked")).hasCount(0);
        page.getByLabel("전체 선택").check();
        assertThat(page.locator("#cancel [name=seats]:checked")).hasCount(2);
        boxes.first().uncheck();
        assertThat(page.getByLabel("전체 선택")).not().isChecked();
        boxes.first().check();
        assertThat(page.getByLabel("전체 선택")).isChecked();
        assertThat(page.locator("#quote input[name=fee]")).hasValue("0");
        page.getByLabel("취소하려면 예매번호를 그대로 입력하세요").fill(code);
        buyer.button("선택한 좌석 취소하기").click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("환불됩니다"))).isVisible();
        assertThat(page.locator(".ticket")).containsText("취소됨");
        assertThat(page.locator("section[aria-labelledby=refunds]")).containsText("환불 금액");
        buyer.expectTexts();
    }

    @Test
    void paysOnAPhoneInEnglishAfterADeclinedCard(Visitors visitors) {
        Visitor buyer = visitors.onThePhone("en-US");
        Page page = buyer.page();
        buyer.open("/sign-up");
        buyer.expectNoSidewaysScrolling();
        page.getByLabel("Email").fill(Visitors.newAddress());
        page.getByLabel("Password").fill(DemoAccounts.PASSWORD);
        page.getByLabel("Name").fill("Roun Chae");
        buyer.button("Sign up").tap();
        page.waitForURL((url) -> !url.contains("/sign-up"));

        buyer.open("/performances");
        buyer.expectHeading("Performances");
        buyer.expectNoSidewaysScrolling();
        assertThat(page.locator("#category")).isHidden();
        page.locator(".filters-fold > summary").tap();
        page.locator("#category").selectOption("PLAY");
        assertThat(buyer.link("누리배구 플레이오프")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("category=PLAY"));
        buyer.expectHeading("Plays");
        assertThat(page.locator(".categories [aria-current=page]")).hasText("Plays");
        page.locator("#from").fill("2030-02-01");
        page.locator("#to").fill("2030-01-01");
        assertThat(page.locator("#to-error")).containsText("on or after the start date");
        assertThat(page.locator("#filters-count")).hasText("3");
        page.locator("#to").fill("");
        page.locator("#from").fill("");
        assertThat(page.locator("#to-error")).hasCount(0);
        buyer.link("연극 〈의자가 하나 모자란 저녁〉").tap();
        buyer.expectHeading("Choose a date and time");
        buyer.expectNoSidewaysScrolling();
        buyer.link("Choose seats").last().tap();

        SeatChoice seats = new SeatChoice(page).ready();
        buyer.expectNoSidewaysScrolling();
        buyer.button("List").tap();
        Locator boxes = page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setDisabled(false));
        boxes.nth(20).check();
        boxes.nth(21).check();
        assertThat(seats.chosen()).hasCount(2);
        buyer.expectNoSidewaysScrolling();
        buyer.expectTexts();
        buyer.button("Book these seats").tap();

        pay(page, "Pay", "Decline as the card company");
        buyer.expectHeading("The payment was not approved");
        assertThat(page.getByText("You were not charged.")).isVisible();
        buyer.expectNoSidewaysScrolling();
        buyer.link("Try again").tap();
        buyer.expectHeading("Payment method");
        buyer.expectNoSidewaysScrolling();
        pay(page, "Pay", "Approve payment");
        buyer.expectHeading("Booking confirmed");
        assertThat(page.locator(".ticket-code")).isVisible();
        buyer.expectNoSidewaysScrolling();
    }

    /**
     * Two tabs on one hold: one pays, and the other one is told, whatever it tries. What
     * cannot be checked is not claimed.
     */
    @Test
    void leadsAnotherTabToTheBookingThatIsPaid(Visitors visitors) {
        long round = visitors.apiStaff().round(30_000, 0, 20);
        Visitor buyer = visitors.atADesk("ko-KR");
        Page page = buyer.page();
        buyer.open("/bookings");
        buyer.signIn(visitors.apiBuyer().email());
        buyer.open("/rounds/" + round + "/seats");
        new SeatChoice(page).ready().pressOnTheMap(1);
        buyer.button("예매하기").click();
        page.waitForURL(Pattern.compile("/checkout/"));
        Locator pay = page.locator("#pay");
        assertThat(pay).isEnabled();
        Page other = page.context().newPage();
        other.navigate(page.url());
        assertThat(other.locator("#pay")).isEnabled();

        page.route("**/sdk/payments", (route) -> route.abort());
        pay.click();
        assertThat(page.locator("#refusal")).containsText("결제된 금액은 없습니다");
        assertThat(page.locator("#refusal")).isFocused();
        assertThat(page.locator("#refusal")).isInViewport();
        page.route("**/checkout/*/*", (route) -> route.abort());
        pay.click();
        assertThat(page.locator("#refusal")).containsText("결제 상태를 확인하지 못했습니다");
        assertThat(page.locator("#refusal")).not().containsText("결제된 금액은 없습니다");
        page.unroute("**/checkout/*/*");

        pay(other, "결제하기", "결제 승인하기");
        assertThat(other.getByText("예매가 완료되었습니다")).isVisible();
        pay.click();
        buyer.expectHeading("예매가 완료되었습니다");
        assertThat(page).hasURL(Pattern.compile("/bookings/\\d+\\?paid"));
    }

    @Test
    void buysWithTheKeyboardOnly(Visitors visitors) {
        ApiBuyer account = visitors.apiBuyer();
        Visitor buyer = visitors.atADesk("en-US");
        Page page = buyer.page();
        Keyboard keyboard = new Keyboard(page);
        buyer.open("/performances?q=의자가");
        keyboard.press(buyer.link("연극 〈의자가 하나 모자란 저녁〉"));
        buyer.expectHeading("연극 〈의자가 하나 모자란 저녁〉");
        keyboard.press(buyer.link("Choose seats").last());

        SeatChoice seats = new SeatChoice(page).ready();
        keyboard.tabInto(seats.map());
        keyboard.goToAFreeSeat("ArrowDown");
        page.keyboard().press("Enter");
        keyboard.goToAFreeSeat("ArrowRight");
        page.keyboard().press("Space");
        assertThat(seats.chosen()).hasCount(2);
        keyboard.press(buyer.button("Sign in and book"));

        keyboard.type(page.getByLabel("Email"), account.email());
        keyboard.type(page.getByLabel("Password"), DemoAccounts.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(seats.ready().chosen()).hasCount(2);
        keyboard.press(buyer.button("Book these seats"));

        Locator pay = page.locator("#pay");
        assertThat(pay).isEnabled();
        keyboard.press(pay);
        Locator approve = buyer.button("Approve payment");
        approve.waitFor();
        keyboard.press(approve);
        buyer.expectHeading("Booking confirmed");
    }

    private static void pay(Page page, String pay, String answer) {
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(pay));
        assertThat(button).isEnabled();
        button.click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(answer)).click();
    }

    private static String roundOf(String seatsAddress) {
        return seatsAddress.replaceFirst(".*/rounds/(\\d+)/seats.*", "$1");
    }

}
