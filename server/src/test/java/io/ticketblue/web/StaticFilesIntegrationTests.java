package io.ticketblue.web;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.accounts.Role;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static io.ticketblue.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/** Browsers ask for a static file once in a release. */
@IntegrationTest
class StaticFilesIntegrationTests {

    private static final Pattern LINK = Pattern.compile("<(?:link|script|img|use)\\b[^>]*?(?:href|src)=\"([^\"]+)\"");

    private static final Pattern IMPORT = Pattern.compile(
            "(?:\\bfrom\\s*|\\bimport\\s*\\(?|@import\\s+url\\(|\\burl\\()\\s*[\"']?([./][^\"')]+\\.(?:js|css|svg|woff2?))");

    @LocalServerPort
    private int port;

    @Test
    void servesWhateverPagesAndFilesLinkToForEver(@Autowired ApplicationContext application, @Autowired Catalog catalog)
            throws Exception {
        RoundId round = Theatre.in(application).round(90_000, 1_000);
        PageClient visitor = new PageClient(this.port);
        Deque<String> found = new ArrayDeque<>();
        for (String page : List.of("/", "/performances", "/performances/" + catalog.round(round).performanceId(),
                "/rounds/" + round + "/seats", "/coupons", "/sign-in", "/sign-up", "/performances/999999")) {
            found.addAll(links(visitor, page));
        }
        PageClient staff = staff();
        for (String page : List.of("/admin", "/admin/performances/new", "/admin/venues/new", "/profile", "/bookings")) {
            found.addAll(links(staff, page));
        }
        Set<String> seen = new HashSet<>();
        while (!found.isEmpty()) {
            String link = found.remove();
            if (seen.add(link)) {
                found.addAll(file(visitor, link));
            }
        }
        assertThat(seen).as("stylesheets, their imports, modules, their imports, icons, libraries")
            .anyMatch((link) -> link.endsWith("/css/base.css"))
            .anyMatch((link) -> link.contains("/webjars/picocss__pico/"))
            .anyMatch((link) -> link.endsWith("/js/seats/geometry.js"))
            .anyMatch((link) -> link.endsWith("/admin/seat-map.js"))
            .anyMatch((link) -> link.endsWith("/icons.svg"))
            .anyMatch((link) -> link.contains("/webjars/htmx.org/"));
    }

    private PageClient staff() {
        String email = ApiClient.newEmail();
        ApiClient.at(this.port).joinStaff(email, PASSWORD, Role.ADMIN);
        PageClient staff = new PageClient(this.port);
        staff.signIn(email, PASSWORD);
        return staff;
    }

    private static Set<String> links(PageClient browser, String page) {
        String html = browser.get(page).body();
        Set<String> links = new HashSet<>();
        Matcher link = LINK.matcher(html);
        while (link.find()) {
            String address = link.group(1).replaceFirst("#.*", "");
            if (!address.startsWith("/posters/") && !address.startsWith("/api/")) {
                links.add(address);
            }
        }
        assertThat(links).as(page).isNotEmpty();
        return links;
    }

    private static Set<String> file(PageClient browser, String link) {
        assertThat(link).matches("/assets/[A-Za-z0-9_-]{12}/.+");
        HttpResponse<String> file = browser.get(link);
        assertThat(file.statusCode()).as(link).isEqualTo(200);
        assertThat(file.headers().allValues("Cache-Control")).as(link)
            .singleElement()
            .asString()
            .contains("max-age=31536000", "public", "immutable");
        assertThat(file.headers().firstValue("Pragma")).as(link).isEmpty();
        Set<String> imports = new HashSet<>();
        Matcher other = IMPORT.matcher(link.contains("/webjars/") ? "" : file.body());
        while (other.find()) {
            imports.add(URI.create(link).resolve(other.group(1)).getPath());
        }
        return imports;
    }

    @Test
    void asksAgainForFilesAtPlainAddresses() {
        PageClient visitor = new PageClient(this.port);
        for (String path : List.of("/css/base.css", "/js/site.js", "/icons.svg",
                "/webjars/htmx.org/dist/htmx.min.js")) {
            HttpResponse<String> file = visitor.get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(file.headers().allValues("Cache-Control")).as(path).containsExactly("no-cache");
            String tag = file.headers().firstValue("ETag").orElseThrow();
            assertThat(visitor.get(path, "If-None-Match", tag).statusCode()).as(path).isEqualTo(304);
        }
    }

    /** While nodes are replaced one by one, pages of one release ask nodes of another. */
    @Test
    void servesItsOwnFilesAtTheAddressesOfAnotherReleaseAndHasThemAskedForAgain() {
        PageClient visitor = new PageClient(this.port);
        for (String path : List.of("/css/base.css", "/js/seats/geometry.js", "/icons.svg",
                "/webjars/htmx.org/dist/htmx.min.js")) {
            HttpResponse<String> file = visitor.get("/assets/AAAAAAAAAAAA" + path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(file.body()).as(path).isEqualTo(visitor.get(path).body());
            assertThat(file.headers().allValues("Cache-Control")).as(path).containsExactly("no-cache");
            String tag = file.headers().firstValue("ETag").orElseThrow();
            assertThat(visitor.get("/assets/BBBBBBBBBBBB" + path, "If-None-Match", tag).statusCode()).as(path)
                .isEqualTo(304);
        }
        assertThat(visitor.get("/assets/AAAAAAAAAAAA/admin/seat-map.js").body()).contains("import");
        for (String path : List.of("/css/no-such.css", "/secret.txt", "/templates/home.html",
                "/css/../../application.yaml", "/css/%2e%2e/%2e%2e/application.yaml", "/js/%252e%252e/x.js")) {
            assertThat(visitor.get("/assets/AAAAAAAAAAAA" + path).statusCode()).as(path).isIn(400, 404);
        }
    }

}
