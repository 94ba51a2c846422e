package io.ticketblue.accounts.internal;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.internal.RefreshTokens.Rotation;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AccountRacesIntegrationTests {

    private static final int CROWD = 8;

    @Autowired
    private Accounts accounts;

    @Autowired
    private RefreshTokens tokens;

    @Autowired
    private AccountRows rows;

    @Autowired
    private Registrations registrations;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void letsOneOfManyRefreshesWin() {
        String token = begin();
        List<List<String>> answers = Together.run(30,
                () -> this.tokens.rotate(token).map(Rotation::refreshToken).stream().toList());
        List<String> winners = answers.stream().flatMap(List::stream).toList();
        assertThat(winners).hasSize(1);
        assertThat(this.tokens.rotate(winners.getFirst())).as("the others were a reuse").isEmpty();
    }

    @Test
    void wouldLetSeveralWinIfItLookedBeforeItMarked() {
        String token = begin();
        CyclicBarrier allHaveLooked = new CyclicBarrier(CROWD);
        List<Boolean> answers = Together.run(CROWD, () -> {
            boolean unused = this.jdbc
                .sql("SELECT COUNT(*) FROM refresh_token WHERE token_hash = ? AND used_at IS NULL")
                .param(Hashes.sha256(token))
                .query(Integer.class)
                .single() == 1;
            allHaveLooked.await();
            this.jdbc.sql("UPDATE refresh_token SET used_at = UTC_TIMESTAMP(6) WHERE token_hash = ?")
                .param(Hashes.sha256(token))
                .update();
            return unused;
        });
        assertThat(answers.stream().filter((won) -> won)).hasSize(CROWD);
    }

    @Test
    void keepsNoSignInWithAPasswordThatIsChangedMeanwhile() {
        for (int time = 0; time < 10; time++) {
            assertThat(tokensAfterAChangeAmong(this.tokens::begin, new CountDownLatch(1))).isZero();
        }
    }

    @Test
    void wouldKeepThemIfItDidNotCompareTheVersion() {
        CountDownLatch changed = new CountDownLatch(1);
        assertThat(tokensAfterAChangeAmong((checked) -> {
            changed.await();
            return this.jdbc.sql("""
                    INSERT INTO refresh_token (family, account_id, token_hash, issued_at, expires_at)
                    VALUES (RANDOM_BYTES(16), ?, RANDOM_BYTES(32), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY)
                    """).param(checked.id().value()).update();
        }, changed)).isEqualTo(CROWD);
    }

    /** A crowd that knew the old password signs in while it is changed. */
    private int tokensAfterAChangeAmong(SignIn signIn, CountDownLatch changed) {
        StoredAccount checked = this.rows.credentials(newAccount()).orElseThrow();
        AtomicInteger number = new AtomicInteger();
        Together.run(CROWD + 1, () -> {
            if (number.getAndIncrement() == CROWD / 2) {
                this.registrations.changePassword(checked.id(), checked.passwordHash());
                changed.countDown();
                return checked;
            }
            return signIn.with(checked);
        });
        return this.jdbc.sql("SELECT COUNT(*) FROM refresh_token WHERE account_id = ?")
            .param(checked.id().value())
            .query(Integer.class)
            .single();
    }

    private interface SignIn {

        Object with(StoredAccount checked) throws Exception;

    }

    @Test
    void givesAnAddressToOneOfMany() {
        String email = ApiClient.newEmail();
        List<Boolean> answers = Together.run(30, () -> register(email));
        assertThat(answers.stream().filter((won) -> won)).hasSize(1);
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM account WHERE email = ?")
            .param(email)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void wouldGiveAnAddressToSeveralWithoutTheUniqueKey() {
        this.jdbc.sql("CREATE TABLE unguarded_account (email VARCHAR(254) NOT NULL)").update();
        CyclicBarrier allHaveLooked = new CyclicBarrier(CROWD);
        Together.run(CROWD, () -> {
            boolean free = this.jdbc.sql("SELECT COUNT(*) FROM unguarded_account WHERE email = 'a@b.example'")
                .query(Integer.class)
                .single() == 0;
            allHaveLooked.await();
            return free && this.jdbc.sql("INSERT INTO unguarded_account (email) VALUES ('a@b.example')").update() > 0;
        });
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM unguarded_account").query(Integer.class).single())
            .isEqualTo(CROWD);
    }

    private boolean register(String email) {
        try {
            this.accounts.register(new SignUp(email, ApiClient.PASSWORD, "Blue"));
            return true;
        }
        catch (EmailTaken problem) {
            return false;
        }
    }

    private String begin() {
        return this.rows.credentials(newAccount()).flatMap(this.tokens::begin).orElseThrow();
    }

    private AccountId newAccount() {
        return this.accounts.register(new SignUp(ApiClient.newEmail(), ApiClient.PASSWORD, "Blue")).id();
    }

}
