package io.ticketblue.web;

import java.net.http.HttpResponse;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.VerificationMail;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

/** The page that an invitation's link leads to. */
@IntegrationTest
class InvitationPagesIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    private ApiClient admin;

    private PageClient browser;

    private String email;

    @BeforeEach
    void openABrowser() {
        this.admin = ApiClient.at(this.port).newStaff();
        this.browser = new PageClient(this.port);
        this.email = newEmail();
    }

    @Test
    void makesAnAccountOfTheStaffWhoIsNamedInTheAuditTrail() {
        Answer invited = invite();
        String page = page(invited);
        assertThat(this.browser.get(page).body()).contains(this.email, "매표");
        HttpResponse<String> done = this.browser.submit(page, page, Map.of("name", "박무대", "password", PASSWORD));
        assertThat(location(done)).endsWith("/admin");
        AccountView staff = this.accounts.accountOf(this.email).orElseThrow();
        assertThat(staff.role()).isEqualTo(Role.BOX_OFFICE);
        JsonNode joined = entry("account " + staff.id());
        assertThat(joined.path("action").asString()).isEqualTo("staff.joined");
        assertThat(joined.path("who").path("id").asLong()).isEqualTo(staff.id().value());
        assertThat(joined.toString()).contains(this.email.substring(0, 2) + "***@ticketblue.example", "BOX_OFFICE")
            .doesNotContain(this.email);
        assertThat(entry("invitation " + invited.text("id")).toString())
            .contains("staff.invited", this.email.substring(0, 2) + "***@ticketblue.example", "BOX_OFFICE")
            .doesNotContain(this.email);
    }

    @Test
    void letsTheOwnerOfAnAccountAcceptAndCountsTheAddressAsVerified() {
        this.accounts.register(new SignUp(this.email, PASSWORD, "김관객"));
        String token = VerificationMail.token(VerificationMail.await(this.email, 1));
        String page = page(invite());
        assertThat(this.browser.get(page).body()).contains("로그인하고 수락하기");
        this.browser.signIn(this.email, PASSWORD);
        assertThat(location(this.browser.submit(page, page, Map.of()))).endsWith("/admin");
        assertThat(this.browser.get("/admin").statusCode()).isEqualTo(200);
        AccountView staff = this.accounts.accountOf(this.email).orElseThrow();
        assertThat(staff.role()).isEqualTo(Role.BOX_OFFICE);
        assertThat(staff.emailVerified()).isTrue();
        assertThat(ApiClient.at(this.port).put("/api/email-verifications/" + token, null).status()).isEqualTo(410);
        assertThat(entry("account " + staff.id()).path("who").path("id").asLong()).isEqualTo(staff.id().value());
    }

    @Test
    void leadsAnotherAccountBackToTheInvitation() {
        String page = page(invite());
        String other = newEmail();
        this.accounts.register(new SignUp(other, PASSWORD, "다른이"));
        this.browser.signIn(other, PASSWORD);
        assertThat(this.browser.get(page).body()).contains("다른 계정으로 로그인되어 있습니다.");
        assertThat(location(this.browser.submit(page, page, Map.of()))).endsWith(page);
        assertThat(this.accounts.accountOf(other).orElseThrow().role()).isEqualTo(Role.USER);
    }

    @Test
    void saysThatTheInvitationWasAccepted() {
        String page = page(invite());
        this.browser.submit(page, page, Map.of("name", "박무대", "password", PASSWORD));
        assertEnded(page, "이미 수락한 초대입니다.", "This invitation was accepted already.");
        assertThat(new PageClient(this.port).get(page).body()).contains("href=\"/admin\"");
    }

    @Test
    void saysThatTheInvitationWasWithdrawnAlsoToWhoSendsTheForm() {
        Answer invited = invite();
        String page = page(invited);
        String csrf = this.browser.token(page);
        this.admin.delete("/api/admin/invitations/" + invited.text("id"), null);
        assertEnded(page, "취소된 초대입니다.", "This invitation was withdrawn.");
        HttpResponse<String> late = this.browser.post(page, Map.of("name", "박무대", "password", PASSWORD, "_csrf", csrf));
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.body()).contains("취소된 초대입니다.");
        assertThat(this.accounts.accountOf(this.email)).isEmpty();
        assertThat(entry("invitation " + invited.text("id")).toString()).contains("staff.invitation-withdrawn",
                this.email.substring(0, 2) + "***@ticketblue.example");
    }

    @Test
    void saysThatTheInvitationHasExpired() {
        Answer invited = invite();
        this.jdbc.sql("""
                UPDATE staff_invitation SET created_at = '2026-01-01', expires_at = '2026-01-02' WHERE id = ?
                """).param(Long.parseLong(invited.text("id"))).update();
        assertEnded(page(invited), "유효 기간이 지난 초대입니다.", "This invitation has expired.");
    }

    @Test
    void saysThatALinkIsNoneOrWasReplaced() {
        String first = page(invite());
        String second = page(invite());
        assertEnded(first, "사용할 수 없는 초대 링크입니다.", "This invitation link cannot be used.");
        assertEnded("/invitations/nothing", "사용할 수 없는 초대 링크입니다.", "This invitation link cannot be used.");
        assertThat(this.browser.get(second).statusCode()).isEqualTo(200);
    }

    private void assertEnded(String page, String korean, String english) {
        HttpResponse<String> answer = new PageClient(this.port).get(page);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains(korean).doesNotContain("data-problem", "403");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(new PageClient(this.port).get(page + "?lang=en").body()).contains(english);
    }

    private Answer invite() {
        return this.admin.post("/api/admin/invitations", Map.of("email", this.email, "role", "BOX_OFFICE"));
    }

    private static String page(Answer invited) {
        return "/invitations/" + invited.text("inviteCode");
    }

    private JsonNode entry(String subject) {
        return this.admin.get("/api/admin/audit?subject=" + subject).body().path("items").path(0);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none, but " + answer.statusCode());
    }

}
