package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.shared.SecurityLog;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The controls of the races of accounts: production classes without the guard that
 * decides a race. A test that finds no fault with these would find none with anything.
 */
final class Unguarded {

    private Unguarded() {
    }

    /**
     * A database with the table of accounts and nothing else.
     * @param original where the table is
     * @param unique whether an address is unique in it
     */
    static JdbcClient databaseWithAccounts(JdbcClient original, boolean unique) {
        Map<String, Object> settings = TestServers.properties();
        JdbcClient database = JdbcClient
            .create(new DriverManagerDataSource(String.valueOf(settings.get("spring.datasource.url")),
                    String.valueOf(settings.get("spring.datasource.username")),
                    String.valueOf(settings.get("spring.datasource.password"))));
        database.sql(original.sql("SHOW CREATE TABLE account").query((row, number) -> row.getString(2)).single())
            .update();
        if (!unique) {
            database.sql("ALTER TABLE account DROP INDEX uk_account_email").update();
        }
        return database;
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        }
        catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Takes tokens that were used, and credentials that have changed. */
    static final class Tokens extends RefreshTokens {

        Tokens(JdbcClient jdbc, AccountRows accounts, AccountSettings settings, Clock clock, SecurityLog log) {
            super(jdbc, accounts, settings, clock, log);
        }

        @Override
        boolean isUnchanged(StoredAccount checked, StoredAccount present) {
            return true;
        }

        @Override
        String ifUnused() {
            return "TRUE";
        }

    }

    /** Changes the password whatever the version of the credentials is. */
    static final class RowsOfAnyVersion extends AccountRows {

        RowsOfAnyVersion(JdbcClient jdbc, Clock clock) {
            super(jdbc, clock);
        }

        @Override
        String ifOfVersion() {
            return ":version IS NOT NULL";
        }

    }

    /** Goes on when all have looked for an account with their address. */
    static final class MeetingRows extends AccountRows {

        private final CyclicBarrier allHaveLooked;

        MeetingRows(JdbcClient jdbc, Clock clock, int crowd) {
            super(jdbc, clock);
            this.allHaveLooked = new CyclicBarrier(crowd);
        }

        @Override
        public Optional<AccountView> findOpen(String email) {
            Optional<AccountView> found = super.findOpen(email);
            await(this.allHaveLooked);
            return found;
        }

    }

    /** Looks at the administrators without locking them, all at the same time. */
    static final class UnlockedRows extends AccountRows {

        private final JdbcClient jdbc;

        private final CyclicBarrier allHaveLooked;

        UnlockedRows(JdbcClient jdbc, Clock clock, CyclicBarrier allHaveLooked) {
            super(jdbc, clock);
            this.jdbc = jdbc;
            this.allHaveLooked = allHaveLooked;
        }

        @Override
        List<AccountId> lockAdmins() {
            List<AccountId> admins = this.jdbc.sql("SELECT id FROM account WHERE role = 'ADMIN' ORDER BY id")
                .query((row, number) -> AccountId.of(row.getLong("id")))
                .list();
            await(this.allHaveLooked);
            return admins;
        }

    }

}
