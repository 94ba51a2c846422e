package io.ticketblue.accounts.internal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.shared.SecurityLog;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Refresh tokens: each is good once and is followed by the next of its family. One that
 * comes back after its use was stolen from somebody, so its whole family ends.
 */
@Component
class RefreshTokens {

    private static final int TOKEN_BYTES = 32;

    private static final int FAMILY_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    private final JdbcClient jdbc;

    private final AccountRows accounts;

    private final Duration life;

    private final Clock clock;

    private final SecurityLog log;

    RefreshTokens(JdbcClient jdbc, AccountRows accounts, AccountSettings settings, Clock clock, SecurityLog log) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.life = settings.refreshTokenLife();
        this.clock = clock;
        this.log = log;
    }

    /**
     * The first token of a new family, or nothing if the account's credentials are no
     * longer those that were checked.
     */
    @Transactional
    public Optional<String> begin(StoredAccount account) {
        return this.accounts.lockCredentials(account.id())
            .filter((present) -> isUnchanged(account, present))
            .map((present) -> issue(present.id(), newFamily()));
    }

    /** Whether the credentials are still those that were checked. */
    boolean isUnchanged(StoredAccount checked, StoredAccount present) {
        return present.credentialsVersion() == checked.credentialsVersion();
    }

    private static byte[] newFamily() {
        UUID family = UUID.randomUUID();
        return ByteBuffer.allocate(FAMILY_BYTES)
            .putLong(family.getMostSignificantBits())
            .putLong(family.getLeastSignificantBits())
            .array();
    }

    /** The next token, or nothing if this one is not good; then its family is over. */
    @Transactional
    public Optional<Rotation> rotate(String token) {
        byte[] hash = Hashes.sha256(token);
        Optional<Owner> owner = this.jdbc.sql("""
                SELECT account_id, family, expires_at, used_at FROM refresh_token WHERE token_hash = :hash
                """)
            .param("hash", hash)
            .query((row, number) -> new Owner(AccountId.of(row.getLong("account_id")), row.getBytes("family"),
                    row.getObject("expires_at", Instant.class), row.getObject("used_at") != null))
            .optional();
        Optional<Rotation> rotation = owner.flatMap((found) -> this.accounts.lockCredentials(found.account())
            .filter((account) -> use(hash))
            .map((account) -> new Rotation(account, issue(account.id(), found.family()))));
        if (rotation.isEmpty()) {
            owner.filter((found) -> found.used() && found.expiresAt().isAfter(this.clock.instant()))
                .ifPresent((found) -> this.log.refreshTokenReused(found.account().value()));
            end(token);
        }
        return rotation;
    }

    private boolean use(byte[] hash) {
        Instant now = this.clock.instant();
        return this.jdbc
            .sql("UPDATE refresh_token SET used_at = :now WHERE token_hash = :hash AND expires_at > :now AND "
                    + ifUnused())
            .param("now", now)
            .param("hash", hash)
            .update() > 0;
    }

    /** What lets one of many uses of a token win. */
    String ifUnused() {
        return "used_at IS NULL";
    }

    /** Ends the family of the token; an unknown token has none. */
    @Transactional
    public void end(String token) {
        this.jdbc.sql("SELECT family FROM refresh_token WHERE token_hash = :hash")
            .param("hash", Hashes.sha256(token))
            .query((row, number) -> row.getBytes("family"))
            .optional()
            .ifPresent((family) -> this.jdbc.sql("DELETE FROM refresh_token WHERE family = :family")
                .param("family", family)
                .update());
    }

    /**
     * Ends all families of the account, in the caller's transaction, which has locked the
     * account: so nobody begins or goes on with a family at the same time.
     */
    void endAll(AccountId account) {
        this.jdbc.sql("DELETE FROM refresh_token WHERE account_id = :account")
            .param("account", account.value())
            .update();
    }

    int purge() {
        return this.jdbc.sql("DELETE FROM refresh_token WHERE expires_at < :now")
            .param("now", this.clock.instant())
            .update();
    }

    private String issue(AccountId account, byte[] family) {
        byte[] bytes = new byte[TOKEN_BYTES];
        this.random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = this.clock.instant();
        this.jdbc.sql("""
                INSERT INTO refresh_token (family, account_id, token_hash, issued_at, expires_at)
                VALUES (:family, :account, :hash, :now, :expires)
                """)
            .param("family", family)
            .param("account", account.value())
            .param("hash", Hashes.sha256(token))
            .param("now", now)
            .param("expires", now.plus(this.life))
            .update();
        return token;
    }

    /**
     * A refresh that was granted.
     *
     * @param account whose
     * @param refreshToken the next token
     */
    record Rotation(StoredAccount account, String refreshToken) {
    }

    private record Owner(AccountId account, byte[] family, Instant expiresAt, boolean used) {
    }

}
