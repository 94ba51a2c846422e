package io.ticketblue.accounts.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.BadCredentials;
import io.ticketblue.accounts.PasswordWrong;
import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.accounts.internal.SignInThrottle.Subject;
import io.ticketblue.shared.SecurityLog;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Checks who somebody is by address and password. An address without an account takes as
 * long and gets the same answers as one with an account and a wrong password.
 */
@Service
public class SignIns {

    private final AccountRows rows;

    private final Passwords passwords;

    private final SignInThrottle throttle;

    private final SecurityLog log;

    SignIns(AccountRows rows, Passwords passwords, SignInThrottle throttle, SecurityLog log) {
        this.rows = rows;
        this.passwords = passwords;
        this.throttle = throttle;
        this.log = log;
    }

    /** The account, BadCredentials or TooManyAttempts. */
    StoredAccount verify(String email, String password, @Nullable String networkAddress) {
        String normalEmail = AccountRules.normalEmail(email);
        List<Subject> subjects = new ArrayList<>();
        subjects.add(Subject.account(normalEmail));
        Subject.address(networkAddress).ifPresent(subjects::add);
        enter(subjects);
        Optional<StoredAccount> account = AccountRules.isEmail(email) ? this.rows.credentials(normalEmail)
                : Optional.empty();
        boolean same = this.passwords.matches(password, account.map(StoredAccount::passwordHash).orElse(null));
        StoredAccount owner = account.filter((found) -> same).orElseThrow(() -> {
            this.log.signInFailed(account.map((found) -> found.id().value()).orElse(null));
            return new BadCredentials();
        });
        this.log.signedIn(owner.id().value());
        this.throttle.succeeded(subjects);
        if (this.passwords.isOutdated(owner.passwordHash())) {
            this.rows.rehash(owner, this.passwords.hash(password));
        }
        return owner;
    }

    /**
     * Asks a person who is signed in for the password again.
     * @param id whose
     * @param password the present password
     * @throws PasswordWrong if it is another one
     * @throws TooManyAttempts after too many wrong ones
     * @throws AccountNotFound if there is no open account
     */
    public void requirePassword(AccountId id, String password) {
        AccountView view = this.rows.findOpen(id).orElseThrow(AccountNotFound::new);
        List<Subject> subjects = List.of(Subject.account(view.email()));
        enter(subjects);
        StoredAccount account = this.rows.credentials(id).orElseThrow(AccountNotFound::new);
        if (!this.passwords.matches(password, account.passwordHash())) {
            this.log.signInFailed(id.value());
            throw new PasswordWrong();
        }
        this.throttle.succeeded(subjects);
    }

    private void enter(List<Subject> subjects) {
        try {
            this.throttle.enter(subjects);
        }
        catch (TooManyAttempts ex) {
            this.log.signInLocked();
            throw ex;
        }
    }

}
