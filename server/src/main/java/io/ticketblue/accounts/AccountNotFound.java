package io.ticketblue.accounts;

import io.ticketblue.shared.NotFound;

/** There is no such account. */
public final class AccountNotFound extends NotFound {

    /** Creates the problem. */
    public AccountNotFound() {
        super("accounts.account-not-found");
    }

}
