package io.ticketblue.standalone;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What people do on the page on which seats are chosen. */
final class SeatChoice {

    private static final int MOST_PRESSES = 3;

    private final Page page;

    SeatChoice(Page page) {
        this.page = page;
    }

    /** Waits until the map can be used. */
    SeatChoice ready() {
        assertThat(this.page.locator("#seat-page[data-ready]")).isVisible();
        return this;
    }

    Locator map() {
        return this.page.getByRole(AriaRole.APPLICATION);
    }

    Locator seat(long id) {
        return map().locator("[data-seat='" + id + "']");
    }

    /**
     * Chooses free seats by pressing them on the map, which comes closer first.
     * @return what they are called
     */
    List<String> pressOnTheMap(int count) {
        List<Long> free = new ArrayList<>();
        Locator seats = map().locator("[data-seat]:not([aria-disabled])");
        for (int i = 0; i < count; i++) {
            free.add(Long.valueOf(String.valueOf(seats.nth(i + 4).getAttribute("data-seat"))));
        }
        return free.stream().map(this::press).toList();
    }

    /** Chooses a seat by pressing it; the map comes closer first where it has to. */
    String press(Long id) {
        Locator seat = seat(id);
        for (int i = 0; i < MOST_PRESSES && !"true".equals(seat.getAttribute("aria-pressed")); i++) {
            seat.click();
        }
        assertThat(seat).hasAttribute("aria-pressed", "true");
        return String.valueOf(seat.getAttribute("aria-label"));
    }

    /** The seats that are chosen, as the summary shows them. */
    Locator chosen() {
        return this.page.locator("[data-chosen] li");
    }

}
