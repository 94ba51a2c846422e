package io.ticketblue.accounts.internal.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * CSRF tokens in a cookie, signed together with the session's id: a cookie that somebody
 * planted, or that belongs to another session, is no token. Without a session the token
 * is bound to having none, so that looking around and the sign-in form need no session.
 * The signed double-submit cookie of the OWASP cheat sheet on CSRF.
 */
public final class SessionCsrfTokens implements CsrfTokenRepository {

    private static final String COOKIE = "XSRF-TOKEN";

    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    private final CookieCsrfTokenRepository cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();

    private final SecretKeySpec key;

    /**
     * Signs with a key of its own that is derived from another.
     * @param key the same on all nodes
     * @param site tells whether cookies are secure
     */
    public SessionCsrfTokens(byte[] key, SiteSettings site) {
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(key, "HmacSHA256"), "csrf"), "HmacSHA256");
        this.cookies.setCookieName(site.cookie(COOKIE));
        this.cookies.setCookieCustomizer((cookie) -> {
            cookie.sameSite("Lax").path("/");
            if (site.secure()) {
                cookie.secure(true);
            }
        });
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        byte[] bytes = new byte[RANDOM_BYTES];
        this.random.nextBytes(bytes);
        CsrfToken names = this.cookies.generateToken(request);
        return new DefaultCsrfToken(names.getHeaderName(), names.getParameterName(), signed(encode(bytes), request));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        this.cookies.saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        CsrfToken token = this.cookies.loadToken(request);
        if (token == null) {
            return null;
        }
        String text = token.getToken();
        String random = text.substring(0, Math.max(0, text.indexOf('.')));
        boolean mine = MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8),
                signed(random, request).getBytes(StandardCharsets.UTF_8));
        return mine ? token : null;
    }

    private String signed(String random, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String id = (session != null) ? session.getId() : "";
        return random + "." + encode(hmac(this.key, id.length() + "!" + id + "!" + random));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

}
