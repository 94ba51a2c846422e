package io.ticketblue.accounts.internal;

import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** A person who signed in on a page. */
final class PersonAuthentication extends AbstractAuthenticationToken {

    private final transient SignedInPerson person;

    PersonAuthentication(SignedInPerson person) {
        super(authorities(person.role()));
        this.person = person;
        setAuthenticated(true);
    }

    static List<GrantedAuthority> authorities(Role role) {
        return role.grants()
            .stream()
            .<GrantedAuthority>map((name) -> new SimpleGrantedAuthority("ROLE_" + name))
            .toList();
    }

    /** Who is behind the present request, by session or by access token. */
    static Optional<AccountId> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return switch (authentication) {
            case PersonAuthentication page -> Optional.of(page.person.id());
            case TokenAuthentication token -> Optional.of(token.account());
            case null, default -> Optional.empty();
        };
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public SignedInPerson getPrincipal() {
        return this.person;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonAuthentication that && super.equals(other) && this.person.equals(that.person);
    }

    @Override
    public int hashCode() {
        return this.person.hashCode();
    }

}
