package io.ticketblue.standalone;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Coupons, fees, transfers and refunds, to the won. */
@InTheBrowser
class MoneyBrowserTests {

    private static final String COUPON = "뮤지컬 10% 할인";

    /**
     * Lets the provider's payment form refuse every price while
     * {@code window.refusesPrices} is true.
     */
    private static final String PAYMENT_FORM_REFUSES_PRICES = """
            let provider;
            Object.defineProperty(window, 'TossPayments', {
              get: () => provider,
              set: (original) => {
                provider = (key) => {
                  const payments = original(key);
                  return { widgets: (options) => {
                    const widgets = payments.widgets(options);
                    return { ...widgets, setAmount: (amount) => window.refusesPrices
                      ? Promise.reject(new Error('refused')) : widgets.setAmount(amount) };
                  } };
                };
              },
            });
            """;

    /**
     * Three seats of 33,350 won with a booking fee of 1,000 won each, less 10 % of the
     * seats: 3,335 won each. Giving one back costs 20 % of the 30,015 won that were paid
     * for it, and its booking fee.
     */
    @Test
    void usesACouponAndGivesOneOfThreeSeatsBackToTheWon(Visitors visitors) {
        long round = visitors.apiStaff().round(33_350, 1_000, 20);
        Visitor buyer = visitors.atADesk("ko-KR");
        Page page = buyer.page();
        buyer.open("/coupons/mine");
        buyer.signIn(visitors.apiBuyer().email());
        coupon(page, "open").getByRole(AriaRole.BUTTON).click();
        assertThat(coupon(page, "mine")).containsText("사용 가능");

        hold(buyer, round, 3, "예매하기");
        assertThat(page.getByText("쿠폰 적용", new Page.GetByTextOptions().setExact(true))).isHidden();
        page.getByLabel(COUPON).check();
        assertThat(page.locator("aside .prices")).containsText("−10,005원");
        assertThat(page.locator("#working")).containsText("93,045원");
        assertThat(page.locator("aside .sum")).containsText("93,045원");
        buyer.expectTexts();
        pay(page, "93,045원 결제하기", "결제 승인하기");
        buyer.expectHeading("예매가 완료되었습니다");
        assertThat(page.locator(".prices .sum").first()).containsText("93,045원");

        String code = page.locator(".ticket-code").innerText();
        page.getByText("예매 취소", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("#cancel [name=seats]").nth(1).check();
        Locator quote = page.locator("#quote .prices > div");
        assertThat(quote).containsText(new String[] { "31,015원", "6,003원", "1,000원", "24,012원" });
        page.getByLabel("취소하려면 예매번호를 그대로 입력하세요").fill("0000-0000");
        buyer.button("선택한 좌석 취소하기").click();
        assertThat(page.locator("#confirmation-error")).containsText(code);
        assertThat(quote).containsText(new String[] { "31,015원", "6,003원", "1,000원", "24,012원" });
        page.getByLabel("취소하려면 예매번호를 그대로 입력하세요").fill(code);
        buyer.button("선택한 좌석 취소하기").click();
        assertThat(page.locator(".ticket")).containsText("일부 취소");
        assertThat(page.locator("section[aria-labelledby=refunds]")).containsText("24,012원");
        assertThat(page.locator("section[aria-labelledby=refunds]")).containsText("환불 완료");
        assertThat(page.locator("#cancel [name=seats]")).hasCount(2);
        buyer.open("/coupons");
        assertThat(coupon(page, "mine")).containsText("사용 완료");
    }

    /**
     * Nothing is ordered while the payment form asks for the price before the coupon, and
     * the buyer is told so until the form takes the new price.
     */
    @Test
    void ordersNothingUntilThePaymentFormHasThePriceWithTheCoupon(Visitors visitors) {
        long round = visitors.apiStaff().round(60_000, 0, 20);
        Visitor buyer = visitors.atADesk("ko-KR");
        Page page = buyer.page();
        page.addInitScript(PAYMENT_FORM_REFUSES_PRICES);
        List<String> orders = new ArrayList<>();
        page.onRequest((request) -> {
            if (request.url().endsWith("/order")) {
                orders.add(request.url());
            }
        });
        buyer.open("/coupons/mine");
        buyer.signIn(visitors.apiBuyer().email());
        coupon(page, "open").getByRole(AriaRole.BUTTON).click();
        assertThat(coupon(page, "mine")).containsText("사용 가능");
        hold(buyer, round, 1, "예매하기");
        assertThat(page.locator("#pay")).isEnabled();

        page.evaluate("() => { window.refusesPrices = true; }");
        page.getByLabel(COUPON).check();
        Locator refusal = page.locator("#refusal");
        assertThat(refusal).containsText("바뀐 금액 54,000원이 결제 수단에 반영되지 않았습니다");
        buyer.button("54,000원 결제하기").click();
        assertThat(refusal).isFocused();
        assertThat(page.locator("#pay")).isEnabled();
        buyer.button("다시 시도").click();
        assertThat(buyer.button("다시 시도")).isEnabled();
        assertThat(refusal).isVisible();
        assertThat(orders).isEmpty();
        buyer.expectTexts();

        page.evaluate("() => { window.refusesPrices = false; }");
        buyer.button("다시 시도").click();
        assertThat(refusal).isHidden();
        assertThat(page.locator("#pay")).isFocused();
        assertThat(page.locator("#working")).containsText("54,000원");
        pay(page, "54,000원 결제하기", "결제 승인하기");
        buyer.expectHeading("예매가 완료되었습니다");
        assertThat(page.locator(".prices .sum").first()).containsText("54,000원");
    }

    @Test
    void appliesTheChosenCouponBeforePayingAfterTheConnectionWasLost(Visitors visitors) {
        long round = visitors.apiStaff().round(60_000, 0, 20);
        Visitor buyer = visitors.atADesk("en-US");
        Page page = buyer.page();
        buyer.open("/coupons/mine");
        buyer.signIn(visitors.apiBuyer().email());
        coupon(page, "open").getByRole(AriaRole.BUTTON).click();
        assertThat(coupon(page, "mine")).containsText("Ready to use");
        hold(buyer, round, 1, "Book these seats");
        assertThat(page.locator("#pay")).isEnabled();

        Pattern couponChange = Pattern.compile("/checkout/\\d+/coupon$");
        page.route(couponChange, Route::abort);
        page.getByLabel(COUPON).check();
        Locator refusal = page.locator("#refusal");
        assertThat(refusal).containsText("The coupon could not be applied");
        buyer.button("Pay ₩60,000").click();
        assertThat(refusal).isFocused();
        assertThat(buyer.button("Pay ₩60,000")).isEnabled();

        page.unroute(couponChange);
        buyer.button("Pay ₩60,000").click();
        buyer.button("Approve payment").click();
        buyer.expectHeading("Booking confirmed");
        assertThat(page.locator(".prices .sum").first()).containsText("₩54,000");
    }

    @Test
    void isBookedWhenTheMoneyIsInTheAccount(Visitors visitors) {
        long round = visitors.apiStaff().round(40_000, 0, 20);
        Visitor buyer = visitors.onThePhone("en-US");
        Page page = buyer.page();
        buyer.open("/bookings");
        buyer.signIn(visitors.apiBuyer().email());
        hold(buyer, round, 2, "Book these seats");
        Locator pay = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay ₩80,000"));
        assertThat(pay).isEnabled();
        assertThat(page.locator("#transfer")).isHidden();
        page.getByText("Virtual account", new Page.GetByTextOptions().setExact(true)).tap();
        page.locator("#bank").selectOption("88");
        page.locator("#accountNumber").fill("ten digits");
        pay.tap();
        assertThat(page.locator("#accountNumber-error")).containsText("1 to 20 digits");
        assertThat(page.locator("#accountNumber")).isFocused();
        assertThat(page.getByLabel("Virtual account")).isChecked();
        buyer.expectNoSidewaysScrolling();

        page.navigate(page.url() + "?lang=ko");
        page.getByText("가상계좌", new Page.GetByTextOptions().setExact(true)).tap();
        assertThat(page.locator("#bank")).hasValue("88");
        assertThat(page.locator("#accountNumber")).hasValue("ten digits");
        page.navigate(page.url().replace("lang=ko", "lang=en"));
        page.getByText("Virtual account", new Page.GetByTextOptions().setExact(true)).tap();
        page.locator("#accountNumber").fill("110-123-456789");
        assertThat(page.locator("#accountNumber-error")).hasCount(0);
        pay.tap();
        Locator approve = buyer.button("Approve payment");
        approve.waitFor();
        URI provider = URI.create(page.url());
        String order = page.getByText(Pattern.compile("^tb-\\S+$")).innerText();
        page.getByLabel("Bank").selectOption("20");
        approve.tap();

        buyer.expectHeading("Waiting for your transfer");
        Locator facts = page.locator("section[aria-labelledby=deposit] dd");
        assertThat(facts).containsText(
                new Pattern[] { Pattern.compile("Woori"), Pattern.compile("^\\d{8,}\\s*Copy$"), Pattern.compile("\\S"),
                        Pattern.compile("^₩80,000$"), Pattern.compile("20\\d\\d, \\d\\d:\\d\\d KST$") });
        buyer.expectNoSidewaysScrolling();
        Page deposits = visitors.atADesk("en-US").page();
        deposits.navigate(provider.resolve("/?lang=en").toString());
        deposits.getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText(order))
            .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Deposit"))
            .click();
        deposits.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Transfer the money")).click();
        buyer.expectHeading("Booking confirmed");
        assertThat(page.locator(".ticket")).containsText("Confirmed");
    }

    @Test
    void staffSendMoneyBackByHandAndItIsWrittenDown(Visitors visitors) {
        String reason = "Goodwill " + UUID.randomUUID();
        long round = visitors.apiStaff().round(50_000, 0, 20);
        Visitor buyer = visitors.atADesk("en-US");
        buyer.open("/bookings");
        buyer.signIn(visitors.apiBuyer().email());
        hold(buyer, round, 1, "Book these seats");
        pay(buyer.page(), "Pay ₩50,000", "Approve payment");
        buyer.expectHeading("Booking confirmed");
        String code = buyer.page().locator(".ticket-code").innerText();

        Visitor staff = visitors.atADesk("en-US");
        Page page = staff.page();
        staff.open("/admin/payments");
        staff.signIn(DemoAccounts.STAFF);
        page.getByLabel("Find a payment").fill(code);
        staff.button("Apply").click();
        page.getByRole(AriaRole.REGION).getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.LINK).first().click();
        page.getByLabel("Amount").fill("50,001");
        page.getByLabel("Reason").fill(reason);
        page.getByLabel("To confirm").fill(code);
        staff.button("Send it back").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.getByLabel("Amount").fill("12,345");
        staff.button("Send it back").click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("₩12,345 went back")))
            .isVisible();
        assertThat(page.locator("section[aria-labelledby=balance-heading]")).containsText("₩37,655");
        assertThat(page.locator("section[aria-labelledby=refunds-heading]")).containsText(reason);
        staff.open("/admin/audit");
        assertThat(page.getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText(reason))
            .filter(new Locator.FilterOptions().setHasText("Refunded by hand"))
            .first()).containsText("₩12,345");
        staff.expectTexts();
        buyer.page().reload();
        assertThat(buyer.page().locator("section[aria-labelledby=refunds]")).containsText("₩12,345");
        assertThat(buyer.page().locator(".ticket")).containsText("Confirmed");
    }

    private static void hold(Visitor buyer, long round, int seats, String book) {
        buyer.open("/rounds/" + round + "/seats");
        SeatChoice choice = new SeatChoice(buyer.page()).ready();
        choice.pressOnTheMap(seats);
        assertThat(choice.chosen()).hasCount(seats);
        buyer.button(book).click();
        buyer.page().waitForURL(Pattern.compile("/checkout/"));
    }

    private static void pay(Page page, String pay, String answer) {
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(pay));
        assertThat(button).isEnabled();
        button.click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(answer)).click();
    }

    private static Locator coupon(Page page, String section) {
        return page.locator("section[aria-labelledby=" + section + "] article")
            .filter(new Locator.FilterOptions().setHasText(COUPON));
    }

}
