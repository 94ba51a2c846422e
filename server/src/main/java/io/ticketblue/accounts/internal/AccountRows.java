package io.ticketblue.accounts.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.shared.TypedText;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table {@code account}. */
@Repository
public class AccountRows {

    private static final String VIEW = """
            SELECT id, email, name, role, marketing_consent, customer_key, created_at, language, email_verified_at,
                last_sign_in_at
            FROM account
            """;

    private static final String CREDENTIALS = """
            SELECT id, name, role, password_hash, credentials_version
            FROM account
            """;

    private static final String CLOSED_NAME = "-";

    private final JdbcClient jdbc;

    private final Clock clock;

    AccountRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    AccountView insert(SignUp signUp, String passwordHash, Role role, boolean verified) {
        Instant now = this.clock.instant();
        Instant verifiedAt = verified ? now : null;
        String customerKey = UUID.randomUUID().toString();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        try {
            this.jdbc.sql("""
                    INSERT INTO account (email, name, password_hash, role, customer_key, language, email_verified_at,
                        created_at)
                    VALUES (:email, :name, :hash, :role, :customerKey, :language, :verifiedAt, :now)
                    """)
                .param("email", signUp.email())
                .param("name", signUp.name())
                .param("hash", passwordHash)
                .param("role", role.name())
                .param("customerKey", customerKey)
                .param("language", signUp.language().getLanguage())
                .param("verifiedAt", verifiedAt)
                .param("now", now)
                .update(key, "id");
        }
        catch (DuplicateKeyException ex) {
            throw new EmailTaken();
        }
        AccountId id = AccountId.of(Objects.requireNonNull(key.getKey()).longValue());
        return new AccountView(id, signUp.email(), signUp.name(), role, false, customerKey, now, signUp.language(),
                verifiedAt, null);
    }

    /**
     * Finds an account, open or closed.
     * @param id whose
     * @return the account, if there ever was one
     */
    public Optional<AccountView> find(AccountId id) {
        return this.jdbc.sql(VIEW + "WHERE id = :id").param("id", id.value()).query(AccountRows::view).optional();
    }

    /**
     * Finds an open account.
     * @param id whose
     * @return the account, if it is open
     */
    public Optional<AccountView> findOpen(AccountId id) {
        return open(id, "");
    }

    /**
     * Finds an open account, which stays as it is until the transaction ends.
     */
    Optional<AccountView> lockOpen(AccountId id) {
        return open(id, " FOR UPDATE");
    }

    /**
     * Finds an open account, which stays as it is until the transaction ends; others may
     * lock it in the same way.
     */
    public Optional<AccountView> lockOpenShared(AccountId id) {
        return open(id, " LOCK IN SHARE MODE");
    }

    private Optional<AccountView> open(AccountId id, String lock) {
        return this.jdbc.sql(VIEW + "WHERE id = :id AND closed_at IS NULL" + lock)
            .param("id", id.value())
            .query(AccountRows::view)
            .optional();
    }

    /**
     * Finds an open account.
     * @param email its address, in whatever case
     * @return the account, if there is one
     */
    public Optional<AccountView> findOpen(String email) {
        if (!TypedText.isAscii(email)) {
            return Optional.empty();
        }
        return this.jdbc.sql(VIEW + "WHERE email = :email AND closed_at IS NULL")
            .param("email", email)
            .query(AccountRows::view)
            .optional();
    }

    /**
     * Finds accounts, open or closed.
     * @param ids whose
     * @return those that exist
     */
    public Map<AccountId, AccountView> find(Collection<AccountId> ids) {
        Map<AccountId, AccountView> found = new HashMap<>();
        List<Long> numbers = ids.stream().map(AccountId::value).distinct().toList();
        if (!numbers.isEmpty()) {
            this.jdbc.sql(VIEW + "WHERE id IN (:ids)")
                .param("ids", numbers)
                .query(AccountRows::view)
                .list()
                .forEach((account) -> found.put(account.id(), account));
        }
        return found;
    }

    Optional<StoredAccount> credentials(String email) {
        return this.jdbc.sql(CREDENTIALS + "WHERE email = :email")
            .param("email", email)
            .query(AccountRows::stored)
            .optional();
    }

    Optional<StoredAccount> credentials(AccountId id) {
        return credentials(id, "");
    }

    /**
     * The credentials of an open account, which stay as they are until the transaction
     * ends.
     */
    Optional<StoredAccount> lockCredentials(AccountId id) {
        return credentials(id, " LOCK IN SHARE MODE");
    }

    private Optional<StoredAccount> credentials(AccountId id, String lock) {
        return this.jdbc.sql(CREDENTIALS + "WHERE id = :id AND closed_at IS NULL" + lock)
            .param("id", id.value())
            .query(AccountRows::stored)
            .optional();
    }

    /**
     * Changes the name of an open account.
     * @param id whose
     * @param name the new name
     * @return false if there is no such account
     */
    public boolean rename(AccountId id, String name) {
        return this.jdbc.sql("UPDATE account SET name = :name WHERE id = :id AND closed_at IS NULL")
            .param("name", name)
            .param("id", id.value())
            .update() > 0;
    }

    /**
     * Notes whether the owner of an open account agrees to be told of offers, and when
     * that last changed.
     * @param id whose
     * @param consent whether the person agrees
     * @return false if there is no such account
     */
    public boolean consent(AccountId id, boolean consent) {
        return this.jdbc.sql("""
                UPDATE account
                SET marketing_consent_at = IF(marketing_consent = :consent, marketing_consent_at, :now),
                    marketing_consent = :consent
                WHERE id = :id AND closed_at IS NULL
                """).param("consent", consent).param("now", this.clock.instant()).param("id", id.value()).update() > 0;
    }

    /**
     * Changes in which language the owner of an open account is written to.
     * @param language Korean or English
     * @return false if there is no such account
     */
    public boolean changeLanguage(AccountId id, Locale language) {
        return this.jdbc.sql("UPDATE account SET language = :language WHERE id = :id AND closed_at IS NULL")
            .param("language", language.getLanguage())
            .param("id", id.value())
            .update() > 0;
    }

    /**
     * The administrators. Nobody else changes who they are until the transaction ends.
     */
    List<AccountId> lockAdmins() {
        return this.jdbc.sql("""
                SELECT id FROM account FORCE INDEX (ix_account_role) WHERE role = 'ADMIN' AND closed_at IS NULL
                ORDER BY id FOR UPDATE
                """).query((row, number) -> AccountId.of(row.getLong("id"))).list();
    }

    boolean changeRole(AccountId id, Role role) {
        return this.jdbc.sql("""
                UPDATE account SET role = :role, credentials_version = credentials_version + 1,
                    credentials_changed_at = :now
                WHERE id = :id AND closed_at IS NULL
                """).param("role", role.name()).param("now", this.clock.instant()).param("id", id.value()).update() > 0;
    }

    boolean changePassword(AccountId id, long version, String passwordHash) {
        return this.jdbc.sql("""
                UPDATE account SET password_hash = :hash, credentials_version = credentials_version + 1,
                    credentials_changed_at = :now
                WHERE id = :id AND closed_at IS NULL AND
                """ + ifOfVersion())
            .param("hash", passwordHash)
            .param("now", this.clock.instant())
            .param("id", id.value())
            .param("version", version)
            .update() > 0;
    }

    /** What lets one of many changes of the same credentials win. */
    String ifOfVersion() {
        return "credentials_version = :version";
    }

    /** The present versions of the credentials that have changed since then. */
    Map<AccountId, Long> changedSince(Instant since) {
        Map<AccountId, Long> versions = new HashMap<>();
        this.jdbc.sql("SELECT id, credentials_version FROM account WHERE credentials_changed_at >= :since")
            .param("since", since)
            .query((row) -> {
                versions.put(AccountId.of(row.getLong("id")), row.getLong("credentials_version"));
            });
        return versions;
    }

    /** The same password, hashed anew: nobody's session ends. */
    void rehash(StoredAccount account, String passwordHash) {
        this.jdbc.sql("UPDATE account SET password_hash = :hash WHERE id = :id AND password_hash = :old")
            .param("hash", passwordHash)
            .param("id", account.id().value())
            .param("old", account.passwordHash())
            .update();
    }

    boolean close(AccountId id, Instant at) {
        return this.jdbc.sql("""
                UPDATE account
                SET email = NULL, name = :name, password_hash = NULL, marketing_consent = FALSE,
                    marketing_consent_at = NULL, credentials_version = credentials_version + 1,
                    credentials_changed_at = :at, closed_at = :at
                WHERE id = :id AND closed_at IS NULL
                """).param("name", CLOSED_NAME).param("at", at).param("id", id.value()).update() > 0;
    }

    private static AccountView view(ResultSet row, int number) throws SQLException {
        AccountId id = AccountId.of(row.getLong("id"));
        String email = row.getString("email");
        return new AccountView(id, (email != null) ? email : AccountView.closedAddress(id), row.getString("name"),
                Role.valueOf(row.getString("role")), row.getBoolean("marketing_consent"), row.getString("customer_key"),
                row.getObject("created_at", Instant.class), Locale.of(row.getString("language")),
                row.getObject("email_verified_at", Instant.class), row.getObject("last_sign_in_at", Instant.class));
    }

    private static StoredAccount stored(ResultSet row, int number) throws SQLException {
        return new StoredAccount(AccountId.of(row.getLong("id")), row.getString("name"),
                Role.valueOf(row.getString("role")), row.getString("password_hash"),
                row.getLong("credentials_version"));
    }

}
