package io.ticketblue.accounts.internal;

import java.util.List;
import java.util.concurrent.CyclicBarrier;

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
    private JdbcClient jdbc;

    @Test
    void letsOneOfManyRefreshesWin() {
        String token = this.tokens.begin(newAccount());
        List<List<String>> answers = Together.run(30,
                () -> this.tokens.rotate(token).map(Rotation::refreshToken).stream().toList());
        List<String> winners = answers.stream().flatMap(List::stream).toList();
        assertThat(winners).hasSize(1);
        assertThat(this.tokens.rotate(winners.getFirst())).as("the others were a reuse").isEmpty();
    }

    @Test
    void wouldLetSeveralWinIfItLookedBeforeItMarked() {
        String token = this.tokens.begin(newAccount());
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

    private AccountId newAccount() {
        return this.accounts.register(new SignUp(ApiClient.newEmail(), ApiClient.PASSWORD, "Blue")).id();
    }

}
