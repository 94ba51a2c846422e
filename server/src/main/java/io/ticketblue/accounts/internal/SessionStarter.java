package io.ticketblue.accounts.internal;

import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.shared.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Starts and ends sessions of the pages. */
@Component
public class SessionStarter {

    private final AccountRows accounts;

    private final PersonSessions sessions;

    private final SessionStore store;

    private final CsrfTokenRepository csrfTokens;

    private final ReturnPath returnPath;

    SessionStarter(AccountRows accounts, PersonSessions sessions, SessionStore store, CsrfTokenRepository csrfTokens,
            ReturnPath returnPath) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.store = store;
        this.csrfTokens = csrfTokens;
        this.returnPath = returnPath;
    }

    /**
     * Signs the owner of an account in.
     * @param account whose session it shall be
     * @param request the present request
     * @param response its answer
     * @throws AccountNotFound if there is no open account
     * @throws Unavailable if sessions cannot be kept at the moment
     */
    public void start(AccountId account, HttpServletRequest request, HttpServletResponse response) {
        if (!this.store.isAvailable()) {
            throw new Unavailable();
        }
        SignedInPerson person = this.accounts.credentials(account)
            .map(SignedInPerson::of)
            .orElseThrow(AccountNotFound::new);
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        this.csrfTokens.saveToken(null, request, response);
        SecurityContext context = new SecurityContextImpl(new PersonAuthentication(person));
        SecurityContextHolder.setContext(context);
        this.sessions.saveContext(context, request, response);
    }

    /**
     * Takes the page that somebody wanted before having to sign in.
     * @param response its answer, which forgets that page
     * @return a path of this site, if one was wanted
     */
    public Optional<String> takeReturnPath(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> wanted = this.returnPath.wanted(request);
        this.returnPath.removeRequest(request, response);
        return wanted;
    }

    /**
     * Signs out.
     * @param request the present request
     * @param response its answer
     */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        new SecurityContextLogoutHandler().logout(request, response, null);
        this.csrfTokens.saveToken(null, request, response);
    }

}
