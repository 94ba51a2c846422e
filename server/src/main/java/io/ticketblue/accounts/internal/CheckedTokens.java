package io.ticketblue.accounts.internal;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Checks access tokens. The signature of a token is verified once and remembered under
 * the token's SHA-256; whether the token has expired, and whether the credentials changed
 * since, is looked at each time.
 */
@Component
class CheckedTokens implements AuthenticationManager {

    /** About 300 bytes each. */
    private static final int MOST_TOKENS = 50_000;

    private final JwtDecoder decoder;

    private final CredentialChanges changes;

    private final Clock clock;

    private final Cache<ByteBuffer, TokenAuthentication> checked;

    CheckedTokens(JwtDecoder decoder, CredentialChanges changes, AccountSettings settings, Clock clock) {
        this.decoder = decoder;
        this.changes = changes;
        this.clock = clock;
        this.checked = Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfterWrite(settings.accessTokenLife())
            .build();
    }

    @Override
    public Authentication authenticate(Authentication sent) {
        if (!(sent instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("No bearer token");
        }
        try {
            return check(bearer.getToken());
        }
        catch (Unavailable problem) {
            throw new Unknown(problem);
        }
    }

    private TokenAuthentication check(String token) {
        ByteBuffer hash = ByteBuffer.wrap(Hashes.sha256(token));
        TokenAuthentication known = this.checked.getIfPresent(hash);
        if (known != null && known.isGood(this.clock.instant(), this.changes)) {
            return known;
        }
        if (known != null) {
            this.checked.invalidate(hash);
        }
        TokenAuthentication person = decode(token);
        this.checked.put(hash, person);
        return person;
    }

    private TokenAuthentication decode(String token) {
        try {
            Jwt jwt = this.decoder.decode(token);
            Number version = Objects.requireNonNull(jwt.getClaim(AccessTokens.VERSION));
            return new TokenAuthentication(AccountId.valueOf(jwt.getSubject()),
                    Role.valueOf(jwt.getClaimAsString(AccessTokens.ROLE)), version.longValue(),
                    Objects.requireNonNull(jwt.getExpiresAt()));
        }
        catch (BadJwtException ex) {
            throw new InvalidBearerTokenException("The token is not good", ex);
        }
    }

    /** Nobody can tell at the moment whether the token is still good. */
    static final class Unknown extends AuthenticationException {

        private final transient @Nullable Unavailable problem;

        private Unknown(Unavailable problem) {
            super(problem.code(), problem);
            this.problem = problem;
        }

        Unavailable problem() {
            return Objects.requireNonNullElseGet(this.problem, Unavailable::new);
        }

    }

}
