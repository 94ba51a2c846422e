package io.ticketblue.shared;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Makes the session's cookie as the public address wants it, and refuses settings that
 * contradict that address or that let strangers say who they are.
 */
@Configuration(proxyBeanMethods = false)
class SiteRules {

    private static final String URL = "ticketblue.public-url";

    private static final String FORWARDED = "server.forward-headers-strategy";

    private static final String SECURE_COOKIE = "server.servlet.session.cookie.secure";

    private static final String COOKIE_DOMAIN = "server.servlet.session.cookie.domain";

    private static final String MANAGEMENT_PORT = "management.server.port";

    private static final List<String> TLS = List.of("server.ssl.bundle", "server.ssl.key-store",
            "server.ssl.certificate");

    private final Environment environment;

    private final SiteSettings site;

    SiteRules(Environment environment, SiteSettings site) {
        this.environment = environment;
        this.site = site;
        refuse("framework".equalsIgnoreCase(value(FORWARDED)),
                FORWARDED + " is framework, which believes addresses that anybody can send",
                "Set it to native, and see docs/operations.md, Behind a proxy.");
        refuse(value("ticketblue.booking.public-url") != null, "ticketblue.booking.public-url has another name now",
                "Rename it to " + URL + ".");
        refuse(value("ticketblue.accounts.invite-code") != null, "ticketblue.accounts.invite-code is not used any more",
                "Remove it. Staff are invited; the first with --invite=<email>.");
        String port = value(MANAGEMENT_PORT);
        refuse(port == null || (!"0".equals(port) && port.equals(value("server.port"))),
                MANAGEMENT_PORT + " is the port of the site, so everybody could open what is for operators",
                "Set it to a port of its own, or to -1 to switch it off.");
        if (site.secure()) {
            requireTls();
        }
        else {
            requirePlain();
        }
    }

    private void requireTls() {
        refuse("false".equalsIgnoreCase(value(SECURE_COOKIE)),
                SECURE_COOKIE + " is false, although " + URL + " is https", "Leave it out: https decides it.");
        refuse(value(COOKIE_DOMAIN) != null, COOKIE_DOMAIN + " is set, although " + URL + " is https",
                "Leave it out: with https the session's cookie is for this host alone (__Host-).");
        refuse(!hasTls() && !"native".equalsIgnoreCase(value(FORWARDED)),
                URL + " is https, but the server neither speaks TLS nor learns from a proxy that one did",
                "Set " + FORWARDED + "=native behind a proxy with TLS, or give the server a certificate (server.ssl).");
    }

    private void requirePlain() {
        refuse("true".equalsIgnoreCase(value(SECURE_COOKIE)),
                SECURE_COOKIE + " is true, although " + URL + " is http, so that nobody could stay signed in",
                "Set " + URL + " to the https address, or leave the cookie's setting out.");
        refuse(hasTls(), "server.ssl is set, although " + URL + " is http", "Set " + URL + " to the https address.");
    }

    private boolean hasTls() {
        return TLS.stream().anyMatch((name) -> value(name) != null);
    }

    private @Nullable String value(String name) {
        String value = this.environment.getProperty(name);
        return (value != null && !value.isBlank()) ? value.strip() : null;
    }

    private static void refuse(boolean wrong, String description, String action) {
        if (wrong) {
            throw new Misconfigured(description, action);
        }
    }

    /**
     * Browsers take a cookie of this name only over TLS, from this host and for all of
     * it.
     */
    @Bean
    DefaultCookieSerializerCustomizer sessionCookie() {
        return (cookie) -> {
            if (this.site.secure()) {
                cookie.setCookieName(this.site.cookie("ticketblue"));
                cookie.setCookiePath("/");
                cookie.setUseSecureCookie(true);
            }
        };
    }

}
