package io.ticketblue.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ReducedMotion;

/** People at the site, each with a browser of their own that nobody else knows. */
final class Visitors implements AutoCloseable {

    private final Browser browser;

    private final String url;

    private final List<Visitor> present = new ArrayList<>();

    Visitors(Browser browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    /** Somebody with a desk and a language, {@code ko-KR} or {@code en-US}. */
    Visitor atADesk(String locale) {
        return enter(options(locale).setViewportSize(1440, 900));
    }

    /**
     * Somebody with a small telephone, who opens the site by its number and not by the
     * name that it is configured with.
     */
    Visitor onThePhone(String locale) {
        return enter(options(locale).setBaseURL(this.url.replace("localhost", "127.0.0.1"))
            .setViewportSize(360, 740)
            .setHasTouch(true)
            .setIsMobile(true));
    }

    /** Somebody whose browser runs no script. */
    Visitor withoutScript(String locale) {
        return enter(options(locale).setViewportSize(1280, 800).setJavaScriptEnabled(false));
    }

    private Browser.NewContextOptions options(String locale) {
        return new Browser.NewContextOptions().setBaseURL(this.url)
            .setLocale(locale)
            .setTimezoneId("Asia/Seoul")
            .setReducedMotion(ReducedMotion.REDUCE);
    }

    private Visitor enter(Browser.NewContextOptions options) {
        Visitor visitor = new Visitor(this.browser.newContext(options));
        this.present.add(visitor);
        return visitor;
    }

    /** A buyer who uses the API and no page. */
    ApiBuyer apiBuyer() {
        APIRequestContext requests = atADesk("ko-KR").page().request();
        return ApiBuyer.register(requests, newAddress());
    }

    /** Staff who use the API and no page. */
    ApiStaff apiStaff() {
        return ApiStaff.signIn(atADesk("ko-KR").page().request());
    }

    /** An address that nobody has signed up with. */
    static String newAddress() {
        return "browser-" + UUID.randomUUID() + "@ticketblue.example";
    }

    void expectNoFaults() {
        this.present.forEach(Visitor::expectNoFaults);
    }

    void keepPictures(Path directory) {
        for (int i = 0; i < this.present.size(); i++) {
            this.present.get(i).keepPicture(directory.resolve(i + ".png"));
        }
    }

    @Override
    public void close() {
        this.present.forEach(Visitor::close);
    }

}
