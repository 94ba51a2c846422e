package io.ticketblue.accounts;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.accounts.changes.AccountRenamed;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.AccountRules;
import io.ticketblue.accounts.internal.CredentialChanges;
import io.ticketblue.accounts.internal.Registrations;
import io.ticketblue.accounts.internal.SignIns;
import io.ticketblue.accounts.internal.SignUps;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.Passwords;
import io.ticketblue.shared.SecurityLog;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of buyers and staff. */
@Service
public class Accounts {

    private final AccountRows rows;

    private final Registrations registrations;

    private final SignIns signIns;

    private final SignUps signUps;

    private final Passwords passwords;

    private final CredentialChanges changes;

    private final SecurityLog log;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    Accounts(AccountRows rows, Registrations registrations, SignIns signIns, SignUps signUps, Passwords passwords,
            CredentialChanges changes, SecurityLog log, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.registrations = registrations;
        this.signIns = signIns;
        this.signUps = signUps;
        this.passwords = passwords;
        this.changes = changes;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes a buyer's account.
     * @param signUp what the person gave
     * @return the account
     * @throws io.ticketblue.shared.InvalidRequest naming each field that breaks a rule
     * @throws EmailTaken if an account has the address, in whatever case
     */
    public AccountView register(SignUp signUp) {
        return register(signUp, (String) null);
    }

    /**
     * Makes a buyer's account at the wish of somebody elsewhere.
     * @param signUp what the person gave
     * @param networkAddress from where, as the container or a proxy gives it
     * @return the account
     * @throws io.ticketblue.shared.InvalidRequest naming each field that breaks a rule
     * @throws EmailTaken if an account has the address, in whatever case
     * @throws TooManySignUps if too many signed up from there
     * @throws io.ticketblue.shared.Overloaded if too many sign up at once
     */
    public AccountView register(SignUp signUp, @Nullable String networkAddress) {
        return this.signUps.register(signUp, networkAddress);
    }

    /**
     * Makes a buyer's account whose address the application itself vouches for: no mail
     * is sent to verify it.
     * @param signUp who, by the same rules
     * @return the account
     * @throws io.ticketblue.shared.InvalidRequest naming each field that breaks a rule
     * @throws EmailTaken if an account has the address, in whatever case
     * @throws io.ticketblue.shared.Overloaded if too many sign up at once
     */
    public AccountView registerVerified(SignUp signUp) {
        return this.signUps.registerVerified(signUp);
    }

    /**
     * Shows an account, also a closed one.
     * @param id whose
     * @return the account
     * @throws AccountNotFound if there never was one
     */
    @Transactional(readOnly = true)
    public AccountView account(AccountId id) {
        return this.rows.find(id).orElseThrow(AccountNotFound::new);
    }

    /**
     * Shows an account that is open.
     * @throws AccountNotFound if there is none, or it is closed
     */
    @Transactional(readOnly = true)
    public AccountView openAccount(AccountId id) {
        return this.rows.findOpen(id).orElseThrow(AccountNotFound::new);
    }

    /**
     * Keeps an open account from being closed or changed until the caller's transaction
     * ends (a shared lock). To be asked for before any lock on what the account has, as
     * closing an account locks in that order.
     * @throws AccountNotFound if there is none, or it is closed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public AccountView lockOpenAccount(AccountId id) {
        return this.rows.lockOpenShared(id).orElseThrow(AccountNotFound::new);
    }

    /**
     * Shows several accounts at once, also closed ones.
     * @param ids whose
     * @return those that exist
     */
    @Transactional(readOnly = true)
    public Map<AccountId, AccountView> accounts(Collection<AccountId> ids) {
        return this.rows.find(ids);
    }

    /**
     * Finds the open account with an address.
     * @param email the address, in whatever case
     * @return the account, if there is one
     */
    @Transactional(readOnly = true)
    public Optional<AccountView> accountOf(String email) {
        return this.rows.findOpen(email.strip());
    }

    /**
     * Changes the profile.
     * @param id whose
     * @param change what to change
     * @return the account as it is then
     * @throws io.ticketblue.shared.InvalidRequest if the name or the language breaks a
     * rule
     * @throws AccountNotFound if there is no open account
     */
    @Transactional
    public AccountView changeProfile(AccountId id, ProfileChange change) {
        if (change.name() != null) {
            AccountRules.checkName(change.name());
            require(this.rows.rename(id, AccountRules.normalName(change.name())));
            this.events.publishEvent(new AccountRenamed(id, this.clock.instant()));
        }
        if (change.marketingConsent() != null) {
            require(this.rows.consent(id, change.marketingConsent()));
        }
        if (change.language() != null) {
            AccountRules.checkLanguage(change.language());
            require(this.rows.changeLanguage(id, change.language()));
        }
        return this.rows.findOpen(id).orElseThrow(AccountNotFound::new);
    }

    /**
     * Changes the password. Every session and every token of the account ends, on other
     * nodes within two seconds; a page that wants to keep its own session calls
     * {@link PageSessions#start} afterwards.
     * @param id whose
     * @param current the present password
     * @param password the new one
     * @throws io.ticketblue.shared.InvalidRequest if the new password breaks a rule
     * @throws PasswordWrong if the present password is another one, also because somebody
     * has just changed it
     * @throws TooManyAttempts after too many wrong ones
     * @throws AccountNotFound if there is no open account
     */
    public void changePassword(AccountId id, String current, String password) {
        AccountRules.checkPassword("password", password);
        long version = this.signIns.requirePassword(id, current);
        if (!this.registrations.changePassword(id, version, this.passwords.hash(Lane.SIGN_IN, password))) {
            throw new PasswordWrong();
        }
        this.changes.noteOne();
        this.log.passwordChanged(id.value());
    }

    private static void require(boolean found) {
        if (!found) {
            throw new AccountNotFound();
        }
    }

}
