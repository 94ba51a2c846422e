package io.ticketblue.accounts.internal.access;

import java.util.stream.Stream;

import io.ticketblue.accounts.Role;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Which staff role opens which address, below {@code /admin} and {@code /api/admin}
 * alike. What is not named is for administrators. Each handler names its roles once more
 * ({@link HandlerRoles}).
 */
public final class StaffRules {

    /** Read by whoever looks after the money too; changed by the box office alone. */
    private static final String[] BOOKINGS = { "/bookings", "/bookings.csv", "/bookings.xlsx", "/bookings/**",
            "/reservations", "/reservations.csv", "/reservations.xlsx", "/reservations/**" };

    private static final String[] BOX_OFFICE = { "/venues", "/venues/**", "/performers", "/performers/**",
            "/performances", "/performances/**", "/rounds/**", "/coupons", "/coupons/**", "/bookings/**",
            "/reservations/**", "/reviews", "/reviews/**", "/search/synonyms", "/search/synonyms/**" };

    private static final String[] FINANCE = { "/payments", "/payments/**", "/refunds", "/refunds/**", "/compensations",
            "/compensations/**", "/settlements", "/settlements.csv", "/settlements.xlsx", "/reconciliations",
            "/reconciliations/**", "/reconciliation-differences/**" };

    private StaffRules() {
    }

    /**
     * Adds the rules.
     * @param requests the rules of a filter chain
     * @param root {@code /admin} or {@code /api/admin}
     */
    public static void add(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            String root) {
        requests.requestMatchers(HttpMethod.GET, below(root, BOOKINGS))
            .hasAnyRole(Role.BOX_OFFICE.name(), Role.FINANCE.name())
            .requestMatchers(HttpMethod.HEAD, below(root, BOOKINGS))
            .hasAnyRole(Role.BOX_OFFICE.name(), Role.FINANCE.name())
            .requestMatchers(below(root, BOX_OFFICE))
            .hasRole(Role.BOX_OFFICE.name())
            .requestMatchers(below(root, FINANCE))
            .hasRole(Role.FINANCE.name())
            .requestMatchers(below(root, "", "/*.css", "/*.js", "/*.svg"))
            .hasRole(Role.STAFF)
            .requestMatchers(below(root, "/**"))
            .hasRole(Role.ADMIN.name());
    }

    private static String[] below(String root, String... paths) {
        return Stream.of(paths).map((path) -> root + path).toArray(String[]::new);
    }

}
