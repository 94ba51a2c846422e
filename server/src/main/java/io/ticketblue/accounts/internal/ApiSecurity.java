package io.ticketblue.accounts.internal;

import java.util.List;

import io.ticketblue.accounts.internal.access.SignedInOrUnmapped;
import io.ticketblue.accounts.internal.access.StaffRules;
import io.ticketblue.accounts.internal.access.Transport;
import io.ticketblue.shared.ContentPolicy;
import io.ticketblue.shared.ProblemRenderer;
import io.ticketblue.shared.SecurityLog;
import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may do what under {@code /api}: access tokens only, no session, no cookie. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    /**
     * Where people have no good token yet; a stale one in the header must not stop them.
     */
    private static final RequestMatcher BEFORE_SIGN_IN = new OrRequestMatcher(List.of(post("/api/accounts"),
            post("/api/admin/accounts"), post("/api/sessions"), post("/api/sessions/refresh"),
            PathPatternRequestMatcher.pathPattern(HttpMethod.DELETE, "/api/sessions"), post("/api/email-verifications"),
            PathPatternRequestMatcher.pathPattern(HttpMethod.PUT, "/api/email-verifications/*"),
            post("/api/webhooks/**")));

    private static final String[] PUBLIC = { "/api/performances/**", "/api/venues/**", "/api/performers/**",
            "/api/rounds/**", "/api/search/**", "/api/coupons", "/api/reviews/*" };

    private static RequestMatcher post(String pattern) {
        return PathPatternRequestMatcher.pathPattern(HttpMethod.POST, pattern);
    }

    /**
     * Every request is observed as a whole, by the server; observing each filter besides
     * costs a third of what a request that does nothing takes.
     */
    @Bean
    static SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Headers may hold any text: clients send names of people in UTF-8. Tomcat has
     * already answered control characters in values, and header names that are no tokens
     * of RFC 9110, section 5.6.2, with 400, so neither is compared with an expression
     * again.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues((value) -> true);
        firewall.setAllowedHeaderNames((name) -> true);
        return firewall;
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiChain(HttpSecurity http, ProblemRenderer problems, SecurityLog log,
            CheckedTokens checkedTokens, SignedInOrUnmapped others, SiteSettings site) {
        AuthenticationEntryPoint unauthenticated = unauthenticated(problems);
        AccessDeniedHandler forbidden = (request, response, ex) -> {
            log.accessDenied(request);
            problems.writeForbidden(request, response);
        };
        return http.securityMatcher("/api", "/api/**")
            .csrf(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .authorizeHttpRequests((requests) -> {
                requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    // First, since most requests are for these.
                    .requestMatchers(HttpMethod.GET, PUBLIC)
                    .permitAll()
                    .requestMatchers(HttpMethod.HEAD, PUBLIC)
                    .permitAll()
                    .requestMatchers(BEFORE_SIGN_IN)
                    .permitAll();
                StaffRules.add(requests, "/api/admin");
                requests.anyRequest().access(others);
            })
            .oauth2ResourceServer((tokens) -> tokens.bearerTokenResolver(bearerTokens())
                .authenticationEntryPoint(unauthenticated)
                .accessDeniedHandler(forbidden)
                .jwt((jwt) -> jwt.authenticationManager(checkedTokens)))
            .exceptionHandling(
                    (handling) -> handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(forbidden))
            .headers((headers) -> headers.addHeaderWriter(new ContentPolicy.Nothing())
                .httpStrictTransportSecurity((hsts) -> Transport.strict(hsts, site)))
            .build();
    }

    private static BearerTokenResolver bearerTokens() {
        BearerTokenResolver header = new HeaderTokens();
        return new BearerTokenResolver() {
            @Override
            public @Nullable String resolve(HttpServletRequest request) {
                return BEFORE_SIGN_IN.matches(request) ? null : header.resolve(request);
            }
        };
    }

    private static AuthenticationEntryPoint unauthenticated(ProblemRenderer problems) {
        AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
        return (request, response, ex) -> {
            if (ex instanceof CheckedTokens.Unknown unknown) {
                problems.write(request, response, unknown.problem());
                return;
            }
            challenge.commence(request, response, ex);
            problems.writeUnauthenticated(request, response);
        };
    }

}
