package io.ticketblue.accounts;

import io.ticketblue.accounts.internal.SessionStarter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

/** Sessions of the pages, for what signs people in or out besides the sign-in form. */
@Component
public class PageSessions {

    private final SessionStarter starter;

    PageSessions(SessionStarter starter) {
        this.starter = starter;
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
     * Signs out: after withdrawing.
     * @param request the present request
     * @param response its answer
     */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        this.starter.end(request, response);
    }

}
