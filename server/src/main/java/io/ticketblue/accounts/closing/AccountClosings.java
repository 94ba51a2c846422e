package io.ticketblue.accounts.closing;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.internal.CredentialChanges;
import io.ticketblue.accounts.internal.Registrations;
import io.ticketblue.accounts.internal.SignIns;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes accounts: erases what is personal, frees the address, of which only a keyed hash
 * is remembered, and ends every session and token, on other nodes within two seconds.
 * Reservations stay. {@link AccountClosed} is published once.
 */
@Service
public class AccountClosings {

    private final Registrations registrations;

    private final FormerAddresses addresses;

    private final SignIns signIns;

    private final CredentialChanges changes;

    private final TransactionTemplate transaction;

    AccountClosings(Registrations registrations, FormerAddresses addresses, SignIns signIns, CredentialChanges changes,
            PlatformTransactionManager transactions) {
        this.registrations = registrations;
        this.addresses = addresses;
        this.signIns = signIns;
        this.changes = changes;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Closes an account at its owner's wish.
     * @param id whose
     * @param password the present password
     * @throws io.ticketblue.accounts.PasswordWrong if the present password is another one
     * @throws io.ticketblue.accounts.TooManyAttempts after too many wrong ones
     * @throws io.ticketblue.accounts.LastAdmin if no administrator would be left
     * @throws AccountNotFound if there is no open account
     */
    public void close(AccountId id, String password) {
        this.signIns.requirePassword(id, password);
        this.transaction.executeWithoutResult((status) -> erase(id));
        this.changes.noteOne();
    }

    private void erase(AccountId id) {
        AccountView account = this.registrations.lockToClose(id).orElseThrow(AccountNotFound::new);
        this.registrations.close(id);
        if (account.emailVerified()) {
            this.addresses.remember(account.email());
        }
    }

}
