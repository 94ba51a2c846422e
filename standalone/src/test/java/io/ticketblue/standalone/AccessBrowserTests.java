package io.ticketblue.standalone;

import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every main page can be used by everybody, in light and dark, and on a small screen. */
@InTheBrowser
class AccessBrowserTests {

    private static final List<String> FAULTS = List.of("serious", "critical");

    /** What can go wrong in one language and not in the other. */
    private static final List<String> NAMES = List.of("cat.language", "cat.name-role-value", "cat.forms",
            "cat.text-alternatives");

    @Test
    void buyersPagesHaveNoSeriousFault(Visitors visitors) {
        Visitor buyer = visitors.atADesk("ko-KR");
        List.of("/", "/performances?category=MUSICAL", "/performances?q=nothing", "/sign-in", "/sign-up", "/nowhere")
            .forEach((path) -> expectNoFault(buyer, path));
        ApiBuyer account = visitors.apiBuyer();
        long performance = account.performance("의자가 하나 모자란");
        long round = account.rounds(performance).getLast();
        expectNoFault(buyer, "/performances/" + performance);
        expectNoFault(buyer, "/rounds/" + round + "/seats");
        buyer.button("목록").click();
        expectNoFault(buyer);
        buyer.open("/bookings");
        buyer.signIn(account.email());
        expectNoFault(buyer);
        long reservation = account.hold(round, account.freeSeats(round).getLast());
        List.of("/profile", "/coupons", "/bookings", "/bookings/" + reservation, "/checkout/" + reservation,
                "/rounds/" + round + "/seats")
            .forEach((path) -> expectNoFault(buyer, path));
        account.giveBack(reservation);
    }

    @Test
    void buyersPagesNameEverythingInEnglishToo(Visitors visitors) {
        ApiBuyer account = visitors.apiBuyer();
        long performance = account.performance("의자가 하나 모자란");
        long round = account.rounds(performance).getLast();
        long reservation = account.hold(round, account.freeSeats(round).getLast());
        Visitor buyer = visitors.atADesk("en-US");
        buyer.open("/bookings");
        buyer.signIn(account.email());
        for (String path : List.of("/", "/performances", "/performances/" + performance, "/rounds/" + round + "/seats",
                "/checkout/" + reservation, "/bookings", "/bookings/" + reservation, "/coupons", "/profile")) {
            buyer.open(path);
            assertThat(buyer.page().locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(faults(new AxeBuilder(buyer.page()).withTags(NAMES))).as("faults of %s in English", path)
                .isEmpty();
        }
        account.giveBack(reservation);
    }

    @Test
    void staffPagesHaveNoSeriousFault(Visitors visitors) {
        ApiBuyer anybody = visitors.apiBuyer();
        long performance = anybody.performance("부엌의 지진계");
        long round = anybody.rounds(performance).getFirst();
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin");
        staff.signIn(DemoAccounts.STAFF);
        List.of("/admin", "/admin/venues", "/admin/venues/new", "/admin/performers", "/admin/performers/new",
                "/admin/performances", "/admin/performances/new", "/admin/performances/" + performance,
                "/admin/performances/" + performance + "/rounds", "/admin/rounds/" + round,
                "/admin/rounds/" + round + "/bookings", "/admin/rounds/" + round + "/delete", "/admin/bookings",
                "/admin/coupons", "/admin/coupons/new", "/admin/refunds")
            .forEach((path) -> expectNoFault(staff, path));
    }

    private static void expectNoFault(Visitor visitor, String path) {
        visitor.open(path);
        expectNoFault(visitor);
    }

    /**
     * Looks for everything in light, for contrast once more in dark, then at 360 pixels.
     */
    private static void expectNoFault(Visitor visitor) {
        Page page = visitor.page();
        visitor.expectTexts();
        assertThat(faults(new AxeBuilder(page))).as("faults of %s in light", page.url()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(faults(new AxeBuilder(page).withRules(List.of("color-contrast"))))
            .as("faults of %s in dark", page.url())
            .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 740);
        visitor.expectNoSidewaysScrolling();
        page.setViewportSize(1440, 900);
    }

    /** Our pages have no frames: there is nothing to gather from a page of its own. */
    private static List<String> faults(AxeBuilder axe) {
        return axe.setLegacyMode(true)
            .analyze()
            .getViolations()
            .stream()
            .filter((rule) -> FAULTS.contains(rule.getImpact()))
            .map(AccessBrowserTests::describe)
            .toList();
    }

    private static String describe(Rule rule) {
        List<String> places = rule.getNodes()
            .stream()
            .limit(5)
            .map((node) -> node.getTarget() + " " + node.getHtml() + " " + node.getFailureSummary())
            .toList();
        return rule.getId() + ": " + rule.getHelp() + " " + places;
    }

}
