package io.ticketblue.accounts.internal.sessionstore;

import java.util.List;

import io.ticketblue.shared.routing.PublicFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * Sessions are for pages: the API and public files have none, whatever cookie comes with
 * the request, and so never wait for Redis.
 */
public final class PageSessionIds implements HttpSessionIdResolver {

    private static final String API = "/api";

    private final HttpSessionIdResolver pages;

    /** Finds the ids of pages in the way of another. */
    public PageSessionIds(HttpSessionIdResolver pages) {
        this.pages = pages;
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        String path = PublicFiles.requestedPath(request);
        boolean api = path.startsWith(API + "/") || path.equals(API);
        return (api || PublicFiles.isReadBy(request)) ? List.of() : this.pages.resolveSessionIds(request);
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
        this.pages.setSessionId(request, response, id);
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        this.pages.expireSession(request, response);
    }

}
