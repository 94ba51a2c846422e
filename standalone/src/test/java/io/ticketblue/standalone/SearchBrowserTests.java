package io.ticketblue.standalone;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The search box, its suggestions and the page of results. */
@InTheBrowser
class SearchBrowserTests {

    private static final String SUGGESTIONS = "**/api/search/suggestions**";

    private static final String FOG = "뮤지컬 〈안개 주파수〉";

    @Test
    void suggestsForInitialConsonantsAndIsUsedWithTheKeyboard(Visitors visitors) {
        Visitor reader = visitors.atADesk("ko-KR");
        reader.open("/");
        Locator box = box(reader);
        box.pressSequentially("ㅇㄱㅈㅍㅅ");
        Locator options = options(reader);
        assertThat(options.first()).containsText(FOG);
        assertThat(box).hasAttribute("aria-expanded", "true");
        assertThat(reader.page().locator(".site-search [role=status]")).containsText("추천");
        box.press("ArrowDown");
        assertThat(options.first()).hasAttribute("aria-selected", "true");
        assertThat(box).hasAttribute("aria-activedescendant", Pattern.compile(".+"));
        box.press("Escape");
        assertThat(options).hasCount(0);
        assertThat(box).hasValue("ㅇㄱㅈㅍㅅ");
        box.press("ArrowDown");
        box.press("Enter");
        reader.expectHeading(FOG);
    }

    @Test
    void asksOncePerPauseAndLetsNoLateAnswerReplaceANewerOne(Visitors visitors) {
        Visitor reader = visitors.atADesk("ko-KR");
        Page page = reader.page();
        List<String> asked = new CopyOnWriteArrayList<>();
        List<Route> held = new CopyOnWriteArrayList<>();
        page.route(SUGGESTIONS, (route) -> {
            asked.add(route.request().url());
            if (asked.size() == 1) {
                held.add(route);
            }
            else {
                route.resume();
            }
        });
        reader.open("/");
        Locator box = box(reader);
        box.pressSequentially("먼바다");
        page.waitForCondition(() -> held.size() == 1);
        box.fill("안개 주파수");
        assertThat(options(reader).first()).containsText(FOG);
        answer(held.getFirst());
        box.press("ArrowDown");
        assertThat(options(reader).first()).containsText(FOG);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aLateAnswerNeitherReplacesAKnownListNorOpensAClosedOne(Visitors visitors) {
        Visitor reader = visitors.atADesk("ko-KR");
        Page page = reader.page();
        List<Route> held = new CopyOnWriteArrayList<>();
        List<Request> over = new CopyOnWriteArrayList<>();
        page.onRequestFinished(over::add);
        page.onRequestFailed(over::add);
        page.route(SUGGESTIONS, (route) -> {
            if (route.request().url().contains("%20%EC%A3%BC")) {
                held.add(route);
            }
            else {
                route.resume();
            }
        });
        reader.open("/");
        Locator box = box(reader);
        box.fill("안개");
        assertThat(options(reader).first()).containsText(FOG);
        box.fill("안개 주");
        page.waitForCondition(() -> held.size() == 1);
        box.fill("안개");
        answerLate(page, held.getFirst(), over);
        assertThat(options(reader).first()).containsText(FOG);
        box.fill("안개 주파");
        page.waitForCondition(() -> held.size() == 2);
        box.press("Escape");
        answerLate(page, held.getLast(), over);
        assertThat(options(reader)).hasCount(0);
        assertThat(box).hasAttribute("aria-expanded", "false");
    }

    /** Until the page has done what it does with the answer. */
    private static void answerLate(Page page, Route route, List<Request> over) {
        answer(route);
        page.waitForCondition(() -> over.contains(route.request()));
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private static void answer(Route route) {
        route.fulfill(new Route.FulfillOptions().setContentType("application/json")
            .setBody("[{\"kind\":\"VENUE\",\"id\":1,\"text\":\"늦은 답\",\"highlight\":\"늦은 답\"}]"));
    }

    @Test
    void leavesEnterToTheInputMethodWhileASyllableIsComposed(Visitors visitors) {
        Visitor reader = visitors.atADesk("ko-KR");
        reader.open("/");
        Locator box = box(reader);
        box.fill("안개");
        assertThat(options(reader).first()).isVisible();
        box.press("ArrowDown");
        Object left = box.evaluate("(field) => field.dispatchEvent(new KeyboardEvent('keydown', "
                + "{ key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))");
        assertThat(left).as("left to the browser").isEqualTo(true);
        assertThat(options(reader).first()).isVisible();
        assertThat(reader.page()).hasURL(Pattern.compile("/$"));
    }

    @Test
    void findsTitlesPerformersAndVenuesHoweverTheyAreTyped(Visitors visitors) {
        Visitor reader = visitors.onThePhone("ko-KR");
        for (String typed : List.of("안개주파수", "안개 주파수", "선우담")) {
            search(reader, typed);
            assertThat(card(reader, FOG)).isVisible();
            reader.expectNoSidewaysScrolling();
            reader.expectTexts();
        }
        search(reader, "먼바다 극장");
        reader.link("먼바다극장").first().click();
        assertThat(card(reader, FOG)).isVisible();
        search(reader, "zxqv없는공연");
        reader.expectHeading("‘zxqv없는공연’ 검색 결과가 없습니다");
        reader.expectTexts();
    }

    @Test
    void narrowsAndOrdersResultsWithoutScript(Visitors visitors) {
        Visitor reader = visitors.withoutScript("en-US");
        search(reader, "극장");
        reader.expectHeading("Results for “극장”");
        int all = cards(reader).count();
        reader.link("Musicals").last().click();
        assertThat(cards(reader)).not().hasCount(all);
        reader.page().getByLabel("Sort by").selectOption("PRICE");
        reader.button("Apply").click();
        assertThat(reader.page()).hasURL(Pattern.compile("category=MUSICAL.*sort=PRICE"));
        reader.link("Musicals remove filter").click();
        assertThat(cards(reader)).hasCount(all);
    }

    private static void search(Visitor reader, String typed) {
        reader.open("/");
        box(reader).fill(typed);
        box(reader).press("Enter");
        assertThat(reader.page()).hasURL(Pattern.compile("/search\\?q="));
    }

    private static Locator box(Visitor reader) {
        return reader.page().locator("#site-search");
    }

    private static Locator options(Visitor reader) {
        return reader.page().locator("#site-suggestions").getByRole(AriaRole.OPTION);
    }

    private static Locator cards(Visitor reader) {
        return reader.page().locator("main .cards > li");
    }

    private static Locator card(Visitor reader, String title) {
        return cards(reader).filter(new Locator.FilterOptions().setHasText(title));
    }

}
