package io.ticketblue.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody at the site. Notes what a page's scripts complain about. */
final class Visitor {

    /** What a text looks like that the message files do not have. */
    private static final Pattern RAW_KEY = Pattern.compile("\\?\\?\\S+\\?\\?|\\b[a-z]+(\\.[a-z-]+)+_(ko|en)\\b");

    /** Milliseconds that a page may take where many other things run beside it. */
    static final double PATIENCE = 60_000;

    private final BrowserContext context;

    private final Page page;

    private final List<String> faults = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE);
        this.page = context.newPage();
        this.page.onPageError((error) -> this.faults.add(this.page.url() + ": " + error));
        this.page.onConsoleMessage(this::note);
    }

    /**
     * Refusals of the server are expected by some tests; whatever else is an error is
     * not.
     */
    private void note(ConsoleMessage message) {
        if ("error".equals(message.type()) && !message.text().startsWith("Failed to load resource")) {
            this.faults.add(this.page.url() + ": " + message.text());
        }
    }

    Page page() {
        return this.page;
    }

    void open(String path) {
        this.page.navigate(path);
        expectTexts();
    }

    /** Signs in with one of the demo's passwords, from wherever the form was met. */
    void signIn(String email) {
        this.page.locator("#email").fill(email);
        this.page.locator("#password").fill(DemoAccounts.PASSWORD);
        this.page.locator("#password").press("Enter");
        this.page.waitForURL((url) -> !url.contains("/sign-in"));
    }

    Locator heading(String name) {
        return this.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return this.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void expectHeading(String name) {
        assertThat(heading(name).first()).isVisible();
        expectTexts();
    }

    /**
     * The page says what it says in words, not in keys of message files; and elements are
     * nested as HTML has it: the end of a paragraph that a block inside it has ended
     * before leaves an empty one without attributes.
     */
    void expectTexts() {
        assertThat(this.page.locator("body").innerText()).doesNotContainPattern(RAW_KEY);
        assertThat(this.page.locator("p:empty, a:empty")
            .evaluateAll(
                    "all => all.map((one) => one.outerHTML).filter((html) => html === '<p></p>' || html.startsWith('<a'))"))
            .as("elements of %s without content", this.page.url())
            .isEqualTo(List.of());
    }

    /** Nothing has to be pushed sideways to be seen. */
    void expectNoSidewaysScrolling() {
        this.page.waitForLoadState();
        Object wider = this.page
            .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).as("pixels that %s is wider than its window", this.page.url()).isEqualTo(0);
    }

    void expectNoFaults() {
        assertThat(this.faults).as("what scripts of the pages complained about").isEmpty();
    }

    void keepPicture(Path file) {
        this.page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    void close() {
        this.context.close();
    }

}
