package io.ticketblue.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every main page can be used by everybody, in light and dark, and on a small screen. */
@InTheBrowser
class AccessBrowserTests {

    /** What can go wrong in one language and not in the other. */
    private static final Map<String, Object> NAMES = Map.of("type", "tag", "values",
            List.of("cat.language", "cat.name-role-value", "cat.forms", "cat.text-alternatives"));

    private static final Map<String, Object> CONTRAST = Map.of("type", "rule", "values", List.of("color-contrast"));

    private static final String AXE = axe();

    private static final String RUN = """
            async (only) => {
              const options = { resultTypes: ['violations'] };
              if (only) {
                options.runOnly = only;
              }
              const found = await axe.run(document, options);
              return found.violations.filter((rule) => ['serious', 'critical'].includes(rule.impact))
                .map((rule) => `${rule.id}: ${rule.help} ` + rule.nodes.slice(0, 5)
                  .map((node) => `${node.target} ${node.html} ${node.failureSummary}`).join('; '));
            }""";

    @Test
    void buyersPagesHaveNoSeriousFault(Visitors visitors) {
        Visitor buyer = visitors.atADesk("ko-KR");
        List.of("/", "/performances?category=MUSICAL", "/performances?q=nothing", "/search?q=극장", "/search?q=zxqv",
                "/sign-in", "/sign-up", "/email-verifications/none", "/invitations/none", "/nowhere")
            .forEach((path) -> expectNoFault(buyer, path));
        ApiBuyer account = visitors.apiBuyer();
        long performance = account.performance("의자가 하나 모자란");
        long round = account.rounds(performance).getLast();
        expectNoFault(buyer, "/performances/" + performance);
        expectNoFault(buyer, "/performances/" + account.performance("안개 주파수"));
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
            assertThat(faults(buyer.page(), NAMES)).as("faults of %s in English", path).isEmpty();
        }
        account.giveBack(reservation);
    }

    @Test
    void staffPagesHaveNoSeriousFault(Visitors visitors) {
        ApiBuyer anybody = visitors.apiBuyer();
        long performance = anybody.performance("부엌의 지진계");
        long round = anybody.rounds(performance).getFirst();
        ApiStaff colleague = visitors.apiStaff();
        long cancelled = colleague.round(10_000, 0, 10);
        colleague.cancel(cancelled);
        long free = colleague.round(0, 0, 10);
        long booking = anybody.hold(free, anybody.freeSeats(free).getFirst());
        anybody.bookForNothing(booking);
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin");
        staff.signIn(DemoAccounts.STAFF);
        List.of("/admin", "/admin/venues", "/admin/venues/new", "/admin/performers", "/admin/performers/new",
                "/admin/performances", "/admin/performances/new", "/admin/performances/" + performance,
                "/admin/performances/" + performance + "/rounds", "/admin/rounds/" + round,
                "/admin/rounds/" + round + "/bookings", "/admin/rounds/" + round + "/delete", "/admin/bookings",
                "/admin/rounds/" + round + "/cancellation", "/admin/rounds/" + cancelled + "/cancellation",
                "/admin/performances/" + performance + "/cancellation", "/admin/coupons", "/admin/coupons/new",
                "/admin/refunds", "/admin/payments", "/admin/settlements", "/admin/audit?action=round.cancelled",
                "/admin/staff", "/admin/search/synonyms", "/admin/bookings/" + booking + "/cancellation",
                "/admin/reviews")
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
        assertThat(faults(page, null)).as("faults of %s in light", page.url()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(faults(page, CONTRAST)).as("faults of %s in dark", page.url()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 740);
        visitor.expectNoSidewaysScrolling();
        page.setViewportSize(1440, 900);
    }

    /**
     * What axe finds, the serious faults alone. The script is brought to a page once, and
     * only what is wrong comes back: the lists of all that is right are long.
     * @param only which rules or tags, null for all
     */
    @SuppressWarnings("unchecked")
    private static List<String> faults(Page page, @Nullable Map<String, Object> only) {
        if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(AXE);
        }
        return (List<String>) page.evaluate(RUN, only);
    }

    private static String axe() {
        try {
            return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8) + "; undefined";
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
