package io.ticketblue.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewScene.Played;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What everybody reads of reviews over REST. */
@IntegrationTest
class ReviewReadingIntegrationTests extends ReviewsOverRest {

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
    void keepsTheReviewOfAClosedAccountWithoutItsAuthor() {
        String email = ApiClient.newEmail();
        Played played = this.scene.playedFor(email);
        PerformanceId performance = played.performance();
        ReservationId mine = played.visitors().getFirst().reservation();
        ApiClient client = this.api.signedIn(email, ApiClient.PASSWORD);
        Answer posted = client.post(reviewsOf(performance), body(mine, 4, TEXT));
        Played other = this.scene.played(1);
        long reported = post(other, 0, 3).id().value();
        assertThat(client.post("/api/reviews/" + reported + "/reports", Map.of("reason", "줄거리 누설")).status())
            .isEqualTo(201);
        assertThat(client.delete("/api/me", Map.of("password", ApiClient.PASSWORD)).status()).isEqualTo(204);
        Answer kept = this.api.follow(posted);
        assertThat(kept.text("content")).isEqualTo(TEXT);
        assertThat(kept.body().has("author")).isTrue();
        assertThat(kept.body().path("author").isNull()).isTrue();
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
    void showsNoReviewOfAnArchivedPerformance(@Autowired CatalogAdmin admin) {
        Played played = this.scene.played(1);
        String review = "/api/reviews/" + post(played, 0, 4).id();
        assertThat(this.api.get(review).status()).isEqualTo(200);
        admin.archivePerformance(played.performance());
        assertRefused(this.api.get(review), 404, "catalog.performance-not-found");
        assertRefused(this.api.get(reviewsOf(played.performance())), 404, "catalog.performance-not-found");
    }

}
