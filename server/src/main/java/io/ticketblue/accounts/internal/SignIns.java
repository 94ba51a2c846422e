package io.ticketblue.accounts.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.BadCredentials;
import io.ticketblue.accounts.PasswordWrong;
import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.accounts.internal.activity.LastSignIns;
import io.ticketblue.accounts.internal.password.HashingQueue;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.HashingQueue.Slot;
import io.ticketblue.accounts.internal.password.Passwords;
import io.ticketblue.accounts.internal.throttle.Capacity;
import io.ticketblue.accounts.internal.throttle.SignInThrottle;
import io.ticketblue.accounts.internal.throttle.SignInThrottle.Attempt;
import io.ticketblue.accounts.internal.throttle.Subject;
import io.ticketblue.shared.SecurityLog;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Checks who somebody is by address and password. An address without an account takes as
 * long and gets the same answers as one with an account and a wrong password. Whatever
 * ends without a decision about the password counts as no attempt.
 */
@Service
public class SignIns {

    private final AccountRows rows;

    private final Passwords passwords;

    private final HashingQueue queue;

    private final SignInThrottle throttle;

    private final KnownDevices devices;

    private final LastSignIns lastSignIns;

    private final SecurityLog log;

    SignIns(AccountRows rows, Passwords passwords, HashingQueue queue, SignInThrottle throttle, KnownDevices devices,
            LastSignIns lastSignIns, SecurityLog log) {
        this.rows = rows;
        this.passwords = passwords;
        this.queue = queue;
        this.throttle = throttle;
        this.devices = devices;
        this.lastSignIns = lastSignIns;
        this.log = log;
    }

    /**
     * Checks address and password.
     * @param networkAddress from where, as the container or a proxy gives it
     * @param deviceCookie what {@link KnownDevices} has left in the browser
     * @throws BadCredentials if they do not belong together
     * @throws TooManyAttempts after too many wrong passwords
     * @throws io.ticketblue.shared.Overloaded if too many sign in at once
     */
    StoredAccount verify(String email, String password, @Nullable String networkAddress,
            @Nullable String deviceCookie) {
        String normalEmail = AccountRules.normalEmail(email);
        List<Subject> subjects = this.devices.find(normalEmail, deviceCookie)
            .map(List::of)
            .orElseGet(() -> this.throttle.strangers(normalEmail, networkAddress));
        Decision decision = decide(subjects, password,
                () -> AccountRules.isEmail(email) ? this.rows.credentials(normalEmail) : Optional.empty());
        StoredAccount owner = decision.owner();
        if (owner == null) {
            this.log.signInFailed(decision.account());
            throw new BadCredentials();
        }
        this.lastSignIns.note(owner.id());
        this.log.signedIn(owner.id().value());
        return owner;
    }

    /**
     * Asks a person who is signed in for the password again. Wrong passwords of others
     * who try to sign in do not count here.
     * @param id whose
     * @param password the present password
     * @return the version of the credentials that were checked
     * @throws PasswordWrong if it is another one
     * @throws TooManyAttempts after too many wrong ones
     * @throws AccountNotFound if there is no open account
     * @throws io.ticketblue.shared.Overloaded if too many sign in at once
     */
    public long requirePassword(AccountId id, String password) {
        Decision decision = decide(List.of(Subject.owner(id)), password,
                () -> Optional.of(this.rows.credentials(id).orElseThrow(AccountNotFound::new)));
        StoredAccount owner = decision.owner();
        if (owner == null) {
            this.log.signInFailed(id.value());
            throw new PasswordWrong();
        }
        return owner.credentialsVersion();
    }

    private Decision decide(List<Subject> subjects, String password, Supplier<Optional<StoredAccount>> account) {
        try {
            this.throttle.refuseBlocked(subjects);
            return attempt(subjects, password, account);
        }
        catch (TooManyAttempts ex) {
            this.log.signInLocked();
            throw ex;
        }
    }

    /**
     * Everything that may wait for the database or for other attempts is done on the
     * caller's thread; the threads of the queue only hash.
     */
    private Decision attempt(List<Subject> subjects, String password, Supplier<Optional<StoredAccount>> account) {
        try (Slot slot = this.queue.slot(Lane.SIGN_IN);
                Attempt attempt = this.throttle.begin(subjects, Capacity.of(slot::reserve, slot::release))) {
            StoredAccount found = account.get().orElse(null);
            Comparison comparison = slot.call(() -> compare(password, (found != null) ? found.passwordHash() : null));
            if (!comparison.same() || found == null) {
                attempt.failed();
                return new Decision((found != null) ? found.id().value() : null, null);
            }
            attempt.succeeded();
            if (comparison.renewedHash() != null) {
                this.rows.rehash(found, comparison.renewedHash());
            }
            return new Decision(found.id().value(), found);
        }
    }

    private Comparison compare(String password, @Nullable String hash) {
        boolean same = this.passwords.matches(password, hash);
        boolean renew = same && hash != null && this.passwords.isOutdated(hash);
        return new Comparison(same, renew ? this.passwords.hash(password) : null);
    }

    /**
     * Result of comparing a password with a hash.
     *
     * @param renewedHash a hash by the present settings, if the compared one is weaker
     */
    private record Comparison(boolean same, @Nullable String renewedHash) {
    }

    /**
     * Result of an attempt.
     *
     * @param account whose it was compared with, if there is one
     * @param owner the account, if the password was right
     */
    private record Decision(@Nullable Long account, @Nullable StoredAccount owner) {
    }

}
