package io.ticketblue.admin;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Role;
import io.ticketblue.review.ReviewDraft;
import io.ticketblue.review.ReviewScene;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import io.ticketblue.review.ReviewView;
import io.ticketblue.review.Reviews;
import io.ticketblue.review.moderation.ReviewReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Reported and hidden reviews on the staff's pages. */
@IntegrationTest
class StaffReviewPagesIntegrationTests {

    private static final String LIST = "/admin/reviews";

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewReports reports;

    @LocalServerPort
    private int port;

    @Test
    void hidesShowsAndDismissesWithAReason(@Autowired ApplicationContext application) {
        ReviewScene scene = ReviewScene.in(application);
        Played played = scene.played(2);
        Visitor author = played.visitors().getFirst();
        ReviewView review = this.reviews.post(author.person(), played.performance(), author.reservation(),
                new ReviewDraft(1, "<b>사세요</b> www.example.com 광고입니다"));
        this.reports.report(played.visitors().getLast().person(), review.id(), "광고 <script>");
        StaffBrowser staff = StaffBrowser.ofStaff(this.port, Role.BOX_OFFICE);
        String one = LIST + "/" + review.id();
        assertThat(staff.get(LIST).body()).contains("&lt;b&gt;사세요&lt;/b&gt;", "광고 &lt;script&gt;", one + "/hide",
                one + "/dismiss", "/admin/bookings/" + author.reservation());
        assertThat(staff.submit(LIST, one + "/hide", "reason", " ").location()).endsWith(one);
        assertThat(staff.get(one).errorAt("reason-" + review.id())).contains("Give a reason");
        assertThat(staff.submit(LIST, one + "/hide", "reason", "Advertising").location()).endsWith(LIST);
        assertThat(staff.get(LIST + "?state=REPORTED").body()).contains("The review is hidden")
            .doesNotContain(one + "/hide");
        assertThat(staff.reading("ko").get(LIST + "?state=HIDDEN").body()).contains(one + "/show", "Advertising",
                "숨긴 후기");
        assertThat(staff.reading("en")
            .submit(LIST, one + "/show", "reason", "Was a mistake", "state", "HIDDEN", "performanceId",
                    played.performance().toString())
            .location()).endsWith(LIST + "?state=HIDDEN&performanceId=" + played.performance());
        assertThat(staff.get(one).body()).contains("Reports (0 open)", one + "/hide").doesNotContain("/dismiss");
        this.reports.report(scene.person(), review.id(), "다시 광고");
        assertThat(staff.submit(LIST, one + "/dismiss").location()).endsWith(LIST);
        assertThat(staff.get(LIST).body()).doesNotContain(one + "/hide");
        String published = LIST + "?state=SHOWN&performanceId=";
        assertThat(staff.get(published + played.performance()).body()).contains(one + "/hide", "Published")
            .doesNotContain("Refusal", "role=\"alert\"");
        assertThat(staff.get(published + scene.played(1).performance()).body()).contains("No published reviews");
        assertThat(staff.get("/admin/performances/" + played.performance()).body())
            .contains(published.replace("&", "&amp;") + played.performance());
        assertThat(StaffBrowser.ofStaff(this.port, Role.ADMIN)
            .reading("ko")
            .get("/admin/audit?subject=review+" + review.id())
            .body()).contains("후기 숨김", "후기 다시 공개", "후기 신고 종결", "Advertising");
        assertThat(staff.get(LIST + "/999999999").status()).isEqualTo(404);
        assertThat(staff.get(LIST + "?state=nonsense").status()).isEqualTo(400);
        assertThat(StaffBrowser.ofStaff(this.port, Role.FINANCE).get(LIST).status()).isEqualTo(403);
    }

    @Test
    void refusesADecisionOnATextThatStaffHaveNotSeen(@Autowired ApplicationContext application) {
        ReviewScene scene = ReviewScene.in(application);
        Played played = scene.played(1);
        Visitor author = played.visitors().getFirst();
        ReviewView review = this.reviews.post(author.person(), played.performance(), author.reservation(),
                new ReviewDraft(1, "처음에 쓴 글입니다, 별로였어요."));
        long seen = this.reports.report(scene.person(), review.id(), "비방").id();
        StaffBrowser staff = StaffBrowser.ofStaff(this.port, Role.BOX_OFFICE);
        String one = LIST + "/" + review.id();
        assertThat(staff.get(one).body()).contains("name=\"version\" value=\"1\"",
                "name=\"last\" value=\"" + seen + "\"");
        this.reports.report(scene.person(), review.id(), "저도요");
        staff.submit(one, one + "/dismiss", "version", "1", "last", Long.toString(seen));
        assertThat(staff.get(one).body()).contains("Reports (1 open)");
        this.reviews.change(author.person(), review.id(), new ReviewDraft(1, "나중에 고친 글입니다, 광고예요."));
        assertThat(staff.submit(one, one + "/dismiss", "version", "1").location()).endsWith(one);
        assertThat(staff.get(one).body()).contains("The author has changed this review", "나중에 고친 글",
                "name=\"version\" value=\"2\"");
        staff.submit(one, one + "/hide", "reason", "Advertising", "version", "1");
        assertThat(staff.get(one).body()).contains("The author has changed this review", one + "/hide",
                "value=\"Advertising\"");
        staff.submit(one, one + "/hide", "reason", "Advertising", "version", "2");
        assertThat(staff.get(one).body()).contains(one + "/show");
    }

}
