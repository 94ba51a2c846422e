package io.ticketblue.accounts.internal;

import java.net.InetAddress;
import java.util.List;

import io.ticketblue.accounts.Role;
import io.ticketblue.shared.ContentPolicy;
import io.ticketblue.shared.PageSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may see which page. Whatever is not named here is public unless its controller asks
 * for the person who is signed in. Looking around makes no session.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    private static final List<String> FORWARDING = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");

    @Bean
    CsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer((cookie) -> cookie.sameSite("Lax"));
        return tokens;
    }

    /** Health and metrics are for the machine itself. */
    @Bean
    @Order(2)
    SecurityFilterChain actuatorChain(HttpSecurity http) {
        return http.securityMatcher("/actuator", "/actuator/**")
            .csrf(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .authorizeHttpRequests((requests) -> requests.anyRequest()
                .access((authentication, context) -> new AuthorizationDecision(isLocal(context.getRequest()))))
            .exceptionHandling(
                    (handling) -> handling.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.FORBIDDEN)))
            .build();
    }

    /** A proxy on this machine speaks for others. */
    private static boolean isLocal(HttpServletRequest request) {
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                && FORWARDING.stream().noneMatch((header) -> request.getHeader(header) != null);
    }

    @Bean
    @Order(10)
    SecurityFilterChain pageChain(HttpSecurity http, PageSignIn signIn, PersonSessions sessions, ReturnPath returnPath,
            CsrfTokenRepository csrfTokens, PageSettings settings) {
        return http.securityContext((context) -> context.securityContextRepository(sessions))
            .requestCache((cache) -> cache.requestCache(returnPath))
            .csrf((csrf) -> protect(csrf, csrfTokens))
            .authenticationProvider(signIn)
            .authorizeHttpRequests((requests) -> requests
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers("/admin", "/admin/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers("/profile", "/profile/**", "/bookings", "/bookings/**")
                .authenticated()
                .anyRequest()
                .permitAll())
            .formLogin((form) -> form.loginPage(PageSignIn.PATH)
                .usernameParameter("email")
                .passwordParameter("password")
                .successHandler(signIn)
                .failureHandler(signIn)
                .permitAll())
            .logout((logout) -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/"))
            .exceptionHandling((handling) -> handling.authenticationEntryPoint(signIn))
            .headers((headers) -> headers.addHeaderWriter(new ContentPolicy(settings))
                .frameOptions(FrameOptionsConfig::deny)
                .contentTypeOptions(Customizer.withDefaults())
                .referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                .permissionsPolicyHeader((policy) -> policy.policy("camera=(), microphone=(), geolocation=()")))
            .build();
    }

    /** The cookie carries the token, so that a form needs no session. */
    private static void protect(CsrfConfigurer<HttpSecurity> csrf, CsrfTokenRepository tokens) {
        csrf.spa();
        csrf.csrfTokenRepository(tokens);
    }

}
