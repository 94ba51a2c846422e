package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.LastAdmin;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.internal.RefreshTokens.Rotation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

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

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private Clock clock;

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

    @Test
    void letsOneOfManyPasswordChangesWin() {
        StoredAccount checked = this.rows.credentials(newAccount()).orElseThrow();
        List<Boolean> answers = Together.run(CROWD, () -> this.registrations.changePassword(checked.id(),
                checked.credentialsVersion(), checked.passwordHash()));
        assertThat(answers.stream().filter((won) -> won)).hasSize(1);
    }

    @Test
    void wouldLetSeveralWinWithoutTheVersion() {
        StoredAccount checked = this.rows.credentials(newAccount()).orElseThrow();
        List<Boolean> answers = Together.run(CROWD,
                () -> this.registrations.changePassword(checked.id(), checked.passwordHash()));
        assertThat(answers.stream().filter((won) -> won)).hasSize(CROWD);
    }

    @Test
    void leavesOneAdministratorWhenAllRemoveEachOther() {
        for (int time = 0; time < 5; time++) {
            assertThat(adminsLeftOf(4, null)).isOne();
        }
    }

    @Test
    void wouldLeaveNoneWithoutTheLockOnAdministrators() {
        assertThat(adminsLeftOf(4, new CyclicBarrier(4))).isZero();
    }

    /**
     * Some administrators, the only ones, are all made buyers at the same time.
     * @param allHaveLooked where each waits after looking without the lock, null for the
     * application's own way
     */
    private int adminsLeftOf(int count, @Nullable CyclicBarrier allHaveLooked) {
        List<Long> others = this.jdbc.sql("SELECT id FROM account WHERE role = 'ADMIN'").query(Long.class).list();
        others.forEach((id) -> setRole(id, Role.FINANCE));
        List<AccountId> admins = IntStream.range(0, count).mapToObj((number) -> newAccount()).toList();
        admins.forEach((id) -> setRole(id.value(), Role.ADMIN));
        try {
            Registrations registrations = new Registrations(
                    (allHaveLooked != null) ? new UnlockedRows(allHaveLooked) : this.rows, this.tokens, (event) -> {
                    }, this.clock);
            AtomicInteger number = new AtomicInteger();
            Together.run(count, () -> {
                AccountId mine = admins.get(number.getAndIncrement());
                try {
                    return this.transactions.execute((status) -> registrations.changeRole(mine, Role.USER));
                }
                catch (LastAdmin problem) {
                    return false;
                }
            });
            return this.jdbc.sql("SELECT COUNT(*) FROM account WHERE role = 'ADMIN'").query(Integer.class).single();
        }
        finally {
            admins.forEach((id) -> setRole(id.value(), Role.USER));
            others.forEach((id) -> setRole(id, Role.ADMIN));
        }
    }

    private void setRole(long id, Role role) {
        this.jdbc.sql("UPDATE account SET role = ? WHERE id = ?").param(role.name()).param(id).update();
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

    /** Looks at the administrators without locking them. */
    private final class UnlockedRows extends AccountRows {

        private final CyclicBarrier allHaveLooked;

        private UnlockedRows(CyclicBarrier allHaveLooked) {
            super(AccountRacesIntegrationTests.this.jdbc, AccountRacesIntegrationTests.this.clock);
            this.allHaveLooked = allHaveLooked;
        }

        @Override
        List<AccountId> lockAdmins() {
            List<AccountId> admins = AccountRacesIntegrationTests.this.jdbc
                .sql("SELECT id FROM account WHERE role = 'ADMIN' ORDER BY id")
                .query((row, number) -> AccountId.of(row.getLong("id")))
                .list();
            try {
                this.allHaveLooked.await(10, TimeUnit.SECONDS);
            }
            catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
                throw new IllegalStateException(ex);
            }
            return admins;
        }

    }

}
