package io.ticketblue.accounts.internal;

import java.io.IOException;

import io.ticketblue.accounts.BadCredentials;
import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.database.DatabaseFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * What the sign-in form does: the same checks as the API, answered by leading to pages.
 */
@Component
class PageSignIn implements AuthenticationProvider, AuthenticationSuccessHandler, AuthenticationFailureHandler,
        AuthenticationEntryPoint {

    static final String PATH = "/sign-in";

    static final String EMAIL = "email";

    private static final String HTMX_REQUEST = "HX-Request";

    private static final String HTMX_REDIRECT = "HX-Redirect";

    private final SignIns signIns;

    private final SessionStore store;

    private final ReturnPath returnPath;

    private final KnownDevices devices;

    private final TypedEmail typedEmail;

    PageSignIn(SignIns signIns, SessionStore store, ReturnPath returnPath, KnownDevices devices,
            TypedEmail typedEmail) {
        this.signIns = signIns;
        this.store = store;
        this.returnPath = returnPath;
        this.devices = devices;
        this.typedEmail = typedEmail;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return authentication.equals(UsernamePasswordAuthenticationToken.class);
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        if (!this.store.isAvailable()) {
            throw new Refused(new Unavailable());
        }
        Browser browser = (typed.getDetails() instanceof Browser details) ? details : new Browser(null, null);
        try {
            StoredAccount account = this.signIns.verify(typed.getName(), String.valueOf(typed.getCredentials()),
                    browser.address(), browser.deviceCookie());
            return new PersonAuthentication(SignedInPerson.of(account));
        }
        catch (Problem problem) {
            throw new Refused(problem);
        }
        catch (RuntimeException ex) {
            if (!DatabaseFailures.isConnectionLost(ex)) {
                throw ex;
            }
            // Its circuit breaker has logged the outage.
            throw new Refused(new Unavailable());
        }
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
            Authentication authentication) throws IOException {
        String email = request.getParameter(EMAIL);
        if (email != null) {
            this.devices.remember(AccountRules.normalEmail(email), request, response);
        }
        this.typedEmail.forget(request, response);
        String target = this.returnPath.wanted(request).orElse(request.getContextPath() + "/");
        this.returnPath.removeRequest(request, response);
        response.sendRedirect(target);
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException thrown) throws IOException {
        String email = request.getParameter(EMAIL);
        if (email != null) {
            this.typedEmail.keep(email, request, response);
        }
        response.sendRedirect(request.getContextPath() + PATH + "?error=" + reason(thrown));
    }

    private static String reason(AuthenticationException thrown) {
        Problem problem = (thrown instanceof Refused refused) ? refused.problem : null;
        return switch (problem) {
            case BadCredentials ex -> "bad-credentials";
            case TooManyAttempts ex -> "too-many-attempts";
            case Overloaded ex -> "overloaded";
            case null, default -> "unavailable";
        };
    }

    /**
     * Leads whoever must sign in to the form; parts of pages let the whole page go there.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException thrown)
            throws IOException {
        String form = request.getContextPath() + PATH;
        if (request.getHeader(HTMX_REQUEST) != null) {
            response.setHeader(HTMX_REDIRECT, form);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        response.sendRedirect(form);
    }

    /**
     * Where the form was sent from.
     *
     * @param address the network address
     * @param deviceCookie what {@link KnownDevices} has left there
     */
    record Browser(@Nullable String address, @Nullable String deviceCookie) {

        static Browser of(HttpServletRequest request) {
            return new Browser(request.getRemoteAddr(), KnownDevices.cookie(request));
        }

    }

    private static final class Refused extends AuthenticationException {

        private final transient @Nullable Problem problem;

        private Refused(Problem problem) {
            super(problem.code(), problem);
            this.problem = problem;
        }

    }

}
