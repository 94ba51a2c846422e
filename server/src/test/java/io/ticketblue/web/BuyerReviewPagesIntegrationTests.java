package io.ticketblue.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.review.ReviewDraft;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewScene;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import io.ticketblue.review.ReviewView;
import io.ticketblue.review.Reviews;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

import static io.ticketblue.web.Theatre.body;
import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Reviews on the page of a performance and of a booking, without script. */
@IntegrationTest
class BuyerReviewPagesIntegrationTests {

    private static final String TEXT = "객석이 숨을 죽인 두 시간이었어요.";

    @Autowired
    private Reviews reviews;

    @Autowired
    private MockMvc mvc;

    private ReviewScene scene;

    private Theatre.Buyer buyer;

    @BeforeEach
    void createScene(@Autowired ApplicationContext application) throws Exception {
        this.scene = ReviewScene.in(application);
        this.buyer = Theatre.in(application).buyer();
    }

    @Test
    void showsRatingDistributionAndTextToEverybodyInBothLanguages() throws Exception {
        Played played = this.scene.played(3);
        String page = "/performances/" + played.performance();
        assertThat(open(page, Locale.KOREAN)).contains("아직 후기가 없습니다", "로그인하고 후기 쓰기").doesNotContain("review-new");
        write(played, 0, 5, TEXT);
        write(played, 1, 4, "<img src=x onerror=alert(1)> 좋았습니다.\n다음 줄\n\n다음 문단");
        String korean = open(page, Locale.KOREAN);
        assertThat(korean)
            .contains("관람 후기", "<strong>4.5</strong>", "후기 2개", "aria-label=\"5점 만점에 4점\"", "김*객",
                    "&lt;img src=x onerror=alert(1)&gt;", "<p>다음 문단</p>")
            .doesNotContain("<img src=x");
        assertThat(open(page, Locale.ENGLISH)).contains("Reviews", "2 reviews", "4 out of 5 stars", "Highest rated");
        assertThat(open("/performances?sort=NEWEST", Locale.KOREAN)).contains("class=\"rating\"");
    }

    @Test
    void leadsThroughTheListInTheChosenOrder() throws Exception {
        Played played = this.scene.played(12);
        for (int number = 0; number < 12; number++) {
            write(played, number, (number == 3) ? 1 : 5, "후기 본문 번호 " + (100 + number));
        }
        String page = "/performances/" + played.performance();
        String first = open(page + "?reviews=LOWEST", Locale.KOREAN);
        assertThat(first.indexOf("번호 103")).isBetween(0, first.indexOf("번호 111"));
        assertThat(first).contains("번호 103", "번호 111", "후기 더 보기").doesNotContain("번호 101", "번호 100");
        String next = first.replaceAll("(?s).*hx-get=\"([^\"]*/reviews[^\"]*)\".*", "$1").replace("&amp;", "&");
        String more = body(this.mvc.perform(get(next)).andReturn());
        assertThat(more).contains("번호 101", "번호 100").doesNotContain("<html", "번호 103", "후기 더 보기");
        String without = first.replaceAll("(?s).*href=\"([^\"]*after=[^\"]*)#reviews\".*", "$1").replace("&amp;", "&");
        assertThat(open(without, Locale.KOREAN)).contains("번호 101", "번호 100", "처음부터 보기").doesNotContain("번호 103");
        assertThat(open(page + "?reviews=nonsense&after=nonsense", Locale.KOREAN)).contains("번호 111");
    }

    @Test
    void letsWhoWasThereWriteChangeAndDelete() throws Exception {
        Played played = this.scene.played(1);
        String page = "/performances/" + played.performance();
        assertThat(this.buyer.open(page)).contains("공연이 시작된 뒤에").doesNotContain("review-new");
        ReservationId reservation = booked(played.performance());
        String form = this.buyer.open("/bookings/" + reservation);
        assertThat(form).contains("href=\"" + page + "#review-new\"");
        assertThat(this.buyer.open(page)).contains("id=\"review-new\"", "value=\"" + reservation + "\"");
        MvcResult refused = this.buyer
            .send(post(page + "/reviews").param("reservationId", reservation.toString()).param("content", "짧아요 <b>"));
        assertThat(redirect(refused)).isEqualTo(page + "#review-new");
        assertThat(this.buyer.openAfter(refused)).contains("별점을 선택해 주세요", "10자에서 1,000자", "짧아요 &lt;b&gt;</textarea>",
                "aria-invalid=\"true\"");
        MvcResult posted = this.buyer.send(post(page + "/reviews").param("reservationId", reservation.toString())
            .param("rating", "4")
            .param("content", TEXT));
        assertThat(this.buyer.openAfter(posted)).contains("후기를 올렸습니다", "내 후기", TEXT).doesNotContain("review-new");
        ReviewId id = this.reviews.own(this.buyer.id(), played.performance()).reviews().getFirst().review().id();
        assertThat(this.buyer.open("/bookings/" + reservation)).contains(page + "#review-" + id, "내 후기 보기");
        MvcResult wrong = this.buyer.send(post("/reviews/" + id).param("performance", played.performance().toString())
            .param("rating", "9")
            .param("content", TEXT));
        assertThat(redirect(wrong)).isEqualTo(page + "#review-" + id);
        assertThat(this.buyer.openAfter(wrong)).contains("open=\"open\"", "review-rating-" + id + "-error");
        this.buyer.send(post("/reviews/" + id).param("rating", "2").param("content", TEXT + " 다시 보니 아쉬워요."));
        assertThat(this.buyer.open(page)).contains("다시 보니 아쉬워요", "수정됨", "<strong>2.0</strong>");
        assertThat(this.buyer.openAfter(this.buyer
            .send(post("/reviews/" + id + "/delete").param("performance", played.performance().toString()))))
            .contains("후기를 삭제했습니다", "review-new");
    }

    @Test
    void letsSomebodyChooseTheRoundWhoWasThereTwice() throws Exception {
        Played played = this.scene.played(1);
        ReservationId one = booked(played.performance());
        ReservationId other = booked(played.performance());
        assertThat(this.buyer.open("/performances/" + played.performance())).contains("<select id=\"review-visit\"",
                "<option value=\"" + one + "\"", "<option value=\"" + other + "\"");
    }

    @Test
    void tellsTheAuthorAloneThatAReviewIsHiddenAndWhy() throws Exception {
        Played played = this.scene.played(1);
        ReservationId reservation = booked(played.performance());
        ReviewView review = this.reviews.post(this.buyer.id(), played.performance(), reservation,
                new ReviewDraft(1, TEXT));
        this.reviews.hide(review.id(), "욕설 & 비방", null);
        String page = "/performances/" + played.performance();
        assertThat(this.buyer.open(page)).contains("담당자가 숨긴 후기", "사유: 욕설 &amp; 비방", TEXT);
        assertThat(this.buyer.open("/bookings/" + reservation)).contains("담당자가 숨긴 후기");
        assertThat(open(page, Locale.KOREAN)).doesNotContain(TEXT, "욕설");
    }

    @Test
    void takesReportsOfReaders() throws Exception {
        Played played = this.scene.played(1);
        ReviewView review = write(played, 0, 5, TEXT);
        String path = "/reviews/" + review.id();
        assertThat(this.buyer.open(path + "/report")).contains("후기 신고", TEXT, "data-dialog-content");
        MvcResult empty = this.buyer.send(post(path + "/reports").param("reason", " "));
        assertThat(empty.getResponse().getStatus()).isEqualTo(400);
        assertThat(body(empty)).contains("사유를 200자 이내로");
        MvcResult done = this.buyer.send(post(path + "/reports").param("reason", "광고"));
        assertThat(redirect(done)).isEqualTo("/performances/" + played.performance() + "#reviews");
        assertThat(body(this.buyer.send(post(path + "/reports").param("reason", "광고")))).contains("이미 신고한 후기");
        assertThat(this.mvc.perform(get(path + "/report").accept(MediaType.TEXT_HTML))
            .andReturn()
            .getResponse()
            .getStatus()).isEqualTo(302);
    }

    private ReservationId booked(PerformanceId performance) {
        RoundId round = this.scene.round(performance);
        List<SeatId> seats = this.scene.seats(round);
        ReservationId reservation = this.scene.booked(this.buyer.id(), round, seats.getFirst());
        this.scene.begin(round);
        return reservation;
    }

    private ReviewView write(Played played, int visitor, int rating, String text) {
        Visitor by = played.visitors().get(visitor);
        return this.reviews.post(by.person(), played.performance(), by.reservation(), new ReviewDraft(rating, text));
    }

    private String open(String path, Locale language) throws Exception {
        MvcResult page = this.mvc
            .perform(
                    get(URI.create(path)).accept(MediaType.TEXT_HTML).header("Accept-Language", language.getLanguage()))
            .andReturn();
        Theatre.assertWhole(path, page, language);
        return body(page);
    }

}
