package io.ticketblue.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.accounts.Role;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PosterUpload;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static io.ticketblue.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/** What shared caches may keep is the same for everybody and sets nobody's cookie. */
@IntegrationTest
class PublicAnswersIntegrationTests {

    private static final Pattern PREFIX = Pattern.compile("/assets/[A-Za-z0-9_-]{12}");

    @LocalServerPort
    private int port;

    @Test
    void setNoCookie(@Autowired ApplicationContext application, @Autowired Catalog catalog,
            @Autowired CatalogAdmin admin) throws IOException {
        PerformanceId performance = catalog.round(Theatre.in(application).round(90_000, 1_000)).performanceId();
        byte[] picture = picture();
        admin.replacePoster(performance, new PosterUpload(picture.length, new ByteArrayResource(picture)));
        PageClient signedIn = signedIn();
        String assets = assets();
        for (String path : List.of(assets + "/css/base.css", assets + "/js/site.js", assets + "/icons.svg",
                assets + "/favicon.svg", assets + "/webjars/htmx.org/dist/htmx.min.js", assets + "/admin/seat-map.js",
                Objects.requireNonNull(catalog.performance(performance).poster()).medium(), "/api/performances",
                "/api/performances/" + performance, "/api/search/suggestions?q=a")) {
            List<HttpResponse<String>> answers = answers(path, signedIn);
            assertThat(answers).as(path).allSatisfy((answer) -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().allValues("Cache-Control")).singleElement().asString().contains("public");
                assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            });
        }
        for (String path : List.of("/css/base.css", "/js/site.js", "/icons.svg", "/favicon.svg",
                "/webjars/htmx.org/dist/htmx.min.js", "/assets/AAAAAAAAAAAA/css/base.css", "/css/no-such.css",
                "/posters/0123456789abcdef0123456789abcdef-480.jpg", "/assets/no-such", "/no-such.svg")) {
            assertThat(answers(path, signedIn)).as(path)
                .allSatisfy((answer) -> assertThat(answer.headers().allValues("Set-Cookie")).isEmpty());
        }
    }

    /** Nobody who sends a file's address by mistake gets around the token. */
    @Test
    void onlyReadingIsWithoutToken() {
        PageClient visitor = new PageClient(this.port);
        for (String path : List.of("/css/base.css", "/assets/AAAAAAAAAAAA/css/base.css", "/icons.svg")) {
            assertThat(visitor.post(path, Map.of()).statusCode()).as(path).isEqualTo(403);
        }
    }

    private List<HttpResponse<String>> answers(String path, PageClient signedIn) {
        String chosen = path + ((path.indexOf('?') < 0) ? "?" : "&") + "lang=en&theme=dark";
        return List.of(new PageClient(this.port).get(path), new PageClient(this.port).get(chosen), signedIn.get(path),
                signedIn.get(chosen), planted().get(path));
    }

    /** A browser with cookies that are no longer good. */
    private PageClient planted() {
        PageClient browser = new PageClient(this.port);
        browser.setCookie("ticketblue", "bm8tc3VjaC1zZXNzaW9u");
        browser.setCookie("XSRF-TOKEN", "no-such-token");
        return browser;
    }

    private PageClient signedIn() {
        String email = ApiClient.newEmail();
        ApiClient.at(this.port).joinStaff(email, PASSWORD, Role.ADMIN);
        PageClient browser = new PageClient(this.port);
        browser.signIn(email, PASSWORD);
        assertThat(browser.get("/profile").statusCode()).isEqualTo(200);
        return browser;
    }

    private String assets() {
        Matcher prefix = PREFIX.matcher(new PageClient(this.port).get("/sign-in").body());
        assertThat(prefix.find()).isTrue();
        return prefix.group();
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

}
