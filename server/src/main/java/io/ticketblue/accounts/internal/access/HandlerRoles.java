package io.ticketblue.accounts.internal.access;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.SecurityLog;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Checks the roles that a handler names with {@link RolesAllowed}, on its method or its
 * class, whatever the address said. A handler below {@code /admin} or {@code /api/admin}
 * that names none and is not marked with {@link PermitAll} is refused to everybody.
 * Reading what is marked as {@link BuyerData} is logged.
 */
@Configuration(proxyBeanMethods = false)
class HandlerRoles implements HandlerInterceptor, WebMvcConfigurer {

    private final SecurityLog log;

    /** One for each handler; reading annotations costs as much as a small answer. */
    private final Map<HandlerMethod, Access> accesses = new ConcurrentHashMap<>();

    HandlerRoles(SecurityLog log) {
        this.log = log;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Access access = this.accesses.computeIfAbsent(method, Access::of);
            if (!access.everybody()) {
                Set<String> roles = access.roles();
                if (roles == null ? isStaffOnly(request) : !hasAny(roles)) {
                    throw new AccessDeniedException("The handler is not for this role");
                }
                if (access.buyerData()) {
                    this.log.buyerDataOpened(request);
                }
            }
        }
        return true;
    }

    /** By the pattern that was matched, which no spelling of the address changes. */
    private static boolean isStaffOnly(HttpServletRequest request) {
        String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return pattern.equals("/admin") || pattern.startsWith("/admin/") || pattern.startsWith("/api/admin/");
    }

    private static boolean hasAny(Set<String> authorities) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getAuthorities()
            .stream()
            .anyMatch((granted) -> authorities.contains(String.valueOf(granted.getAuthority())));
    }

    /**
     * What the annotations of a handler say.
     *
     * @param everybody whether it is marked with {@link PermitAll}
     * @param roles the authorities of the roles that it names; null if it names none
     * @param buyerData whether it shows what is marked as {@link BuyerData}
     */
    private record Access(boolean everybody, @Nullable Set<String> roles, boolean buyerData) {

        static Access of(HandlerMethod method) {
            return new Access(AnnotatedElementUtils.hasAnnotation(method.getMethod(), PermitAll.class),
                    find(method, RolesAllowed.class)
                        .map((allowed) -> Arrays.stream(allowed.value())
                            .map((role) -> "ROLE_" + role)
                            .collect(Collectors.toUnmodifiableSet()))
                        .orElse(null),
                    find(method, BuyerData.class).isPresent());
        }

        /** The method's annotation, else that of its class. */
        private static <A extends Annotation> Optional<A> find(HandlerMethod method, Class<A> type) {
            A own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
            return Optional.ofNullable(
                    (own != null) ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type));
        }

    }

}
