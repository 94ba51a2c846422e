package io.ticketblue.accounts.internal;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is behind a session of the pages, as the database knows the person now.
 *
 * @param id identifies the account
 * @param name what the person is called
 * @param role what the account may do
 * @param credentialsVersion the version that the session belongs to
 */
record SignedInPerson(AccountId id, String name, Role role, long credentialsVersion) implements AuthenticatedPrincipal {

    static SignedInPerson of(StoredAccount account) {
        return new SignedInPerson(account.id(), account.name(), account.role(), account.credentialsVersion());
    }

    @Override
    public String getName() {
        return this.name;
    }

}
