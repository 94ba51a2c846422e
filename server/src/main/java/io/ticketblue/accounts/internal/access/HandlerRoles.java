package io.ticketblue.accounts.internal.access;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Optional;

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

    HandlerRoles(SecurityLog log) {
        this.log = log;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && !permitsAll(method)) {
            RolesAllowed roles = find(method, RolesAllowed.class).orElse(null);
            if (roles == null ? isStaffOnly(request) : !hasAny(roles.value())) {
                throw new AccessDeniedException("The handler is not for this role");
            }
            if (find(method, BuyerData.class).isPresent()) {
                this.log.buyerDataOpened(request);
            }
        }
        return true;
    }

    private static boolean permitsAll(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getMethod(), PermitAll.class);
    }

    /** The method's annotation, else that of its class. */
    private static <A extends Annotation> Optional<A> find(HandlerMethod method, Class<A> type) {
        A own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
        return Optional
            .ofNullable((own != null) ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type));
    }

    /** By the pattern that was matched, which no spelling of the address changes. */
    private static boolean isStaffOnly(HttpServletRequest request) {
        String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return pattern.equals("/admin") || pattern.startsWith("/admin/") || pattern.startsWith("/api/admin/");
    }

    private static boolean hasAny(String[] roles) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getAuthorities()
            .stream()
            .anyMatch((granted) -> Arrays.stream(roles).anyMatch((role) -> isRole(granted.getAuthority(), role)));
    }

    private static boolean isRole(@Nullable String authority, String role) {
        return ("ROLE_" + role).equals(authority);
    }

}
