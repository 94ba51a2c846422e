package io.ticketblue.standalone;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who has no mouse: goes to a thing with the Tab key and uses it. */
final class Keyboard {

    private static final int MOST_TABS = 120;

    private static final int MOST_SEATS = 20;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Goes to a link or a button and presses Enter. */
    void press(Locator target) {
        tabInto(target);
        this.page.keyboard().press("Enter");
    }

    /** Goes to a field and writes. */
    void type(Locator field, String text) {
        tabInto(field);
        this.page.keyboard().type(text);
    }

    /** Goes on from the seat that has the focus to the next one that nobody has. */
    void goToAFreeSeat(String arrow) {
        for (int seat = 0; seat < MOST_SEATS; seat++) {
            this.page.keyboard().press(arrow);
            if ((boolean) this.page.evaluate("() => !document.activeElement.hasAttribute('aria-disabled')")) {
                return;
            }
        }
        throw new AssertionError("No free seat lies in the direction of " + arrow);
    }

    /** Goes to something, or into it. Whatever has the focus can be seen to have it. */
    void tabInto(Locator target) {
        target.waitFor();
        for (int tab = 0; tab <= MOST_TABS; tab++) {
            if ((boolean) target.evaluate("(element) => element.contains(document.activeElement)")) {
                assertThat(target.evaluate("() => document.activeElement.matches(':focus-visible')")).isEqualTo(true);
                return;
            }
            this.page.keyboard().press("Tab");
        }
        throw new AssertionError(target + " cannot be reached with the Tab key");
    }

}
