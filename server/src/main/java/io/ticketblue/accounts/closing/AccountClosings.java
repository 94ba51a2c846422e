package io.ticketblue.accounts.closing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.CredentialChanges;
import io.ticketblue.accounts.internal.Registrations;
import io.ticketblue.accounts.internal.SignIns;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.SecurityLog;
import io.ticketblue.shared.TypedText;
import io.ticketblue.shared.database.RetriedTransaction;

import org.springframework.stereotype.Service;

/**
 * Closes accounts: erases what is personal, frees the address, of which only a keyed hash
 * is remembered, withdraws an invitation of the address, and ends every session and
 * token, on other nodes within two seconds. Reservations stay. {@link AccountClosed} is
 * published once.
 */
@Service
public class AccountClosings {

    /** The longest reason, in characters. */
    public static final int LONGEST_REASON = 200;

    private final AccountRows accounts;

    private final Registrations registrations;

    private final Invitations invitations;

    private final FormerAddresses addresses;

    private final List<ClosingVeto> vetoes;

    private final SignIns signIns;

    private final CredentialChanges changes;

    private final AuditTrail trail;

    private final SecurityLog log;

    private final CurrentPerson person;

    private final RetriedTransaction transaction;

    AccountClosings(AccountRows accounts, Registrations registrations, Invitations invitations,
            FormerAddresses addresses, List<ClosingVeto> vetoes, SignIns signIns, CredentialChanges changes,
            AuditTrail trail, SecurityLog log, CurrentPerson person, RetriedTransaction transaction) {
        this.accounts = accounts;
        this.registrations = registrations;
        this.invitations = invitations;
        this.addresses = addresses;
        this.vetoes = List.copyOf(vetoes);
        this.signIns = signIns;
        this.changes = changes;
        this.trail = trail;
        this.log = log;
        this.person = person;
        this.transaction = transaction;
    }

    /**
     * Closes an account at its owner's wish.
     * @throws io.ticketblue.accounts.PasswordWrong if the present password is another one
     * @throws io.ticketblue.accounts.TooManyAttempts after too many wrong ones
     * @throws io.ticketblue.accounts.LastAdmin if no administrator would be left
     * @throws HasLiveBookings if it has seats to come or is owed money
     * @throws AccountNotFound if there is no open account
     */
    public void close(AccountId id, String password) {
        this.signIns.requirePassword(id, password);
        close(id, (account) -> {
        });
    }

    /**
     * Closes somebody's account for the house. The reason is kept in the audit trail.
     * @param reason why, 1 to {@value #LONGEST_REASON} characters; nothing personal
     * @throws InvalidRequest if the reason is missing, too long or cannot be printed
     * @throws OwnAccount if it is the account of whoever asks
     * @throws io.ticketblue.accounts.LastAdmin if no administrator would be left
     * @throws HasLiveBookings if it has seats to come or is owed money
     * @throws AccountNotFound if there is no open account
     */
    public void closeByHouse(AccountId id, String reason) {
        String why = checked(reason);
        if (Objects.equals(this.person.id(), id.value())) {
            throw new OwnAccount();
        }
        close(id, (account) -> this.trail.record("account.closed", "account " + id, Map.of("role", account.role()),
                Map.of("reason", why)));
    }

    private static String checked(String reason) {
        String why = TypedText.of(reason);
        if (why.isEmpty() || why.length() > LONGEST_REASON || why.codePoints().anyMatch(TypedText::isUnprintable)) {
            throw new InvalidRequest("reason", "accounts.closing-reason-rule", LONGEST_REASON);
        }
        return why;
    }

    private void close(AccountId id, Consumer<AccountView> record) {
        this.vetoes.forEach((veto) -> veto.tidyUp(id));
        this.transaction.run(() -> record.accept(erase(id)));
        this.changes.noteOne();
        this.log.accountClosed(id.value());
    }

    private AccountView erase(AccountId id) {
        this.invitations.erase(this.accounts.findOpen(id).orElseThrow(AccountNotFound::new).email());
        AccountView account = this.registrations.lockToClose(id).orElseThrow(AccountNotFound::new);
        List<Long> objections = this.vetoes.stream().flatMap((veto) -> veto.objections(id).stream()).sorted().toList();
        if (!objections.isEmpty()) {
            throw new HasLiveBookings(objections);
        }
        this.registrations.close(id);
        if (account.emailVerified()) {
            this.addresses.remember(account.email());
        }
        return account;
    }

}
