package io.ticketblue.review;

import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Writing, changing and deleting reviews over REST. */
@IntegrationTest
class ReviewsApiIntegrationTests extends ReviewsOverRest {

    @Autowired
    private Bookings bookings;

    @Autowired
    private RoundCancellations cancellations;

    @Autowired
    private RatingAudit audit;

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
        Played played = this.scene.playedFor(email);
        PerformanceId performance = played.performance();
        ReservationId mine = played.visitors().getFirst().reservation();
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
        Played played = this.scene.playedFor(email);
        PerformanceId performance = played.performance();
        ReservationId mine = played.visitors().getFirst().reservation();
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        String typed = "<script>alert('별점')</script> & ${7*7}\r\n<b>\u1112\u1161\u11ab</b>글";
        Answer posted = client.post(reviewsOf(performance), body(mine, 3, typed));
        assertThat(posted.text("content")).isEqualTo("<script>alert('별점')</script> & ${7*7}\n<b>한</b>글");
    }

}
