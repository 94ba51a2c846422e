package io.ticketblue.accounts.internal.access;

import java.util.List;
import java.util.function.Supplier;

import io.ticketblue.shared.routing.PublicFiles;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * The pages that anybody may open, besides {@link PublicFiles}. A page that is on no list
 * and not marked with {@link PermitAll} is refused, also to those who are signed in; an
 * address at which there is nothing is not refused, because "not found" is the better
 * answer.
 */
@Component
public class PublicPages implements AuthorizationManager<RequestAuthorizationContext> {

    /** The public pages that most requests are for; their handlers are not looked up. */
    public static final List<String> MOST_READ = List.of("/", "/performances", "/performances/*");

    private static final List<String> READ = List.of("/rounds/*/seats", "/coupons", "/sign-in", "/sign-up",
            "/invitations/*", "/email-verifications/*", "/error", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs",
            "/v3/api-docs/**", "/v3/api-docs.yaml");

    private static final List<String> SENT = List.of("/sign-in", "/sign-up", "/sign-out", "/invitations/*",
            "/email-verifications/*", "/error");

    private static final RequestMatcher LISTED = new OrRequestMatcher(
            List.of(listed(HttpMethod.GET, MOST_READ), listed(HttpMethod.HEAD, MOST_READ), listed(HttpMethod.GET, READ),
                    listed(HttpMethod.HEAD, READ), listed(HttpMethod.POST, SENT)));

    private final MappedHandlers handlers;

    PublicPages(MappedHandlers handlers) {
        this.handlers = handlers;
    }

    private static RequestMatcher listed(HttpMethod method, List<String> patterns) {
        return new OrRequestMatcher(patterns.stream()
            .<RequestMatcher>map((pattern) -> PathPatternRequestMatcher.pathPattern(method, pattern))
            .toList());
    }

    @Override
    public AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        if (LISTED.matches(request)) {
            return new AuthorizationDecision(true);
        }
        HandlerMethod handler = this.handlers.find(request);
        return new AuthorizationDecision(
                handler == null || AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PermitAll.class));
    }

}
