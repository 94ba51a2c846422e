package io.ticketblue.shared;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The path of a request as logs may show it: the one-time secrets in the addresses of
 * invitations and of links that verify an address are masked.
 */
public final class LoggedPath {

    /** Also with empty or encoded segments before the secret, as strangers spell it. */
    private static final Pattern SECRET = Pattern.compile("^(.*?/(?:invitations|email-verifications)[^/]*/+)([^/]+)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Invitations by number, which is no secret. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

    private LoggedPath() {
    }

    /**
     * The path of a request, without its query. For the error page it is the path that
     * failed.
     * @return its path with secrets masked
     */
    public static String of(HttpServletRequest request) {
        return of((request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) ? failed
                : request.getRequestURI());
    }

    static String of(String path) {
        Matcher secret = SECRET.matcher(path);
        return (secret.find() && !NUMBER.matcher(secret.group(2)).matches())
                ? secret.group(1) + "***" + path.substring(secret.end()) : path;
    }

}
