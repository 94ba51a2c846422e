package io.ticketblue.accounts.internal;

import java.time.Instant;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A person who sent an access token. */
final class TokenAuthentication extends AbstractAuthenticationToken {

    private final transient AccountId account;

    private final long version;

    private final Instant expiresAt;

    /**
     * Creates it.
     * @param account whose token it is
     * @param role what the account may do
     * @param version the version of the credentials that the token belongs to
     * @param expiresAt when the token is over
     */
    TokenAuthentication(AccountId account, Role role, long version, Instant expiresAt) {
        super(PersonAuthentication.authorities(role));
        this.account = account;
        this.version = version;
        this.expiresAt = expiresAt;
        setAuthenticated(true);
    }

    AccountId account() {
        return this.account;
    }

    boolean isGood(Instant now, CredentialChanges changes) {
        return now.isBefore(this.expiresAt) && changes.allow(this.account, this.version);
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public AccountId getPrincipal() {
        return this.account;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenAuthentication that && super.equals(other) && this.account.equals(that.account)
                && this.version == that.version && this.expiresAt.equals(that.expiresAt);
    }

    @Override
    public int hashCode() {
        return this.account.hashCode();
    }

}
