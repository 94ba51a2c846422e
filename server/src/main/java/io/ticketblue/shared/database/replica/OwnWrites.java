package io.ticketblue.shared.database.replica;

import java.time.Duration;

import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.LoggedPath;
import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Has people see what they changed: after a request that may write, and after one that
 * did, the reads of the same browser and of the same account go to the primary for a
 * while. A browser is told by a cookie that says nothing but that, and expires by itself;
 * who keeps it longer reads the primary longer. An account is known on every node by
 * {@link RecentWriters}.
 */
final class OwnWrites implements HandlerInterceptor, TransactionExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger(OwnWrites.class);

    private static final String COOKIE = "ticketblue-reads";

    private static final String NOTED = OwnWrites.class.getName() + ".NOTED";

    private static final String RECENT = OwnWrites.class.getName() + ".RECENT";

    private final RecentWriters writers;

    private final CurrentPerson person;

    private final Duration span;

    private final SiteSettings site;

    OwnWrites(RecentWriters writers, CurrentPerson person, Duration span, SiteSettings site) {
        this.writers = writers;
        this.person = person;
        this.span = span;
        this.site = site;
    }

    /** Before the work of a request that may write, wherever its transactions run. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!isSafe(request)) {
            note(request, response);
        }
        return true;
    }

    /** What was committed must not look as if it had failed. */
    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (transaction.isReadOnly()
                || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present)
                || present.getResponse() == null) {
            return;
        }
        try {
            note(present.getRequest(), present.getResponse());
        }
        catch (RuntimeException ex) {
            LOG.warn("A change of {} was not noted; it may show some seconds later on other nodes",
                    LoggedPath.of(present.getRequest()), ex);
        }
    }

    private void note(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(NOTED) != null) {
            return;
        }
        request.setAttribute(NOTED, Boolean.TRUE);
        request.removeAttribute(RECENT);
        if (!response.isCommitted()) {
            response.addHeader(HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(this.site.cookie(COOKIE), "primary")
                        .path("/")
                        .maxAge(this.span)
                        .httpOnly(true)
                        .secure(this.site.secure())
                        .sameSite("Lax")
                        .build()
                        .toString());
        }
        Long account = account();
        if (account != null) {
            this.writers.add(account);
        }
    }

    /** Whether the present request is of somebody who changed something lately. */
    boolean wroteLately() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present)) {
            return false;
        }
        Object known = present.getAttribute(RECENT, RequestAttributes.SCOPE_REQUEST);
        if (known instanceof Boolean recent) {
            return recent;
        }
        boolean recent = wroteLately(present.getRequest());
        present.setAttribute(RECENT, recent, RequestAttributes.SCOPE_REQUEST);
        return recent;
    }

    private boolean wroteLately(HttpServletRequest request) {
        if (request.getAttribute(NOTED) != null || !isSafe(request)
                || WebUtils.getCookie(request, this.site.cookie(COOKIE)) != null) {
            return true;
        }
        try {
            Long account = account();
            return account != null && this.writers.contains(account);
        }
        catch (RuntimeException ex) {
            LOG.debug("It is not known who is signed in, so the primary is read", ex);
            return true;
        }
    }

    private @Nullable Long account() {
        return this.person.id();
    }

    private static boolean isSafe(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod())
                || HttpMethod.OPTIONS.matches(request.getMethod());
    }

}
