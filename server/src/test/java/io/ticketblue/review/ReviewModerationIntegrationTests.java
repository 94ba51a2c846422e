package io.ticketblue.review;

import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import io.ticketblue.review.moderation.ReviewReports;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Reports of readers, and what staff decide on them, over REST. */
@IntegrationTest
class ReviewModerationIntegrationTests extends ReviewsOverRest {

    @Autowired
    private ReviewReports reports;

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
        OwnReview own = this.reviews.own(played.visitors().getFirst().person(), played.performance())
            .reviews()
            .getFirst();
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
        this.reviews.hide(review.id(), "욕설", null);
        this.reviews.delete(visitor.person(), review.id());
        assertThat(this.reviews.own(visitor.person(), played.performance()).reviews()).isEmpty();
        assertThat(this.reviews.own(visitor.person(), played.performance()).unreviewed()).isEmpty();
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
    void aReviewThatIsDeletedWithOpenReportsIsNotWrittenAgain() {
        Played played = this.scene.played(2);
        Visitor visitor = played.visitors().getFirst();
        ReviewView review = post(played, 0, 1);
        String reports = "/api/reviews/" + review.id() + "/reports";
        assertThat(this.api.newBuyer().post(reports, Map.of("reason", "욕설입니다")).status()).isEqualTo(201);
        this.reviews.delete(visitor.person(), review.id());
        assertRating(played.performance(), null, 0, "00000");
        assertThat(this.reviews.own(visitor.person(), played.performance()).reviews()).isEmpty();
        assertThat(this.reviews.own(visitor.person(), played.performance()).unreviewed()).isEmpty();
        assertThat(catchThrowable(() -> post(played, 0, 5))).isInstanceOf(ReviewAlreadyWritten.class);
        assertThat(this.sql.sql("SELECT content FROM review WHERE id = ?")
            .param(review.id().value())
            .query((row, number) -> String.valueOf(row.getString(1)))
            .single()).isEqualTo("null");
        ApiClient staff = this.api.newStaff(Role.BOX_OFFICE);
        assertThat(openReports(staff, review)).isZero();
        JsonNode hidden = staff.get("/api/admin/reviews?state=HIDDEN").body().at("/items/0");
        assertThat(hidden.path("id").asLong()).isEqualTo(review.id().value());
        assertThat(hidden.path("hiddenReason").asString()).isEqualTo("욕설입니다");
        assertThat(hidden.path("reports").size()).isEqualTo(1);
    }

    @Test
    void aReviewIsWrittenAgainIfStaffDismissedItsReportsBeforeItWasDeleted() {
        Played played = this.scene.played(1);
        Visitor visitor = played.visitors().getFirst();
        ReviewView review = post(played, 0, 1);
        this.api.newBuyer().post("/api/reviews/" + review.id() + "/reports", Map.of("reason", "마음에 안 들어요"));
        this.reports.dismiss(review.id(), null, null);
        this.reviews.delete(visitor.person(), review.id());
        post(played, 0, 5);
        assertRating(played.performance(), 5.0, 1, "00001");
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
        this.reviews.hide(review.id(), "광고", null);
        assertThat(openReports(staff, review)).isZero();
        this.reviews.show(review.id(), "잘못 숨김", null);
        assertThat(openReports(staff, review)).isZero();
        assertRating(played.performance(), 1.0, 1, "10000");
    }

    @Test
    void takesAnotherReportOfAReaderOnceTheReviewChangedAfterTheDecision() {
        Played played = this.scene.played(1);
        AccountId author = played.visitors().getFirst().person();
        ReviewView review = post(played, 0, 1);
        String reports = "/api/reviews/" + review.id() + "/reports";
        ApiClient reader = this.api.newBuyer();
        ApiClient staff = this.api.newStaff(Role.BOX_OFFICE);
        Answer first = reader.post(reports, Map.of("reason", "광고입니다"));
        this.reviews.change(author, review.id(), new ReviewDraft(2, TEXT));
        assertRefused(reader.post(reports, Map.of("reason", "또")), 409, "review.already-reported");
        this.reports.dismiss(review.id(), 2, null);
        assertRefused(reader.post(reports, Map.of("reason", "또")), 409, "review.already-reported");
        this.reviews.change(author, review.id(), new ReviewDraft(1, TEXT + " www.example.com"));
        Answer again = reader.post(reports, Map.of("reason", "이제 광고입니다"));
        assertThat(again.status()).as(again.body().toString()).isEqualTo(201);
        assertThat(again.body().path("id").asLong()).isGreaterThan(first.body().path("id").asLong());
        assertThat(openReports(staff, review)).isEqualTo(1);
        assertRefused(reader.post(reports, Map.of("reason", "또")), 409, "review.already-reported");
    }

    @Test
    void letsStaffDecideOnlyOnWhatTheyHaveSeen() {
        Played played = this.scene.played(1);
        AccountId author = played.visitors().getFirst().person();
        ReviewView review = post(played, 0, 1);
        String path = "/api/admin/reviews/" + review.id();
        ApiClient staff = this.api.newStaff(Role.BOX_OFFICE);
        long seen = report(review, "광고입니다");
        report(review, "저도 그렇게 생각해요");
        assertThat(staff.delete(path + "/reports?version=1&last=" + seen, null).status()).isEqualTo(204);
        assertThat(openReports(staff, review)).as("reported later").isEqualTo(1);
        this.reviews.change(author, review.id(), new ReviewDraft(2, TEXT));
        assertRefused(staff.delete(path + "/reports?version=1", null), 409, "review.changed-meanwhile");
        Answer refused = staff.put(path + "/hiding", Map.of("reason", "광고", "version", 1));
        assertRefused(refused, 409, "review.changed-meanwhile");
        assertThat(refused.body().path("version").asInt()).isEqualTo(2);
        assertThat(openReports(staff, review)).isEqualTo(1);
        assertThat(staff.put(path + "/hiding", Map.of("reason", "광고", "version", 2)).status()).isEqualTo(204);
        this.reviews.change(author, review.id(), new ReviewDraft(5, TEXT + " www.example.com"));
        assertThat(staff.get("/api/admin/reviews?state=HIDDEN").body().at("/items/0/version").asInt()).isEqualTo(3);
        assertRefused(staff.delete(path + "/hiding", Map.of("reason", "고쳤어요", "version", 2)), 409,
                "review.changed-meanwhile");
        assertRating(played.performance(), null, 0, "00000");
        assertThat(staff.delete(path + "/hiding", Map.of("reason", "고쳤어요", "version", 3)).status()).isEqualTo(204);
        assertRating(played.performance(), 5.0, 1, "00001");
        assertRefused(staff.delete("/api/admin/reviews/999999999/reports", null), 404, "review.not-found");
    }

    private long report(ReviewView review, String reason) {
        return this.api.newBuyer()
            .post("/api/reviews/" + review.id() + "/reports", Map.of("reason", reason))
            .body()
            .path("id")
            .asLong();
    }

    @Test
    void refusesReportsOfOnesOwnReviewAndTooMany() {
        String email = ApiClient.newEmail();
        Played played = this.scene.playedFor(email);
        PerformanceId performance = played.performance();
        ReservationId mine = played.visitors().getFirst().reservation();
        RoundId second = this.scene.round(performance);
        List<Visitor> others = this.scene.visitors(second, 21);
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

}
