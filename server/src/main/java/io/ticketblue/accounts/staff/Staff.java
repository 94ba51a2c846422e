package io.ticketblue.accounts.staff;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.internal.CredentialChanges;
import io.ticketblue.accounts.internal.Registrations;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.SecurityLog;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The accounts of the staff and their roles. Changing a role ends all sessions and tokens
 * of the account at once, on other nodes within two seconds. One administrator is always
 * left.
 */
@Service
public class Staff {

    private static final String MEMBERS = "FROM account WHERE role IN ('BOX_OFFICE', 'FINANCE', 'ADMIN') "
            + "AND closed_at IS NULL ";

    private final JdbcClient jdbc;

    private final Registrations registrations;

    private final CredentialChanges changes;

    private final AuditTrail trail;

    private final SecurityLog log;

    private final TransactionTemplate transaction;

    Staff(JdbcClient jdbc, Registrations registrations, CredentialChanges changes, AuditTrail trail, SecurityLog log,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.registrations = registrations;
        this.changes = changes;
        this.trail = trail;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Lists the staff.
     * @param paging which part
     * @return the oldest account first
     */
    public Page<StaffMember> members(Paging paging) {
        long total = this.jdbc.sql("SELECT COUNT(*) " + MEMBERS).query(Long.class).single();
        List<StaffMember> items = this.jdbc
            .sql("SELECT id, email, name, role, created_at " + MEMBERS + "ORDER BY id LIMIT :size OFFSET :offset")
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query((row, number) -> new StaffMember(AccountId.of(row.getLong("id")), row.getString("email"),
                    row.getString("name"), Role.valueOf(row.getString("role")),
                    row.getObject("created_at", Instant.class)))
            .list();
        return Page.of(items, paging, total);
    }

    /**
     * Shows one of the staff.
     * @param id whose account
     * @return the account
     * @throws StaffNotFound if no open account of the staff has the id
     */
    public StaffMember member(AccountId id) {
        return find(id).orElseThrow(StaffNotFound::new);
    }

    private Optional<StaffMember> find(AccountId id) {
        return this.jdbc.sql("SELECT id, email, name, role, created_at " + MEMBERS + "AND id = :id")
            .param("id", id.value())
            .query((row, number) -> new StaffMember(id, row.getString("email"), row.getString("name"),
                    Role.valueOf(row.getString("role")), row.getObject("created_at", Instant.class)))
            .optional();
    }

    /**
     * Gives one of the staff another role. Nothing happens if it is the present one.
     * @param id whose account
     * @param role the new role, one of staff
     * @return the account as it is then
     * @throws StaffNotFound if no open account of the staff has the id
     * @throws InvalidRequest if the role is not one of staff
     * @throws io.ticketblue.accounts.LastAdmin if no administrator would be left
     */
    public StaffMember changeRole(AccountId id, Role role) {
        requireStaffRole(role);
        Role before = member(id).role();
        if (before != role) {
            replace(id, before, role, "staff.role-changed");
        }
        return member(id);
    }

    private static void requireStaffRole(Role role) {
        if (!role.isStaff()) {
            throw new InvalidRequest("role", "accounts.staff-role-rule");
        }
    }

    /**
     * Makes one of the staff a buyer again.
     * @param id whose account
     * @throws StaffNotFound if no open account of the staff has the id
     * @throws io.ticketblue.accounts.LastAdmin if no administrator would be left
     */
    public void revoke(AccountId id) {
        replace(id, member(id).role(), Role.USER, "staff.revoked");
    }

    private void replace(AccountId id, Role before, Role role, String event) {
        this.transaction.executeWithoutResult((status) -> {
            if (!this.registrations.changeRole(id, role)) {
                throw new StaffNotFound();
            }
            this.trail.record(event, "account " + id, Map.of("role", before), Map.of("role", role));
        });
        this.changes.noteOne();
        this.log.staff(event, id.value(), before + " to " + role);
    }

}
