package io.ticketblue.accounts.staff;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.AccountRules;
import io.ticketblue.accounts.internal.Hashes;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.SecurityLog;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.database.RetriedTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Invitations to the staff: for one address, good once, expiring. {@link StaffSignUps}
 * accepts them.
 */
@Service
public class Invitations {

    private static final int CODE_BYTES = 32;

    private static final int MOST_SHOWN = 200;

    private final SecureRandom random = new SecureRandom();

    private final InvitationRepository invitations;

    private final AccountRows accounts;

    private final AuditTrail trail;

    private final SecurityLog log;

    private final URI site;

    private final RetriedTransaction transaction;

    private final Duration validFor;

    private final Clock clock;

    Invitations(InvitationRepository invitations, AccountRows accounts, AuditTrail trail, SecurityLog log,
            SiteSettings site, InvitationSettings settings, RetriedTransaction transaction, Clock clock) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.trail = trail;
        this.log = log;
        this.site = site.publicUrl();
        this.validFor = settings.validFor();
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Invites whoever has an address. An earlier invitation of the same address is void.
     * @param email the address, whether it has an account or not
     * @param role what the account may do then; a role of staff
     * @return the invitation with its code, which cannot be shown again
     * @throws InvalidRequest if the address is none or the role is not one of staff
     * @throws AlreadyStaff if the address has an account of the staff
     */
    public NewInvitation invite(String email, Role role) {
        check(email, role);
        return this.transaction.get(() -> inviteOnce(AccountRules.normalEmail(email), role));
    }

    private NewInvitation inviteOnce(String address, Role role) {
        if (this.accounts.findOpen(address).filter((account) -> account.role().isStaff()).isPresent()) {
            throw new AlreadyStaff();
        }
        byte[] bytes = new byte[CODE_BYTES];
        this.random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = this.clock.instant();
        Invitation invitation = this.invitations.save(address, role, Hashes.sha256(code), now, now.plus(this.validFor));
        this.trail.record("staff.invited", "invitation " + invitation.id(), null, Map.of("email",
                AccountRules.maskedEmail(address), "role", role, "expiresAt", invitation.expiresAt().toString()));
        logAfterCommit("staff.invited", "invitation " + invitation.id() + " " + role);
        return new NewInvitation(invitation, code, URI.create(this.site + "/invitations/" + code));
    }

    private static void check(String email, Role role) {
        if (email.isBlank()) {
            throw new InvalidRequest("email", "request.required");
        }
        if (!AccountRules.isEmail(email)) {
            throw new InvalidRequest("email", "accounts.email-rule");
        }
        if (!role.isStaff()) {
            throw new InvalidRequest("role", "accounts.staff-role-rule");
        }
    }

    /**
     * Lists the invitations that can still be accepted.
     * @return the newest first, at most 200
     */
    @Transactional(readOnly = true)
    public List<Invitation> open() {
        return this.invitations.open(this.clock.instant(), MOST_SHOWN);
    }

    /**
     * Shows an invitation that can still be accepted.
     * @return the invitation
     * @throws InvitationNotFound if it is not open
     */
    @Transactional(readOnly = true)
    public Invitation invitation(InvitationId id) {
        return this.invitations.open(id, this.clock.instant()).orElseThrow(InvitationNotFound::new);
    }

    /**
     * Withdraws an invitation: its link is void at once.
     * @param id which
     * @throws InvitationNotFound if it is not open
     */
    @Transactional
    public void withdraw(InvitationId id) {
        Invitation invitation = invitation(id);
        if (!this.invitations.end(invitation, null, this.clock.instant())) {
            throw new InvitationNotFound();
        }
        noteWithdrawn(invitation, null);
    }

    /**
     * Withdraws the invitation of an address and forgets those that have ended, in the
     * transaction that closes the account with the address. To be called before the
     * account is locked, as whoever accepts locks the invitation first.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(String email) {
        this.invitations.erase(email, this.clock.instant())
            .ifPresent((invitation) -> noteWithdrawn(invitation, Map.of("reason", "ACCOUNT_CLOSED")));
    }

    private void noteWithdrawn(Invitation invitation, @Nullable Object after) {
        String subject = "invitation " + invitation.id();
        this.trail.record("staff.invitation-withdrawn", subject,
                Map.of("email", AccountRules.maskedEmail(invitation.email()), "role", invitation.role()), after);
        logAfterCommit("staff.invitation-withdrawn", subject);
    }

    /** The security log tells nothing that is rolled back. */
    private void logAfterCommit(String event, String detail) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Invitations.this.log.staff(event, null, detail);
            }
        });
    }

}
