package io.ticketblue.accounts.internal;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Reads the access token from the header {@code Authorization}, as RFC 6750 writes it:
 * {@code Bearer} and a token of letters, digits and {@code -._~+/=}.
 */
final class HeaderTokens implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length() - 1)) {
            return null;
        }
        if (!isToken(header)) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("Bearer token is malformed"));
        }
        return header.substring(SCHEME.length());
    }

    private static boolean isToken(String header) {
        if (header.length() <= SCHEME.length() || header.charAt(SCHEME.length() - 1) != ' ') {
            return false;
        }
        int end = header.length();
        while (header.charAt(end - 1) == '=') {
            end--;
        }
        for (int at = SCHEME.length(); at < end; at++) {
            char character = header.charAt(at);
            boolean plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9') || "-._~+/".indexOf(character) >= 0;
            if (!plain) {
                return false;
            }
        }
        return end > SCHEME.length();
    }

}
