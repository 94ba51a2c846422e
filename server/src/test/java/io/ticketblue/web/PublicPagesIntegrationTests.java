package io.ticketblue.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

import static io.ticketblue.web.Theatre.assertWhole;
import static io.ticketblue.web.Theatre.body;
import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** Pages that everybody may see, and lists page by page. */
@IntegrationTest
class PublicPagesIntegrationTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Catalog catalog;

    private PerformanceId performance;

    private Theatre.Buyer buyer;

    private RoundId round;

    @BeforeEach
    void openTheHouseAndSignIn(@Autowired ApplicationContext application) throws Exception {
        Theatre theatre = Theatre.in(application);
        this.round = theatre.round(90_000, 1_000);
        this.performance = this.catalog.round(this.round).performanceId();
        this.buyer = theatre.buyer();
    }

    @Test
    void showsThePublicPagesInBothLanguages() throws Exception {
        for (Locale language : List.of(Locale.KOREAN, Locale.ENGLISH)) {
            for (String path : List.of("/", "/performances", "/performances?category=PLAY&from=&to=&venueId=&q=&sort=",
                    "/performances/" + this.performance, "/rounds/" + this.round + "/seats",
                    "/rounds/" + this.round + "/seats?section=", "/sign-in", "/sign-in?error=bad-credentials",
                    "/sign-up")) {
                MvcResult page = this.mvc
                    .perform(get(path).accept(MediaType.TEXT_HTML)
                        .locale(language)
                        .header("Accept-Language", language.toLanguageTag()))
                    .andReturn();
                assertWhole(path, page, language);
            }
        }
    }

    @Test
    void escapesWhatStaffWrite() throws Exception {
        String page = this.buyer.open("/performances/" + this.performance);
        assertThat(page).contains("한밤의 &amp; &lt;도서관&gt;").doesNotContain("<도서관>");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        MvcResult page = this.mvc.perform(get("/performances/999999").accept(MediaType.TEXT_HTML)).andReturn();
        assertThat(page.getResponse().getStatus()).isEqualTo(404);
        assertThat(body(page)).contains("site-head", "data-problem-detail");
    }

    @Test
    void saysThatThereIsNoSuchPageWhereAWordStandsForANumber() throws Exception {
        for (String path : List.of("/performances/abc", "/performances/" + "9".repeat(30), "/rounds/x/seats")) {
            MvcResult page = this.mvc.perform(get(path).accept(MediaType.TEXT_HTML)).andReturn();
            assertThat(page.getResponse().getStatus()).as(path).isEqualTo(404);
            assertThat(body(page)).as(path)
                .contains("페이지를 찾을 수 없습니다", "/performances\"")
                .doesNotContain("형식이", "request.not-found");
        }
        assertThat(this.mvc.perform(get("/api/performances/abc")).andReturn().getResponse().getStatus()).isEqualTo(400);
    }

    @Test
    void answersEveryPageNumberWithAPageOfTheList() throws Exception {
        for (String path : List.of("/performances?category=PLAY&page=9999",
                "/performances?category=PLAY&page=1000000")) {
            assertThat(redirect(this.buyer.ask(path))).startsWith("/performances?category=PLAY&page=")
                .doesNotContain("page=1000");
        }
        for (String page : List.of("-1", "abc", "99999999999", "", "1.5", "１")) {
            assertThat(this.buyer.open("/performances?page=" + page)).contains("한밤의");
        }
        assertThat(redirect(this.buyer.ask("/performances?q=" + UUID.randomUUID() + "&page=7"))).endsWith("&page=0");
        this.buyer.hold(this.round, 2);
        assertThat(redirect(this.buyer.ask("/bookings?page=9999"))).isEqualTo("/bookings?page=0");
        assertThat(this.buyer.open("/bookings?page=0")).contains("한밤의");
    }

    @Test
    void explainsReversedDatesAtTheField() throws Exception {
        assertThat(this.buyer.open("/performances?from=2026-12-24&to=2026-12-01")).contains("id=\"to-error\"",
                "aria-invalid=\"true\"", "종료일은 시작일보다 빠를 수 없습니다", "value=\"2026-12-24\"");
        assertThat(this.buyer.open("/performances?from=2026-12-24&to=2026-12-24")).doesNotContain("to-error");
    }

}
