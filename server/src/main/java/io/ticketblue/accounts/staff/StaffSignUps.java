package io.ticketblue.accounts.staff;

import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.InviteCodeInvalid;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.AccountRules;
import io.ticketblue.accounts.internal.CredentialChanges;
import io.ticketblue.accounts.internal.Hashes;
import io.ticketblue.accounts.internal.Registrations;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.Passwords;
import io.ticketblue.accounts.verification.EmailVerifications;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.SecurityLog;
import io.ticketblue.shared.database.RetriedTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Accepts invitations, with a new account or with one that is there. Of many who accept
 * the same invitation one does, decided by one conditional update. Wrong codes of one
 * network address are limited.
 */
@Service
public class StaffSignUps {

    private final InvitationRepository invitations;

    private final AccountRows accounts;

    private final Registrations registrations;

    private final EmailVerifications verifications;

    private final Passwords passwords;

    private final CredentialChanges changes;

    private final AuditTrail trail;

    private final SecurityLog log;

    private final WrongCodes wrongCodes;

    private final RetriedTransaction transaction;

    private final Clock clock;

    StaffSignUps(InvitationRepository invitations, AccountRows accounts, Registrations registrations,
            EmailVerifications verifications, Passwords passwords, CredentialChanges changes, AuditTrail trail,
            SecurityLog log, WrongCodes wrongCodes, RetriedTransaction transaction, Clock clock) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.registrations = registrations;
        this.verifications = verifications;
        this.passwords = passwords;
        this.changes = changes;
        this.trail = trail;
        this.log = log;
        this.wrongCodes = wrongCodes;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Shows the invitation that a code accepts.
     * @param code the code
     * @param networkAddress whose guesses are counted, null for none
     * @return the invitation
     * @throws InviteCodeInvalid if the code accepts nothing, or no longer
     * @throws io.ticketblue.shared.TooManyFailures after too many wrong codes
     */
    public Invitation invitation(String code, @Nullable String networkAddress) {
        return counted(networkAddress, () -> this.invitations.open(Hashes.sha256(code), this.clock.instant())
            .orElseThrow(InviteCodeInvalid::new));
    }

    /**
     * Tells why a code accepts nothing, to whoever has it.
     * @return what became of its invitation
     */
    public InvitationState state(String code) {
        return this.invitations.state(Hashes.sha256(code), this.clock.instant());
    }

    /**
     * Makes an account of the staff.
     * @param signUp what the person gave; the address must be the invited one
     * @param code the invitation's code
     * @param networkAddress whose guesses are counted, null for none
     * @return the account
     * @throws io.ticketblue.shared.InvalidRequest naming each field that breaks a rule
     * @throws InviteCodeInvalid if the code accepts nothing for this address, or no
     * longer
     * @throws EmailTaken if an account has the address; its owner signs in and accepts
     * then
     * @throws io.ticketblue.shared.TooManyFailures after too many wrong codes
     */
    public AccountView join(SignUp signUp, String code, @Nullable String networkAddress) {
        AccountRules.check(signUp);
        SignUp normal = AccountRules.normal(signUp);
        Invitation invitation = invitationOf(normal.email(), code, networkAddress);
        if (this.accounts.findOpen(normal.email()).isPresent()) {
            throw new EmailTaken();
        }
        String hash = this.passwords.hash(Lane.SIGN_UP, signUp.password());
        AccountView account = this.transaction.get(() -> {
            end(invitation, code);
            // The administrator who invited the address vouches for it.
            AccountView made = this.registrations.register(normal, hash, invitation.role(), true);
            note(invitation, made.id());
            return made;
        });
        this.log.staff("staff.joined", account.id().value(), invitation.role().name());
        return account;
    }

    /**
     * Gives an account that is there the invitation's role. Its address counts as
     * verified from then on, as that of a new account does: the administrator vouches for
     * it. All its sessions and tokens end; a page that wants to keep its own starts one.
     * @param id whose account, with the invited address
     * @param code the invitation's code
     * @param networkAddress whose guesses are counted, null for none
     * @return the account
     * @throws InviteCodeInvalid if the code accepts nothing for this address, or no
     * longer
     * @throws AccountNotFound if there is no open account
     * @throws io.ticketblue.shared.TooManyFailures after too many wrong codes
     */
    public AccountView accept(AccountId id, String code, @Nullable String networkAddress) {
        AccountView account = this.accounts.findOpen(id).orElseThrow(AccountNotFound::new);
        Invitation invitation = invitationOf(account.email(), code, networkAddress);
        this.transaction.get(() -> {
            end(invitation, code);
            if (!this.registrations.changeRole(id, invitation.role())) {
                throw new AccountNotFound();
            }
            this.verifications.vouch(id);
            note(invitation, id);
            return account;
        });
        this.changes.noteOne();
        this.log.staff("staff.joined", id.value(), invitation.role().name());
        return this.accounts.findOpen(id).orElseThrow(AccountNotFound::new);
    }

    private Invitation invitationOf(String email, String code, @Nullable String networkAddress) {
        return counted(networkAddress,
                () -> this.invitations.open(Hashes.sha256(code), this.clock.instant())
                    .filter((found) -> found.email().equals(email))
                    .orElseThrow(InviteCodeInvalid::new));
    }

    private Invitation counted(@Nullable String networkAddress, Supplier<Invitation> look) {
        try {
            return this.wrongCodes.count(networkAddress, look);
        }
        catch (InviteCodeInvalid ex) {
            this.log.staff("staff.invite-code-refused", null, "");
            throw ex;
        }
    }

    private void end(Invitation invitation, String code) {
        if (!this.invitations.end(invitation, Hashes.sha256(code), this.clock.instant())) {
            throw new InviteCodeInvalid();
        }
    }

    private void note(Invitation invitation, AccountId account) {
        this.invitations.acceptedBy(invitation.id(), account);
        this.trail.recordBy(account.value(), "staff.joined", "account " + account, null,
                Map.of("email", AccountRules.maskedEmail(invitation.email()), "role", invitation.role(), "invitation",
                        invitation.id().value()));
    }

}
