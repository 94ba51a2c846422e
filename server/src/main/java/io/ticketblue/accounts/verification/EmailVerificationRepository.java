package io.ticketblue.accounts.verification;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code email_verification} and when addresses were verified. Who needs both
 * locks the account first.
 */
@Repository
class EmailVerificationRepository {

    private final JdbcClient jdbc;

    EmailVerificationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where to write to the owner of an open account whose address is not verified; both
     * stay so until the transaction ends.
     */
    Optional<Addressee> lockUnverified(AccountId account) {
        return this.jdbc.sql("""
                SELECT email, language FROM account
                WHERE id = :id AND closed_at IS NULL AND email_verified_at IS NULL LOCK IN SHARE MODE
                """)
            .param("id", account.value())
            .query((row, number) -> new Addressee(row.getString("email"), Locale.of(row.getString("language"))))
            .optional();
    }

    /** Keeps the token's hash; an earlier token of the account is void. */
    void save(AccountId account, byte[] tokenHash, Instant now, Instant expiresAt) {
        this.jdbc.sql("""
                INSERT INTO email_verification (account_id, token_hash, issued_at, expires_at)
                VALUES (:account, :hash, :now, :expires)
                ON DUPLICATE KEY UPDATE token_hash = :hash, issued_at = :now, expires_at = :expires
                """)
            .param("account", account.value())
            .param("hash", tokenHash)
            .param("now", now)
            .param("expires", expiresAt)
            .update();
    }

    Optional<AccountId> owner(byte[] tokenHash, Instant now) {
        return this.jdbc.sql("SELECT account_id FROM email_verification WHERE token_hash = :hash AND expires_at > :now")
            .param("hash", tokenHash)
            .param("now", now)
            .query((row, number) -> AccountId.of(row.getLong("account_id")))
            .optional();
    }

    /**
     * Notes that the address of an open account is verified.
     * @return false if it was before, or the account is closed
     */
    boolean verify(AccountId account, Instant now) {
        return this.jdbc.sql("""
                UPDATE account SET email_verified_at = :now
                WHERE id = :id AND closed_at IS NULL AND email_verified_at IS NULL
                """).param("now", now).param("id", account.value()).update() > 0;
    }

    /**
     * Uses a token up.
     * @return false if it was used or replaced meanwhile
     */
    boolean use(byte[] tokenHash, Instant now) {
        return this.jdbc.sql("DELETE FROM email_verification WHERE token_hash = :hash AND expires_at > :now")
            .param("hash", tokenHash)
            .param("now", now)
            .update() > 0;
    }

    void remove(AccountId account) {
        this.jdbc.sql("DELETE FROM email_verification WHERE account_id = :id").param("id", account.value()).update();
    }

    int purge(Instant now) {
        return this.jdbc.sql("DELETE FROM email_verification WHERE expires_at <= :now").param("now", now).update();
    }

    /**
     * Whom a mail goes to.
     *
     * @param language Korean or English
     */
    record Addressee(String email, Locale language) {
    }

}
