package io.ticketblue.accounts;

import java.util.Optional;

import io.ticketblue.accounts.internal.SessionStarter;
import io.ticketblue.accounts.internal.TypedEmail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

/** Sessions of the pages, for what signs people in or out besides the sign-in form. */
@Component
public class PageSessions {

    private final SessionStarter starter;

    private final TypedEmail typedEmail;

    PageSessions(SessionStarter starter, TypedEmail typedEmail) {
        this.starter = starter;
        this.typedEmail = typedEmail;
    }

    /**
     * Signs the owner of an account in under a new session id: after signing up, or to
     * stay signed in after changing the password.
     * @param account whose session it shall be
     * @param request the present request
     * @param response its answer
     * @throws AccountNotFound if there is no open account
     * @throws io.ticketblue.shared.Unavailable if sessions cannot be kept at the moment
     */
    public void start(AccountId account, HttpServletRequest request, HttpServletResponse response) {
        this.starter.start(account, request, response);
    }

    /**
     * Takes the page that somebody wanted before having to sign in or up.
     * @param response its answer, which forgets that page
     * @return a path of this site, if one was wanted within the last minutes
     */
    public Optional<String> takeReturnPath(HttpServletRequest request, HttpServletResponse response) {
        return this.starter.takeReturnPath(request, response);
    }

    /**
     * Keeps an address for the sign-in form, for a few minutes.
     * @param email what was typed
     */
    public void keepEmail(String email, HttpServletRequest request, HttpServletResponse response) {
        this.typedEmail.keep(email, request, response);
    }

    /**
     * The address that was kept for the sign-in form, as it was typed.
     * @param request the present request, for the form
     * @return what was typed, if it was a few minutes ago
     */
    public Optional<String> keptEmail(HttpServletRequest request) {
        return this.typedEmail.find(request);
    }

    /**
     * Signs out: after withdrawing.
     * @param request the present request
     * @param response its answer
     */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        this.starter.end(request, response);
    }

}
