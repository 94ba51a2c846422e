package io.ticketblue.accounts.closing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.InviteCodeInvalid;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.staff.AlreadyStaff;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.accounts.staff.StaffSignUps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AccountClosureApiIntegrationTests {

    @Autowired
    private RestTestClient http;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private Invitations invitations;

    @Autowired
    private StaffSignUps signUps;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void closesAnAccountForTheHouseAndKeepsTheReason() {
        String email = newEmail();
        Answer tokens = signUp(email);
        AccountId account = this.accounts.accountOf(email).orElseThrow().id();
        ApiClient admin = api().newStaff(Role.ADMIN);
        assertThat(admin.post(closure(account), Map.of("reason", " 약관을 거듭 어김 ")).status()).isEqualTo(204);
        assertThat(this.accounts.accountOf(email)).isEmpty();
        assertThat(this.accounts.account(account).name()).isEqualTo("-");
        assertThat(api().with(tokens.text("accessToken")).get("/api/me").status()).isEqualTo(401);
        assertThat(api().post("/api/sessions/refresh", Map.of("refreshToken", tokens.text("refreshToken"))).code())
            .isEqualTo("accounts.refresh-token-invalid");
        assertThat(this.jdbc
            .sql("SELECT after_state FROM audit_entry WHERE action = 'account.closed' AND subject = ? AND person > 0")
            .param("account " + account)
            .query(String.class)
            .list()).containsExactly("{\"reason\":\"약관을 거듭 어김\"}");
        assertThat(admin.post(closure(account), Map.of("reason", "다시")).code()).isEqualTo("accounts.account-not-found");
        assertThat(admin.post(closure(new AccountId(999_999_999)), Map.of("reason", "없음")).status()).isEqualTo(404);
    }

    @Test
    void closesAccountsOfStaff() {
        String email = newEmail();
        api().joinStaff(email, PASSWORD, Role.BOX_OFFICE);
        AccountId staff = this.accounts.accountOf(email).orElseThrow().id();
        ApiClient admin = api().newStaff(Role.ADMIN);
        assertThat(admin.post(closure(staff), Map.of("reason", "퇴사")).status()).isEqualTo(204);
        assertThat(admin.put("/api/admin/staff/" + staff, Map.of("role", "FINANCE")).code())
            .isEqualTo("accounts.staff-not-found");
    }

    @Test
    void withdrawsTheInvitationOfTheAddressAndForgetsTheAddress() {
        for (boolean byHouse : new boolean[] { true, false }) {
            String email = newEmail();
            signUp(email);
            AccountId account = this.accounts.accountOf(email).orElseThrow().id();
            ApiClient admin = api().newStaff(Role.ADMIN);
            Answer invited = admin.post("/api/admin/invitations", Map.of("email", email, "role", "FINANCE"));
            if (byHouse) {
                admin.post(closure(account), Map.of("reason", "약관 위반"));
            }
            else {
                api().signedIn(email, PASSWORD).delete("/api/me", Map.of("password", PASSWORD));
            }
            assertThat(api()
                .post("/api/admin/accounts", Map.of("email", email, "password", PASSWORD, "name", "다시", "inviteCode",
                        invited.text("inviteCode")))
                .code()).isEqualTo("accounts.invite-code-invalid");
            assertThat(this.jdbc.sql("SELECT COUNT(*) FROM staff_invitation WHERE email = ?")
                .param(email)
                .query(Long.class)
                .single()).isZero();
            assertThat(this.jdbc.sql("""
                    SELECT COUNT(*) FROM audit_entry WHERE action = 'staff.invitation-withdrawn' AND subject = ?
                        AND (person = ?) <> ? AND after_state LIKE '%ACCOUNT_CLOSED%'
                    """)
                .params("invitation " + invited.text("id"), account.value(), byHouse)
                .query(Long.class)
                .single()).isOne();
            assertThat(this.jdbc
                .sql("SELECT COUNT(*) FROM audit_entry WHERE CONCAT_WS('', before_state, after_state) LIKE ?")
                .param("%" + email + "%")
                .query(Long.class)
                .single()).as("in the audit trail").isZero();
        }
    }

    /**
     * All of them lock the address among the open invitations before anything else. What
     * the database rolls back nevertheless, as inserting locks the gap before an address
     * too, is tried again.
     */
    @Test
    void acceptsClosesAndInvitesAgainAtTheSameTime() {
        for (int time = 0; time < 40; time++) {
            String email = newEmail();
            signUp(email);
            AccountId account = this.accounts.accountOf(email).orElseThrow().id();
            String code = this.invitations.invite(email, Role.BOX_OFFICE).code();
            AtomicInteger number = new AtomicInteger();
            List<String> done = Together.run(3, () -> {
                try {
                    return switch (number.getAndIncrement()) {
                        case 0 -> {
                            this.closings.closeByHouse(account, "시험");
                            yield "closed";
                        }
                        case 1 -> this.signUps.accept(account, code, null).role().name();
                        default -> {
                            this.invitations.invite(email, Role.FINANCE);
                            yield "invited";
                        }
                    };
                }
                catch (AccountNotFound | InviteCodeInvalid | AlreadyStaff ex) {
                    return "too late";
                }
            });
            assertThat(done).contains("closed").isSubsetOf("closed", "too late", "BOX_OFFICE", "invited");
            assertThat(this.accounts.accountOf(email)).isEmpty();
        }
    }

    @Test
    void leavesOnesOwnAccountToTheProfilePage() {
        String email = newEmail();
        api().joinStaff(email, PASSWORD, Role.ADMIN);
        AccountId me = this.accounts.accountOf(email).orElseThrow().id();
        assertThat(api().signedIn(email, PASSWORD).post(closure(me), Map.of("reason", "나")).code())
            .isEqualTo("accounts.own-account");
        assertThat(this.accounts.accountOf(email)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\u200b", "줄\n바꿈" })
    void asksForAReason(String reason) {
        String email = newEmail();
        signUp(email);
        AccountId account = this.accounts.accountOf(email).orElseThrow().id();
        ApiClient admin = api().newStaff(Role.ADMIN);
        assertThat(admin.post(closure(account), Map.of("reason", reason)).fields()).containsExactly("reason");
        assertThat(admin.post(closure(account), Map.of("reason", "가".repeat(201))).fields()).containsExactly("reason");
        assertThat(admin.post(closure(account), Map.of()).fields()).containsExactly("reason");
        assertThat(this.accounts.accountOf(email)).isPresent();
    }

    private Answer signUp(String email) {
        api().post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "김관객"));
        return api().post("/api/sessions", Map.of("email", email, "password", PASSWORD));
    }

    private static String closure(AccountId account) {
        return "/api/admin/accounts/" + account + "/closure";
    }

    private ApiClient api() {
        return ApiClient.of(this.http);
    }

}
