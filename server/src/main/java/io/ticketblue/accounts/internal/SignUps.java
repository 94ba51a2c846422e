package io.ticketblue.accounts.internal;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.EmailTaken;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.Passwords;
import io.ticketblue.accounts.internal.throttle.SignUpThrottle;
import io.ticketblue.accounts.internal.verification.VerificationPolicy;
import io.ticketblue.shared.Overloaded;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Makes accounts for people: everything that can be refused cheaply is refused before the
 * password is hashed.
 */
@Service
public class SignUps {

    private final SignUpThrottle throttle;

    private final AccountRows rows;

    private final Passwords passwords;

    private final Registrations registrations;

    private final VerificationPolicy verification;

    SignUps(SignUpThrottle throttle, AccountRows rows, Passwords passwords, Registrations registrations,
            VerificationPolicy verification) {
        this.throttle = throttle;
        this.rows = rows;
        this.passwords = passwords;
        this.registrations = registrations;
        this.verification = verification;
    }

    /**
     * Makes a buyer's account.
     * @param signUp what the person gave
     * @param networkAddress from where, null for the application itself
     * @return the account
     * @throws io.ticketblue.shared.InvalidRequest naming each field that breaks a rule
     * @throws io.ticketblue.accounts.TooManySignUps if there were too many from there
     * @throws EmailTaken if an account has the address, in whatever case
     * @throws Overloaded if too many sign up at once
     */
    public AccountView register(SignUp signUp, @Nullable String networkAddress) {
        return register(signUp, networkAddress, this.verification.atOnce());
    }

    /**
     * Makes a buyer's account whose address the application itself vouches for.
     * @param signUp who, by the same rules
     * @return the account
     */
    public AccountView registerVerified(SignUp signUp) {
        return register(signUp, null, true);
    }

    private AccountView register(SignUp signUp, @Nullable String networkAddress, boolean verified) {
        AccountRules.check(signUp);
        SignUp normal = AccountRules.normal(signUp);
        this.throttle.enter(networkAddress);
        if (this.rows.findOpen(normal.email()).isPresent()) {
            throw new EmailTaken();
        }
        return this.registrations.register(normal, hash(signUp.password(), networkAddress), Role.USER, verified);
    }

    private String hash(String password, @Nullable String networkAddress) {
        try {
            return this.passwords.hash(Lane.SIGN_UP, password);
        }
        catch (Overloaded ex) {
            this.throttle.takeBack(networkAddress);
            throw ex;
        }
    }

}
