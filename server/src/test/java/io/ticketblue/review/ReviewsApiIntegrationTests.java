package io.ticketblue.review;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Reviews over REST: who may write, what everybody reads, what staff do. */
@IntegrationTest
class ReviewsApiIntegrationTests {

    private static final String TEXT = "조명이 꺼지는 순간을 잊지 못해요.";

    @Autowired
    private RestTestClient http;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Bookings bookings;

    @Autowired
    private RoundCancellations cancellations;

    @Autowired
    private RatingAudit audit;

    @Autowired
    private JdbcClient sql;

    @LocalServerPort
    private int port;

    private ReviewScene scene;

    private ApiClient api;

    @BeforeEach
    void openTheHouse(@Autowired ApplicationContext application) {
        this.scene = ReviewScene.in(application);
        this.api = ApiClient.of(this.http);
    }

    @Test
    void showsTheSameRatingEverywhereRightAfterEachChange() {
        String email = ApiClient.newEmail();
        Played played = this.scene.played(1);
        AccountId me = this.scene.person(email);
        RoundId other = this.scene.round(played.performance());
        ReservationId mine = this.scene.booked(me, other, this.scene.seats(other).getFirst());
        this.scene.begin(other);
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        assertRating(played.performance(), null, 0, "00000");
        Answer posted = client.post(reviewsOf(played.performance()), body(mine, 5, TEXT));
        assertThat(posted.status()).as(posted.body().toString()).isEqualTo(201);
        assertThat(posted.text("author")).isEqualTo("김*객");
        assertThat(posted.body().has("editedAt")).isFalse();
        assertThat(client.follow(posted).text("content")).isEqualTo(TEXT);
        assertRating(played.performance(), 5.0, 1, "00001");
        Visitor visitor = played.visitors().getFirst();
        this.reviews.post(visitor.person(), played.performance(), visitor.reservation(), new ReviewDraft(4, TEXT));
        assertRating(played.performance(), 4.5, 2, "00011");
        Answer changed = client.put("/api/reviews/" + posted.text("id"), Map.of("rating", 2, "content", TEXT + " 또."));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("editedAt")).isNotEmpty();
        assertRating(played.performance(), 3.0, 2, "01010");
        assertThat(client.delete("/api/reviews/" + posted.text("id"), null).status()).isEqualTo(204);
        assertRating(played.performance(), 4.0, 1, "00010");
        assertThat(client.follow(posted).code()).isEqualTo("review.not-found");
        assertThat(client.post(reviewsOf(played.performance()), body(mine, 1, TEXT)).status()).isEqualTo(201);
        assertRating(played.performance(), 2.5, 2, "10010");
        assertThat(this.audit.wrong()).doesNotContain(played.performance().value());
    }

    @Test
    void isForThoseAloneWhoWereThereAndOnceForEachBooking() {
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        String email = ApiClient.newEmail();
        AccountId me = this.scene.person(email);
        ReservationId mine = this.scene.booked(me, round, this.scene.seats(round).getFirst());
        ReservationId given = this.scene.booked(me, round, this.scene.seats(round).get(1));
        this.bookings.cancel(me, given, CancelSeats.all("못 가요"));
        Visitor another = this.scene.visitors(this.scene.round(performance), 1).getFirst();
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        String path = reviewsOf(performance);
        assertThat(this.api.post(path, body(mine, 5, TEXT)).status()).isEqualTo(401);
        assertThat(client.post(path, body(mine, 5, TEXT)).code()).isEqualTo("review.not-attended-yet");
        this.scene.begin(round);
        assertRefused(client.post(path, body(given, 5, TEXT)), 403, "review.not-a-buyer");
        assertRefused(client.post(path, body(another.reservation(), 5, TEXT)), 403, "review.not-a-buyer");
        assertRefused(client.post(path, body(new ReservationId(Long.MAX_VALUE), 5, TEXT)), 403, "review.not-a-buyer");
        assertRefused(client.post(reviewsOf(this.scene.performance()), body(mine, 5, TEXT)), 403, "review.not-a-buyer");
        assertRefused(client.post(reviewsOf(new PerformanceId(999_999_999)), body(mine, 5, TEXT)), 404,
                "catalog.performance-not-found");
        assertThat(client.post(path, body(mine, 5, TEXT)).status()).isEqualTo(201);
        assertRefused(client.post(path, body(mine, 4, TEXT)), 409, "review.already-written");
        assertRating(performance, 5.0, 1, "00001");
    }

    @Test
    void nobodyReviewsARoundThatTheOrganiserCancelled() {
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        String email = ApiClient.newEmail();
        ReservationId mine = this.scene.booked(this.scene.person(email), round, this.scene.seats(round).getFirst());
        this.cancellations.cancel(round, "출연자 사정", 0);
        this.scene.begin(round);
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        assertRefused(client.post(reviewsOf(performance), body(mine, 5, TEXT)), 403, "review.not-a-buyer");
    }

    @Test
    void letsNobodyButTheAuthorChangeOrDelete() {
        Played played = this.scene.played(1);
        long id = post(played, 0, 5).id().value();
        ApiClient other = this.api.newBuyer();
        assertRefused(other.put("/api/reviews/" + id, Map.of("rating", 1, "content", TEXT)), 403,
                "review.not-the-author");
        assertRefused(other.delete("/api/reviews/" + id, null), 403, "review.not-the-author");
        assertRefused(other.delete("/api/reviews/999999999", null), 404, "review.not-found");
        assertRating(played.performance(), 5.0, 1, "00001");
    }

    @Test
    void namesTheFieldThatIsWrongAndCountsCharactersAsPeopleDo() {
        String email = ApiClient.newEmail();
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        ReservationId mine = this.scene.booked(this.scene.person(email), round, this.scene.seats(round).getFirst());
        this.scene.begin(round);
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        String path = reviewsOf(performance);
        assertThat(client.post(path, Map.of()).fields()).containsExactly("reservationId");
        assertThat(client.post(path, Map.of("reservationId", mine)).fields()).containsExactly("rating", "content");
        for (int rating : List.of(0, 6, -1)) {
            assertThat(client.post(path, body(mine, rating, TEXT)).fields()).containsExactly("rating");
        }
        assertThat(
                client.post(path, "{\"reservationId\": " + mine + ", \"rating\": 4.5, \"content\": \"" + TEXT + "\"}")
                    .fields())
            .containsExactly("rating");
        for (String content : List.of("아홉 글자입니다요", " \u200b" + "가".repeat(9) + "  \n", "가".repeat(1_001),
                "\ud83c\udfad".repeat(9), "열 글자가 넘는 글에 숨은 \u0007 글자")) {
            assertThat(client.post(path, body(mine, 5, content)).fields()).as(content).containsExactly("content");
        }
        assertThat(client.in("en").post(path, body(mine, 5, "short")).body().at("/errors/0/message").asString())
            .isEqualTo("Write 10 to 1,000 characters. You have 5 now.");
        Answer posted = client.post(path, body(mine, 5, "\ud83c\udfad".repeat(1_000)));
        assertThat(posted.status()).as(posted.body().toString()).isEqualTo(201);
    }

    @Test
    void keepsTextAsText() {
        String email = ApiClient.newEmail();
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        ReservationId mine = this.scene.booked(this.scene.person(email), round, this.scene.seats(round).getFirst());
        this.scene.begin(round);
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        String typed = "<script>alert('별점')</script> & ${7*7}\r\n<b>\u1112\u1161\u11ab</b>글";
        Answer posted = client.post(reviewsOf(performance), body(mine, 3, typed));
        assertThat(posted.text("content")).isEqualTo("<script>alert('별점')</script> & ${7*7}\n<b>한</b>글");
    }

    @Test
    void pagesInEachOrderWhileOthersWrite() {
        Played played = this.scene.played(12);
        int[] ratings = { 3, 5, 1, 5, 3, 3, 2, 4, 5, 1 };
        List<Long> ids = new ArrayList<>();
        for (int number = 0; number < ratings.length; number++) {
            ids.add(post(played, number, ratings[number]).id().value());
        }
        Map<String, List<Integer>> orders = Map.of("NEWEST", List.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), "HIGHEST",
                List.of(8, 3, 1, 7, 5, 4, 0, 6, 9, 2), "LOWEST", List.of(9, 2, 6, 5, 4, 0, 7, 8, 3, 1));
        orders.forEach((sort, order) -> assertThat(walk(played.performance(), sort, 3, () -> {
        })).as(sort).containsExactlyElementsOf(order.stream().map(ids::get).toList()));
        List<Integer> late = new ArrayList<>(List.of(10, 11));
        List<Long> meanwhile = walk(played.performance(), "HIGHEST", 4, () -> {
            if (!late.isEmpty()) {
                post(played, late.removeFirst(), 5);
            }
        });
        assertThat(meanwhile.stream().map(ids::indexOf)).containsExactly(8, 3, 1, 7, 5, 4, 0, 6, 9, 2);
        String path = reviewsOf(played.performance());
        assertThat(this.api.get(path + "?after=nonsense").fields()).containsExactly("after");
        assertThat(this.api.get(path + "?after=6-1").fields()).containsExactly("after");
        assertThat(this.api.get(path + "?size=0").fields()).containsExactly("size");
        assertThat(this.api.get(path + "?size=101").fields()).containsExactly("size");
        assertThat(this.api.get(path + "?sort=BEST").fields()).containsExactly("sort");
        assertThat(this.api.get(path + "?after=1-1").body().path("items").isEmpty()).isTrue();
        assertThat(this.api.get(reviewsOf(new PerformanceId(999_999_999))).code())
            .isEqualTo("catalog.performance-not-found");
    }

    private List<Long> walk(PerformanceId performance, String sort, int size, Runnable between) {
        List<Long> found = new ArrayList<>();
        String after = "";
        do {
            Answer page = this.api.get(reviewsOf(performance) + "?sort=" + sort + "&size=" + size + "&after=" + after);
            page.body().path("items").valueStream().forEach((review) -> found.add(review.path("id").asLong()));
            after = page.body().path("next").asString("");
            between.run();
        }
        while (!after.isEmpty());
        return found;
    }

    @Test
    void countsAndShowsNothingThatStaffHide() {
        Played played = this.scene.played(2);
        ReviewView review = post(played, 0, 1);
        post(played, 1, 5);
        String path = "/api/reviews/" + review.id();
        String hiding = "/api/admin/reviews/" + review.id() + "/hiding";
        ApiClient staff = this.api.newStaff(Role.BOX_OFFICE);
        assertThat(this.api.newStaff(Role.FINANCE).put(hiding, Map.of("reason", "광고")).status()).isEqualTo(403);
        assertThat(staff.put(hiding, Map.of("reason", " ")).fields()).containsExactly("reason");
        assertThat(staff.put(hiding, Map.of("reason", "광고")).status()).isEqualTo(204);
        assertThat(staff.put(hiding, Map.of("reason", "반복되는 광고")).status()).isEqualTo(204);
        assertRating(played.performance(), 5.0, 1, "00001");
        assertThat(this.api.get(path).code()).isEqualTo("review.not-found");
        OwnReview own = this.reviews.own(played.visitors().getFirst().person(), played.performance()).getFirst();
        assertThat(own.hidden()).isTrue();
        assertThat(own.hiddenReason()).isEqualTo("반복되는 광고");
        assertThat(this.reviews.own(played.visitors().getFirst().person(), played.visitors().getFirst().reservation()))
            .contains(own);
        this.reviews.change(played.visitors().getFirst().person(), review.id(), new ReviewDraft(4, TEXT));
        assertRating(played.performance(), 5.0, 1, "00001");
        assertThat(staff.get("/api/admin/reviews?state=HIDDEN").body().at("/items/0/hiddenReason").asString())
            .isEqualTo("반복되는 광고");
        assertThat(staff.delete(hiding, Map.of("reason", "고쳤습니다")).status()).isEqualTo(204);
        assertThat(staff.delete(hiding, Map.of("reason", "또")).status()).isEqualTo(204);
        assertRating(played.performance(), 4.5, 2, "00011");
        assertThat(staff.delete("/api/admin/reviews/999999999/hiding", Map.of("reason", "또")).code())
            .isEqualTo("review.not-found");
        assertThat(this.sql.sql("SELECT action FROM audit_entry WHERE subject = ? ORDER BY id")
            .param("review " + review.id())
            .query(String.class)
            .list()).containsExactly("review.hidden", "review.hidden", "review.shown");
    }

    @Test
    void aHiddenReviewThatIsDeletedIsNotWrittenAgain() {
        Played played = this.scene.played(1);
        Visitor visitor = played.visitors().getFirst();
        ReviewView review = post(played, 0, 1);
        this.reviews.hide(review.id(), "욕설");
        this.reviews.delete(visitor.person(), review.id());
        assertThat(this.reviews.own(visitor.person(), played.performance())).isEmpty();
        assertThat(this.reviews.unreviewed(visitor.person(), played.performance())).isEmpty();
        assertThat(this.sql.sql("SELECT content FROM review WHERE id = ?")
            .param(review.id().value())
            .query((row, number) -> String.valueOf(row.getString(1)))
            .single()).isEqualTo("null");
        ApiClient staff = this.api.newStaff(Role.BOX_OFFICE);
        assertRefused(staff.delete("/api/admin/reviews/" + review.id() + "/hiding", Map.of("reason", "다시")), 404,
                "review.not-found");
        assertThat(catchThrowable(() -> post(played, 0, 5))).isInstanceOf(ReviewAlreadyWritten.class);
        assertRating(played.performance(), null, 0, "00000");
    }

    @Test
    void keepsTheReviewOfAClosedAccountWithoutItsAuthor() {
        String email = ApiClient.newEmail();
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        ReservationId mine = this.scene.booked(this.scene.person(email), round, this.scene.seats(round).getFirst());
        this.scene.begin(round);
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        Answer posted = client.post(reviewsOf(performance), body(mine, 4, TEXT));
        Played other = this.scene.played(1);
        long reported = post(other, 0, 3).id().value();
        assertThat(client.post("/api/reviews/" + reported + "/reports", Map.of("reason", "줄거리 누설")).status())
            .isEqualTo(201);
        assertThat(client.delete("/api/me", Map.of("password", ApiClient.PASSWORD)).status()).isEqualTo(204);
        Answer kept = this.api.follow(posted);
        assertThat(kept.text("content")).isEqualTo(TEXT);
        assertThat(kept.body().has("author")).isFalse();
        assertRating(performance, 4.0, 1, "00010");
        assertThat(this.sql.sql("SELECT COUNT(*) FROM review WHERE id = ? AND account_id IS NULL AND author IS NULL")
            .param(posted.body().path("id").asLong())
            .query(Long.class)
            .single()).isEqualTo(1);
        assertThat(this.sql.sql("SELECT COUNT(*) FROM review_report WHERE review_id = ? AND account_id IS NULL")
            .param(reported)
            .query(Long.class)
            .single()).isEqualTo(1);
    }

    @Test
    void takesOneReportOfEachReaderAndLetsStaffDecide() {
        Played played = this.scene.played(2);
        ReviewView review = post(played, 0, 1);
        String reports = "/api/reviews/" + review.id() + "/reports";
        ApiClient reader = this.api.newBuyer();
        assertThat(this.api.post(reports, Map.of("reason", "광고")).status()).isEqualTo(401);
        assertThat(reader.post(reports, Map.of()).fields()).containsExactly("reason");
        assertThat(reader.post(reports, Map.of("reason", "가".repeat(201))).fields()).containsExactly("reason");
        Answer reported = reader.post(reports, Map.of("reason", "광고입니다"));
        assertThat(reported.status()).isEqualTo(201);
        assertThat(reader.follow(reported).text("reason")).isEqualTo("광고입니다");
        assertThat(this.api.newBuyer().follow(reported).code()).isEqualTo("review.not-found");
        assertRefused(reader.post(reports, Map.of("reason", "또")), 409, "review.already-reported");
        assertRefused(reader.post("/api/reviews/999999999/reports", Map.of("reason", "또")), 404, "review.not-found");
        ApiClient staff = this.api.newStaff(Role.BOX_OFFICE);
        assertThat(openReports(staff, review)).isEqualTo(1);
        assertThat(staff.delete("/api/admin/reviews/" + review.id() + "/reports", null).status()).isEqualTo(204);
        assertThat(openReports(staff, review)).isZero();
        this.api.newBuyer().post(reports, Map.of("reason", "저도요"));
        assertThat(openReports(staff, review)).isEqualTo(1);
        this.reviews.hide(review.id(), "광고");
        assertThat(openReports(staff, review)).isZero();
        this.reviews.show(review.id(), "잘못 숨김");
        assertThat(openReports(staff, review)).isZero();
        assertRating(played.performance(), 1.0, 1, "10000");
    }

    @Test
    void refusesReportsOfOnesOwnReviewAndTooMany() {
        String email = ApiClient.newEmail();
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        ReservationId mine = this.scene.booked(this.scene.person(email), round, this.scene.seats(round).getFirst());
        RoundId second = this.scene.round(performance);
        List<Visitor> others = this.scene.visitors(second, 21);
        this.scene.begin(round);
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        String own = client.post(reviewsOf(performance), body(mine, 5, TEXT)).text("id");
        assertRefused(client.post("/api/reviews/" + own + "/reports", Map.of("reason", "광고")), 409,
                "review.own-report");
        this.scene.begin(second);
        List<Integer> answers = others.stream()
            .map((visitor) -> this.reviews.post(visitor.person(), performance, visitor.reservation(),
                    new ReviewDraft(1, TEXT)))
            .map((review) -> client.post("/api/reviews/" + review.id() + "/reports", Map.of("reason", "광고")).status())
            .toList();
        assertThat(answers.subList(0, 20)).containsOnly(201);
        assertThat(answers.getLast()).isEqualTo(429);
    }

    private static int openReports(ApiClient staff, ReviewView review) {
        return staff.get("/api/admin/reviews?size=100")
            .body()
            .path("items")
            .valueStream()
            .filter((one) -> one.path("id").asLong() == review.id().value())
            .mapToInt((one) -> one.path("openReports").asInt())
            .sum();
    }

    private ReviewView post(Played played, int visitor, int rating) {
        Visitor by = played.visitors().get(visitor);
        return this.reviews.post(by.person(), played.performance(), by.reservation(), new ReviewDraft(rating, TEXT));
    }

    /** In the reviews, on the performance, in the list, in the search and on pages. */
    private void assertRating(PerformanceId id, @Nullable Double average, int count, String histogram) {
        Answer reviews = this.api.get(reviewsOf(id));
        assertThat(reviews.header("Cache-Control")).contains("no-cache");
        assertThat(reviews.header("ETag")).isNotEmpty();
        assertThat(reviews.body().path("items").size()).isEqualTo(count);
        assertThat(reviews.body()
            .at("/summary/histogram")
            .propertyStream()
            .map((bar) -> bar.getValue().asString())
            .reduce("", String::concat)).isEqualTo(histogram);
        assertThat(reviews.body().at("/summary/histogram").propertyNames()).isEqualTo(Set.of("1", "2", "3", "4", "5"));
        Answer list = this.api
            .get("/api/performances?sort=newest&venueId=" + this.api.get(path(id)).body().at("/venue/id").asLong());
        Stream
            .of(reviews.body().path("summary"), this.api.get(path(id)).body().path("rating"),
                    list.body().at("/items/0/rating"))
            .forEach((rating) -> {
                assertThat(rating.path("count").asInt(-1)).isEqualTo(count);
                assertThat(rating.path("average").isNull() ? null : rating.path("average").asDouble())
                    .isEqualTo(average);
            });
        String title = this.api.get(path(id)).body().path("title").asString();
        await().until(() -> found(title).path("id").asLong() == id.value());
        assertThat(found(title).at("/rating/count").asInt(-1)).isEqualTo(count);
        assertThat(found(title).at("/rating/average").asString("")).isEqualTo(Objects.toString(average, ""));
        PageClient browser = new PageClient(this.port);
        String shown = (average != null) ? "<strong class=\"num\">" + average + "</strong>" : "/performances/" + id;
        assertThat(browser.get("/search?q=" + URLEncoder.encode(title, StandardCharsets.UTF_8)).body()).contains(shown);
        assertThat(browser.get(path(id).substring("/api".length())).body())
            .contains((average != null) ? "<strong>" + average + "</strong>" : "review-none");
        assertThat(this.scene.recount(id).count()).isEqualTo(count);
    }

    private JsonNode found(String title) {
        return this.api.get("/api/search?q=" + title).body().at("/performances/items/0");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private static Map<String, Object> body(ReservationId reservation, int rating, String content) {
        return new HashMap<>(Map.of("reservationId", reservation.value(), "rating", rating, "content", content));
    }

    private static String path(PerformanceId id) {
        return "/api/performances/" + id;
    }

    private static String reviewsOf(PerformanceId id) {
        return path(id) + "/reviews";
    }

}
