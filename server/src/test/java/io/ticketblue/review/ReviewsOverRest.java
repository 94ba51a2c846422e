package io.ticketblue.review;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.PageClient;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reviews, and what every answer says of their rating. */
abstract class ReviewsOverRest {

    static final String TEXT = "조명이 꺼지는 순간을 잊지 못해요.";

    @Autowired
    RestTestClient http;

    @Autowired
    Reviews reviews;

    @Autowired
    JdbcClient sql;

    @LocalServerPort
    int port;

    ReviewScene scene;

    ApiClient api;

    @BeforeEach
    void createScene(@Autowired ApplicationContext application) {
        this.scene = ReviewScene.in(application);
        this.api = ApiClient.of(this.http);
    }

    ReviewView post(Played played, int visitor, int rating) {
        Visitor by = played.visitors().get(visitor);
        return this.reviews.post(by.person(), played.performance(), by.reservation(), new ReviewDraft(rating, TEXT));
    }

    /** In the reviews, on the performance, in the list, in the search and on pages. */
    void assertRating(PerformanceId id, @Nullable Double average, int count, String histogram) {
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

    static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    static Map<String, Object> body(ReservationId reservation, int rating, String content) {
        return new HashMap<>(Map.of("reservationId", reservation.value(), "rating", rating, "content", content));
    }

    static String path(PerformanceId id) {
        return "/api/performances/" + id;
    }

    static String reviewsOf(PerformanceId id) {
        return path(id) + "/reviews";
    }

}
