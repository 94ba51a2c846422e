package io.ticketblue.accounts.staff;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.accounts.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class StaffApiIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private ApiClient anybody;

    private ApiClient admin;

    @BeforeEach
    void signIn() {
        this.anybody = ApiClient.at(this.port);
        this.admin = this.anybody.newStaff();
    }

    @Test
    void invitesByALinkThatIsGoodOnceAndForItsAddressOnly() {
        String email = newEmail();
        Answer invited = invite(email, "FINANCE");
        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.text("email")).isEqualTo(email);
        assertThat(invited.text("role")).isEqualTo("FINANCE");
        assertThat(OffsetDateTime.parse(invited.text("expiresAt")).toInstant()).isAfter(Instant.now());
        String code = invited.text("inviteCode");
        assertThat(invited.text("url")).endsWith("/invitations/" + code);
        assertThat(join(newEmail(), code).code()).isEqualTo("accounts.invite-code-invalid");
        assertThat(join(email, code + "x").status()).isEqualTo(403);
        Answer joined = join(email, code);
        assertThat(joined.status()).isEqualTo(201);
        assertThat(joined.text("role")).isEqualTo("FINANCE");
        assertThat(join(email, code).code()).isEqualTo("accounts.invite-code-invalid");
        assertThat(join(email, null).status()).isEqualTo(403);
        assertThat(this.jdbc
            .sql("SELECT COUNT(*) FROM staff_invitation WHERE HEX(code_hash) LIKE CONCAT('%', HEX(:code), '%')")
            .param("code", code)
            .query(Long.class)
            .single()).isZero();
    }

    @Test
    void replacesAnEarlierInvitationAndWithdrawsTheLast() {
        String email = newEmail();
        String first = invite(email, "ADMIN").text("inviteCode");
        Answer second = invite(email.toUpperCase(Locale.ROOT), "BOX_OFFICE");
        assertThat(join(email, first).status()).isEqualTo(403);
        assertThat(this.admin.get("/api/admin/invitations").body().toString()).contains(email);
        assertThat(this.admin.delete("/api/admin/invitations/" + second.text("id"), null).status()).isEqualTo(204);
        assertThat(join(email, second.text("inviteCode")).status()).isEqualTo(403);
        assertThat(this.admin.get("/api/admin/invitations").body().toString()).doesNotContain(email);
        assertThat(this.admin.delete("/api/admin/invitations/" + second.text("id"), null).code())
            .isEqualTo("accounts.invitation-not-found");
    }

    @Test
    void endsAnInvitationByTheClock() {
        String email = newEmail();
        Answer invited = invite(email, "ADMIN");
        this.jdbc
            .sql("""
                    UPDATE staff_invitation SET created_at = created_at - INTERVAL 8 DAY, expires_at = NOW(6) - INTERVAL 1 SECOND
                    WHERE id = :id
                    """)
            .param("id", Long.parseLong(invited.text("id")))
            .update();
        assertThat(join(email, invited.text("inviteCode")).code()).isEqualTo("accounts.invite-code-invalid");
    }

    @ParameterizedTest
    @CsvSource({ "'',ADMIN,email", "nobody,ADMIN,email", "a@b.example,USER,role", "a@b.example,CHIEF,role" })
    void namesWhatIsWrongWithAnInvitation(String email, String role, String field) {
        Answer answer = invite(email, role);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly(field);
    }

    @Test
    void invitesNobodyTwice() {
        String email = newEmail();
        this.anybody.joinStaff(email, PASSWORD, Role.FINANCE);
        assertThat(invite(email, "ADMIN").code()).isEqualTo("accounts.already-staff");
    }

    @Test
    void endsEverySessionAndTokenWithTheRole(CapturedOutput output) {
        String email = newEmail();
        Answer joined = this.anybody.joinStaff(email, PASSWORD, Role.FINANCE);
        Answer tokens = this.anybody.signIn(email, PASSWORD);
        ApiClient member = this.anybody.with(tokens.text("accessToken"));
        PageClient browser = new PageClient(this.port);
        browser.signIn(email, PASSWORD);
        assertThat(member.get("/api/admin/payments").status()).isEqualTo(200);
        assertThat(browser.get("/admin").statusCode()).isEqualTo(200);
        String id = joined.text("id");
        assertThat(this.admin.put("/api/admin/staff/" + id, Map.of("role", "BOX_OFFICE")).text("role"))
            .isEqualTo("BOX_OFFICE");
        assertThat(member.get("/api/me").status()).isEqualTo(401);
        assertThat(browser.get("/admin").statusCode()).isEqualTo(302);
        assertThat(this.anybody.post("/api/sessions/refresh", Map.of("refreshToken", tokens.text("refreshToken")))
            .status()).isEqualTo(401);
        ApiClient again = this.anybody.signedIn(email, PASSWORD);
        assertThat(again.get("/api/admin/payments").status()).isEqualTo(403);
        assertThat(again.get("/api/admin/coupons").status()).isEqualTo(200);
        assertThat(this.admin.delete("/api/admin/staff/" + id, null).status()).isEqualTo(204);
        assertThat(again.get("/api/me").status()).isEqualTo(401);
        assertThat(this.anybody.signedIn(email, PASSWORD).get("/api/admin/coupons").status()).isEqualTo(403);
        assertThat(this.admin.delete("/api/admin/staff/" + id, null).code()).isEqualTo("accounts.staff-not-found");
        assertThat(output)
            .contains("staff.role-changed account=" + id, "staff.revoked account=" + id,
                    "sign-in.succeeded account=" + id, "access.denied")
            .doesNotContain(email);
        assertThat(this.admin.get("/api/admin/audit?subject=account " + id).body().toString()).contains("staff.joined",
                "staff.role-changed", "staff.revoked");
    }

    @Test
    void listsTheStaffToAdministratorsAlone() {
        assertThat(this.admin.get("/api/admin/staff").body().path("items").size()).isPositive();
        for (Role role : new Role[] { Role.BOX_OFFICE, Role.FINANCE }) {
            ApiClient other = this.anybody.newStaff(role);
            assertThat(other.get("/api/admin/staff").code()).isEqualTo("request.forbidden");
            assertThat(other.post("/api/admin/invitations", Map.of("email", newEmail(), "role", "ADMIN")).status())
                .isEqualTo(403);
        }
        assertThat(this.anybody.newBuyer().get("/api/admin/staff").status()).isEqualTo(403);
    }

    private Answer invite(String email, String role) {
        return this.admin.post("/api/admin/invitations", Map.of("email", email, "role", role));
    }

    private Answer join(String email, @Nullable String code) {
        Map<String, Object> body = new HashMap<>(Map.of("email", email, "password", PASSWORD, "name", "박무대"));
        if (code != null) {
            body.put("inviteCode", code);
        }
        return this.anybody.post("/api/admin/accounts", body);
    }

}
