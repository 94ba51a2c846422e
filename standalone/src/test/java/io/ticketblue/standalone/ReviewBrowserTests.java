package io.ticketblue.standalone;

import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Reviews from the booking to the box office, with the keyboard and in both languages.
 */
@InTheBrowser
class ReviewBrowserTests {

    private static final String TEXT = "마지막 곡에서 <b>모두</b> 일어섰습니다.";

    @Test
    void writesReadsReportsAndHidesAReview(Visitors visitors) {
        ApiBuyer author = visitors.apiBuyer();
        long round = visitors.apiStaff().roundSoon(Duration.ofSeconds(10));
        long booking = author.hold(round, author.freeSeats(round).getFirst());
        author.bookForNothing(booking);

        Visitor writer = visitors.atADesk("ko-KR");
        Page page = writer.page();
        writer.open("/bookings/" + booking);
        writer.signIn(author.email());
        writer.expectHeading("예매 내역");
        Awaitility.await("the round to begin").atMost(Duration.ofMinutes(1)).until(() -> {
            page.reload();
            return writer.link("후기 쓰기").count() > 0;
        });
        writer.link("후기 쓰기").click();
        Locator form = page.locator("#review-new");
        Keyboard keyboard = new Keyboard(page);
        keyboard.tabInto(form.getByRole(AriaRole.RADIO).first());
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(form.getByLabel("4점")).isChecked();
        keyboard.type(form.getByLabel("후기"), "짧음");
        keyboard.press(form.getByRole(AriaRole.BUTTON));
        assertThat(form.getByRole(AriaRole.ALERT)).containsText("10자에서 1,000자");
        assertThat(form.getByLabel("4점")).isChecked();
        assertThat(form.getByLabel("후기")).isFocused();
        form.getByLabel("후기").fill(TEXT);
        keyboard.press(form.getByRole(AriaRole.BUTTON));
        assertThat(page.getByText("후기를 올렸습니다")).isVisible();
        assertThat(page.locator(".reviews")).containsText(TEXT);
        assertThat(page.locator(".review-own")).containsText("내 후기");
        writer.expectTexts();
        writer.expectNoSidewaysScrolling();
        String performance = page.url().replaceAll("[?#].*", "");

        report(visitors, performance);
        hide(visitors);
        writer.open(performance);
        assertThat(page.locator(".review-own")).containsText("사유: 광고로 보입니다");
        assertThat(page.locator(".reviews")).hasCount(0);
        page.locator(".review-own summary").filter(new Locator.FilterOptions().setHasText("삭제")).click();
        writer.button("후기 삭제").click();
        assertThat(page.getByText("후기를 삭제했습니다")).isVisible();
        assertThat(page.locator("#review-new")).hasCount(0);
    }

    private static void report(Visitors visitors, String performance) {
        String email = visitors.apiBuyer().email();
        Visitor reader = visitors.onThePhone("en-US");
        Page page = reader.page();
        reader.open(performance + "/reviews/mine");
        reader.signIn(email);
        reader.expectHeading("Reviews");
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("4 out of 5 stars"))).isVisible();
        assertThat(page.locator(".review-text").first()).hasText(TEXT);
        reader.expectNoSidewaysScrolling();
        Locator link = reader.link("Report the review by 채*운");
        new Keyboard(page).press(link);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Report a review");
        page.keyboard().press("Escape");
        assertThat(link).isFocused();
        link.click();
        dialog.getByLabel("Reason").fill("Advertising");
        dialog.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByText(Pattern.compile("Our staff will check"))).isVisible();
        reader.expectTexts();
    }

    private static void hide(Visitors visitors) {
        Visitor staff = visitors.atADesk("ko-KR");
        Page page = staff.page();
        staff.open("/admin/reviews");
        staff.signIn(DemoAccounts.BOX_OFFICE);
        Locator review = page.locator("section.panel").filter(new Locator.FilterOptions().setHasText(TEXT));
        assertThat(review).containsText("Advertising");
        staff.expectNoSidewaysScrolling();
        review.getByLabel("숨기는 사유").fill("광고로 보입니다");
        review.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("후기 숨기기")).click();
        assertThat(page.getByText("후기를 숨겼습니다")).isVisible();
        staff.expectTexts();
    }

    @Test
    void showsTheReviewsOfTheDemoInEachOrderAlsoWithoutScript(Visitors visitors) {
        Visitor reader = visitors.withoutScript("ko-KR");
        Page page = reader.page();
        reader.open("/performances?q=안개");
        reader.link("뮤지컬 〈안개 주파수〉").click();
        Awaitility.await("the demo's reviews").atMost(Duration.ofMinutes(3)).until(() -> {
            page.reload();
            return page.locator(".reviews > li").count() > 0;
        });
        reader.link("별점 낮은 순").click();
        assertThat(reader.link("별점 낮은 순")).hasAttribute("aria-current", "true");
        assertThat(page.locator(".histogram tr")).hasCount(5);
        reader.expectTexts();
        reader.expectNoSidewaysScrolling();
    }

}
