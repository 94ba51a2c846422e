package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
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
import io.ticketblue.accounts.internal.password.Passwords;
import io.ticketblue.accounts.internal.throttle.SignUpThrottle;
import io.ticketblue.accounts.internal.verification.VerificationPolicy;
import io.ticketblue.shared.SecurityLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many who change the same account, or take the same address, at the same time. The
 * controls run the same on {@link Unguarded} parts.
 */
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
    private SignUpThrottle throttle;

    @Autowired
    private Passwords passwords;

    @Autowired
    private VerificationPolicy verification;

    @Autowired
    private AccountSettings settings;

    @Autowired
    private SecurityLog log;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private Clock clock;

    @Test
    void letsOneOfManyRefreshesWin() {
        String token = begin();
        List<String> winners = refreshes(token, this.tokens);
        assertThat(winners).hasSize(1);
        assertThat(this.tokens.rotate(winners.getFirst())).as("the others were a reuse").isEmpty();
    }

    @Test
    void wouldLetSeveralRefreshesWinIfUsedTokensWereTaken() {
        assertThat(refreshes(begin(), new Unguarded.Tokens(this.jdbc, this.rows, this.settings, this.clock, this.log)))
            .hasSizeGreaterThan(1);
    }

    private List<String> refreshes(String token, RefreshTokens node) {
        List<List<String>> answers = Together.run(30, () -> Objects.requireNonNull(this.transactions
            .execute((status) -> node.rotate(token).map(Rotation::refreshToken).stream().toList())));
        return answers.stream().flatMap(List::stream).toList();
    }

    @Test
    void keepsNoSignInWithAPasswordThatIsChangedMeanwhile() {
        for (int time = 0; time < 10; time++) {
            assertThat(tokensAfterAChangeAmong(this.tokens, new CountDownLatch(0))).isZero();
        }
    }

    @Test
    void wouldKeepThemIfItDidNotCompareTheVersion() {
        RefreshTokens unguarded = new Unguarded.Tokens(this.jdbc, this.rows, this.settings, this.clock, this.log);
        assertThat(tokensAfterAChangeAmong(unguarded, new CountDownLatch(1))).isEqualTo(CROWD);
    }

    /**
     * A crowd that knew the old password signs in while it is changed.
     * @param changed what the crowd waits for before it gets its tokens; opened by the
     * change
     */
    private int tokensAfterAChangeAmong(RefreshTokens node, CountDownLatch changed) {
        StoredAccount checked = this.rows.credentials(newAccount()).orElseThrow();
        AtomicInteger number = new AtomicInteger();
        Together.run(CROWD + 1, () -> {
            if (number.getAndIncrement() == CROWD / 2) {
                changePassword(this.registrations, checked);
                changed.countDown();
                return true;
            }
            return changed.await(10, TimeUnit.SECONDS)
                    && this.transactions.execute((status) -> node.begin(checked)) != null;
        });
        return this.jdbc.sql("SELECT COUNT(*) FROM refresh_token WHERE account_id = ?")
            .param(checked.id().value())
            .query(Integer.class)
            .single();
    }

    @Test
    void givesAnAddressToOneOfMany() {
        assertThat(accountsOfOneAddress(true)).isOne();
    }

    @Test
    void wouldGiveAnAddressToSeveralWithoutTheUniqueKey() {
        assertThat(accountsOfOneAddress(false)).isEqualTo(CROWD);
    }

    /**
     * How many sign up with an address that all have found free, on a database of its
     * own.
     */
    private int accountsOfOneAddress(boolean unique) {
        JdbcClient database = Unguarded.databaseWithAccounts(this.jdbc, unique);
        String email = ApiClient.newEmail();
        AccountRows meeting = new Unguarded.MeetingRows(database, this.clock, CROWD);
        SignUps node = new SignUps(this.throttle, meeting, this.passwords,
                new Registrations(meeting, this.tokens, (event) -> {
                }, this.clock), this.verification);
        List<Boolean> answers = Together.run(CROWD, () -> {
            try {
                node.register(new SignUp(email, ApiClient.PASSWORD, "Blue"), null);
                return true;
            }
            catch (EmailTaken problem) {
                return false;
            }
        });
        int accounts = database.sql("SELECT COUNT(*) FROM account WHERE email = ?")
            .param(email)
            .query(Integer.class)
            .single();
        assertThat(answers.stream().filter((won) -> won)).hasSize(accounts);
        return accounts;
    }

    @Test
    void letsOneOfManyPasswordChangesWin() {
        assertThat(passwordChanges(this.registrations)).isOne();
    }

    @Test
    void wouldLetSeveralPasswordChangesWinWithoutTheVersion() {
        assertThat(passwordChanges(
                new Registrations(new Unguarded.RowsOfAnyVersion(this.jdbc, this.clock), this.tokens, (event) -> {
                }, this.clock)))
            .isEqualTo(CROWD);
    }

    private long passwordChanges(Registrations node) {
        StoredAccount checked = this.rows.credentials(newAccount()).orElseThrow();
        return Together.run(CROWD, () -> changePassword(node, checked)).stream().filter((won) -> won).count();
    }

    private boolean changePassword(Registrations node, StoredAccount checked) {
        return Boolean.TRUE.equals(this.transactions.execute(
                (status) -> node.changePassword(checked.id(), checked.credentialsVersion(), checked.passwordHash())));
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
            AccountRows itsRows = (allHaveLooked != null)
                    ? new Unguarded.UnlockedRows(this.jdbc, this.clock, allHaveLooked) : this.rows;
            Registrations node = new Registrations(itsRows, this.tokens, (event) -> {
            }, this.clock);
            AtomicInteger number = new AtomicInteger();
            Together.run(count, () -> {
                AccountId mine = admins.get(number.getAndIncrement());
                try {
                    return this.transactions.execute((status) -> node.changeRole(mine, Role.USER));
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

    private String begin() {
        return this.rows.credentials(newAccount()).flatMap(this.tokens::begin).orElseThrow();
    }

    private AccountId newAccount() {
        return this.accounts.register(new SignUp(ApiClient.newEmail(), ApiClient.PASSWORD, "Blue")).id();
    }

}
