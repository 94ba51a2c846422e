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
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("방금 다른 분이 가져갔습니다")))
            .isVisible();
        assertThat(seats.chosen()).hasCount(0);

        other.giveBack(reservation);
        assertThat(seats.seat(wanted)).not().hasAttribute("aria-disabled", "true");
        assertThat(page.evaluate("() => window.samePage")).isEqualTo(true);
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
        visitor.button("좌석 돌려주고 다시 고르기").click();
        assertThat(page.getByText("좌석을 돌려주었습니다.")).isVisible();
    }

}
