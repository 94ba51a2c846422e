package io.ticketblue.accounts.internal;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A form whose session, and so whose token, has ended while somebody was typing: leads
 * through the sign-in page back to the page of the form. The mark at the end of that
 * address tells the page's script to fill in what was typed, which it kept in the
 * browser.
 */
final class ExpiredForms {

    /**
     * Forms on pages whose address is a secret, and which therefore send no referrer.
     * They are sent to their page's own address.
     */
    private static final Pattern SECRET = Pattern.compile("/(?:invitations|email-verifications)/[^/;]+");

    private static final String MARK = "#resume";

    private final ReturnPath returnPath;

    ExpiredForms(ReturnPath returnPath) {
        this.returnPath = returnPath;
    }

    /**
     * Answers a form without a good token, if it comes from a page of this site or its
     * page is known by its address.
     * @return false if nothing was answered
     */
    boolean leadBack(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String own = request.getRequestURI();
        if (SECRET.matcher(own.substring(request.getContextPath().length())).matches() && ReturnPath.isLocal(own)) {
            return answer(request, response, own);
        }
        String page = page(request).orElse(null);
        if (page == null) {
            return false;
        }
        String form = request.getContextPath() + PageSignIn.PATH;
        if (PersonAuthentication.current().isPresent()) {
            // Signed in again in another tab: the page itself has the new token.
            boolean refills = page.startsWith(request.getContextPath() + "/admin");
            return refills && answer(request, response, page + MARK);
        }
        if (!page.startsWith(form)) {
            this.returnPath.remember(page + MARK, response);
        }
        return answer(request, response, form + "?error=expired");
    }

    /**
     * Browsers say which page a form was on; pages of other sites are not returned to.
     */
    private static Optional<String> page(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        try {
            return Optional.ofNullable(referer)
                .map(URI::create)
                .filter((page) -> request.getServerName().equalsIgnoreCase(page.getHost()))
                .map((page) -> page.getRawPath() + ((page.getRawQuery() != null) ? "?" + page.getRawQuery() : ""))
                .filter(ReturnPath::isLocal);
        }
        catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    private static boolean answer(HttpServletRequest request, HttpServletResponse response, String target)
            throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", target);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        }
        else {
            response.sendRedirect(target);
        }
        return true;
    }

}
