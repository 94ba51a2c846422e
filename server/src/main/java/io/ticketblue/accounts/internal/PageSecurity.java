package io.ticketblue.accounts.internal;

import java.net.InetAddress;
import java.util.List;

import io.ticketblue.accounts.internal.access.PublicPages;
import io.ticketblue.accounts.internal.access.SessionCsrfTokens;
import io.ticketblue.accounts.internal.access.StaffRules;
import io.ticketblue.accounts.internal.access.Transport;
import io.ticketblue.shared.ContentPolicy;
import io.ticketblue.shared.PageSettings;
import io.ticketblue.shared.SecurityLog;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.routing.PublicFiles;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may see which page. What is neither for people who are signed in, nor for staff,
 * nor on the public list ({@link PublicPages}) is refused. Looking around makes no
 * session.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    private static final List<String> FORWARDING = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");

    private static final String[] SIGNED_IN = { "/profile", "/profile/**", "/bookings", "/bookings/**", "/checkout/**",
            "/payments/**", "/rounds/*/hold", "/coupons/mine", "/coupons/codes", "/coupons/*/issues",
            "/invitations/*/accept", "/reviews/**", "/performances/*/reviews/mine" };

    @Bean
    CsrfTokenRepository csrfTokens(AccountSettings settings, SiteSettings site) {
        return new SessionCsrfTokens(settings.signingKey(), site);
    }

    /**
     * Health and metrics, on a port of their own. As long as that listens on this machine
     * alone, they are for the machine itself and not for what a proxy here passes on.
     */
    @Bean
    @Order(2)
    SecurityFilterChain actuatorChain(HttpSecurity http, @Value("${management.server.address:}") String address) {
        boolean forOthers = !address.isEmpty() && !isLoopback(address);
        return http.securityMatcher("/actuator", "/actuator/**")
            .csrf(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .authorizeHttpRequests((requests) -> requests.anyRequest()
                .access((authentication,
                        context) -> new AuthorizationDecision(forOthers || isLocal(context.getRequest()))))
            .exceptionHandling(
                    (handling) -> handling.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.FORBIDDEN)))
            .build();
    }

    /** A proxy on this machine speaks for others. */
    private static boolean isLocal(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && FORWARDING.stream().noneMatch((header) -> request.getHeader(header) != null);
    }

    /** Some proxies send an address with a port; that is nobody's own address. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        }
        catch (IllegalArgumentException ex) {
            return false;
        }
    }

    /**
     * Reading what is the same for everybody: with no session and no token, so that
     * shared caches may keep the answer.
     */
    @Bean
    @Order(3)
    SecurityFilterChain publicFilesChain(HttpSecurity http, PageSettings settings, SiteSettings site) {
        return http.securityMatcher(PublicFiles::isReadBy)
            .csrf(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .headers((headers) -> headers(headers, settings, site))
            .build();
    }

    /**
     * Its authentication manager has no parent, which would check each wrong password
     * once more.
     */
    @Bean
    @Order(10)
    SecurityFilterChain pageChain(HttpSecurity http, PageSignIn signIn, PersonSessions sessions, ReturnPath returnPath,
            CsrfTokenRepository csrfTokens, PageSettings settings, PublicPages publicPages, SiteSettings site,
            SecurityLog log) {
        return http.securityContext((context) -> context.securityContextRepository(sessions))
            .requestCache((cache) -> cache.requestCache(returnPath))
            .csrf((csrf) -> protect(csrf, csrfTokens))
            .authenticationManager(new ProviderManager(signIn))
            .authorizeHttpRequests((requests) -> {
                requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    // First, since most requests are for these.
                    .requestMatchers(HttpMethod.GET, PublicPages.MOST_READ.toArray(String[]::new))
                    .permitAll();
                StaffRules.add(requests, "/admin");
                requests.requestMatchers(SIGNED_IN)
                    .authenticated()
                    .requestMatchers(HttpMethod.POST, "/performances/*/reviews")
                    .authenticated()
                    .anyRequest()
                    .access(publicPages);
            })
            .formLogin((form) -> form.loginPage(PageSignIn.PATH)
                .usernameParameter(PageSignIn.EMAIL)
                .authenticationDetailsSource(PageSignIn.Browser::of)
                .passwordParameter("password")
                .successHandler(signIn)
                .failureHandler(signIn)
                .permitAll())
            .logout((logout) -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/"))
            .exceptionHandling((handling) -> handling.authenticationEntryPoint(signIn)
                .accessDeniedHandler(forbidden(log, new ExpiredForms(returnPath))))
            .headers((headers) -> headers(headers, settings, site))
            .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, PageSettings settings, SiteSettings site) {
        headers.addHeaderWriter(new ContentPolicy(settings))
            .httpStrictTransportSecurity((hsts) -> Transport.strict(hsts, site))
            .frameOptions(FrameOptionsConfig::deny)
            .contentTypeOptions(Customizer.withDefaults())
            .referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
            .permissionsPolicyHeader((policy) -> policy.policy("camera=(), microphone=(), geolocation=()"));
    }

    private static AccessDeniedHandler forbidden(SecurityLog log, ExpiredForms expired) {
        AccessDeniedHandler answer = new AccessDeniedHandlerImpl();
        return (request, response, ex) -> {
            if (ex instanceof CsrfException && expired.leadBack(request, response)) {
                return;
            }
            log.accessDenied(request);
            answer.handle(request, response, ex);
        };
    }

    /** The cookie carries the token, so that a form needs no session. */
    private static void protect(CsrfConfigurer<HttpSecurity> csrf, CsrfTokenRepository tokens) {
        csrf.spa();
        csrf.csrfTokenRepository(tokens);
    }

}
