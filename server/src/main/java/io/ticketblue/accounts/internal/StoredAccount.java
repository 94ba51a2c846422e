package io.ticketblue.accounts.internal;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;

/**
 * What proves who an open account's owner is.
 *
 * @param id identifies the account
 * @param name what the person is called
 * @param role what the account may do
 * @param passwordHash the password's hash
 * @param credentialsVersion grows when the password changes; older sessions are over
 */
record StoredAccount(AccountId id, String name, Role role, String passwordHash, long credentialsVersion) {

    @Override
    public String toString() {
        return "StoredAccount[id=" + this.id + "]";
    }

}
