package io.ticketblue.accounts;

import java.util.Collection;
import java.util.Map;

import org.springframework.stereotype.Service;

/** The accounts of buyers and staff. */
@Service
public class Accounts {

    /**
     * Makes a buyer's account.
     * @param signUp what the person gave
     * @return the account
     */
    public AccountView register(SignUp signUp) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes an account for box-office staff.
     * @param signUp what the person gave
     * @param inviteCode the code from the server's configuration
     * @return the account
     */
    public AccountView registerStaff(SignUp signUp, String inviteCode) {
        throw new UnsupportedOperationException();
    }

    /**
     * Shows an account, also a closed one.
     * @param id whose
     * @return the account
     */
    public AccountView account(AccountId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Shows several accounts at once.
     * @param ids whose
     * @return those that exist
     */
    public Map<AccountId, AccountView> accounts(Collection<AccountId> ids) {
        throw new UnsupportedOperationException();
    }

}
