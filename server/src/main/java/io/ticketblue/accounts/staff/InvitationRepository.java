package io.ticketblue.accounts.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code staff_invitation}. Whatever changes an open invitation locks its entry
 * in the index of open addresses first, as the insert does: an update that starts from
 * the primary key would lock both in the opposite order.
 */
@Repository
class InvitationRepository {

    private static final String VIEW = "SELECT id, email, role, expires_at FROM staff_invitation ";

    private static final String OPEN = "ended_at IS NULL AND expires_at > :now";

    /** After this an ended invitation and the address in it are deleted. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;

    InvitationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds an invitation. One for the same address that has not ended is replaced: its
     * code is void from then on.
     */
    Invitation save(String email, Role role, byte[] codeHash, Instant now, Instant expiresAt) {
        this.jdbc.sql("""
                INSERT INTO staff_invitation (email, role, code_hash, created_at, expires_at)
                VALUES (:email, :role, :hash, :now, :expires)
                ON DUPLICATE KEY UPDATE role = :role, code_hash = :hash, created_at = :now, expires_at = :expires
                """)
            .param("email", email)
            .param("role", role.name())
            .param("hash", codeHash)
            .param("now", now)
            .param("expires", expiresAt)
            .update();
        return this.jdbc.sql(VIEW + "WHERE code_hash = :hash")
            .param("hash", codeHash)
            .query(InvitationRepository::view)
            .single();
    }

    Optional<Invitation> open(byte[] codeHash, Instant now) {
        return this.jdbc.sql(VIEW + "WHERE code_hash = :hash AND " + OPEN)
            .param("hash", codeHash)
            .param("now", now)
            .query(InvitationRepository::view)
            .optional();
    }

    Optional<Invitation> open(InvitationId id, Instant now) {
        return this.jdbc.sql(VIEW + "WHERE id = :id AND " + OPEN)
            .param("id", id.value())
            .param("now", now)
            .query(InvitationRepository::view)
            .optional();
    }

    /** State of the invitation that a code was made for. */
    InvitationState state(byte[] codeHash, Instant now) {
        return this.jdbc.sql("SELECT ended_at, account_id, expires_at FROM staff_invitation WHERE code_hash = :hash")
            .param("hash", codeHash)
            .query((row, number) -> {
                if (row.getObject("ended_at", Instant.class) != null) {
                    return (row.getObject("account_id", Long.class) != null) ? InvitationState.ACCEPTED
                            : InvitationState.WITHDRAWN;
                }
                return row.getObject("expires_at", Instant.class).isAfter(now) ? InvitationState.OPEN
                        : InvitationState.EXPIRED;
            })
            .optional()
            .orElse(InvitationState.UNKNOWN);
    }

    /**
     * Deletes what is known of an address.
     * @return the invitation that was open
     */
    Optional<Invitation> erase(String email, Instant now) {
        Optional<Invitation> open = lockOpen(email, now);
        this.jdbc.sql("DELETE FROM staff_invitation WHERE email = :email").param("email", email).update();
        return open;
    }

    private Optional<Invitation> lockOpen(String email, Instant now) {
        return this.jdbc.sql("""
                SELECT id, email, role, expires_at FROM staff_invitation FORCE INDEX (uk_staff_invitation_open_email)
                WHERE open_email = :email AND ended_at IS NULL AND expires_at > :now FOR UPDATE
                """).param("email", email).param("now", now).query(InvitationRepository::view).optional();
    }

    /** Of one address there is one at most, so the list is as long as the staff to be. */
    List<Invitation> open(Instant now, int most) {
        return this.jdbc.sql(VIEW + "WHERE " + OPEN + " ORDER BY id DESC LIMIT :most")
            .param("now", now)
            .param("most", most)
            .query(InvitationRepository::view)
            .list();
    }

    /**
     * Ends an open invitation, accepted by an account or withdrawn. Needs a transaction.
     * @return false if it is not open or has another code by now
     */
    boolean end(Invitation invitation, byte @Nullable [] codeHash, Instant now) {
        return lockOpen(invitation.email(), now).isPresent() && this.jdbc
            .sql("UPDATE staff_invitation SET ended_at = :now WHERE id = :id AND " + OPEN
                    + ((codeHash != null) ? " AND code_hash = :hash" : ""))
            .param("now", now)
            .param("id", invitation.id().value())
            .param("hash", codeHash)
            .update() > 0;
    }

    void acceptedBy(InvitationId id, AccountId account) {
        this.jdbc.sql("UPDATE staff_invitation SET account_id = :account WHERE id = :id")
            .param("account", account.value())
            .param("id", id.value())
            .update();
    }

    int purge(Instant now) {
        return this.jdbc.sql("DELETE FROM staff_invitation WHERE ended_at < :before OR expires_at < :before")
            .param("before", now.minus(KEPT))
            .update();
    }

    private static Invitation view(ResultSet row, int number) throws SQLException {
        return new Invitation(InvitationId.of(row.getLong("id")), row.getString("email"),
                Role.valueOf(row.getString("role")), row.getObject("expires_at", Instant.class));
    }

}
