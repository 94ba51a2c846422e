package io.ticketblue.accounts.internal.access;

import io.ticketblue.shared.SiteSettings;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Tells browsers to come back over TLS only, where the public address is https. */
public final class Transport {

    private static final long YEAR_SECONDS = 31_536_000;

    private Transport() {
    }

    /**
     * Decides by the settings and not by the request, which a proxy without the right
     * header makes look plain. Other hosts below this one are not spoken for.
     * @param header the header's configuration
     * @param site tells whether the address is https
     */
    public static void strict(HeadersConfigurer<HttpSecurity>.HstsConfig header, SiteSettings site) {
        if (site.secure()) {
            header.requestMatcher(AnyRequestMatcher.INSTANCE).includeSubDomains(false).maxAgeInSeconds(YEAR_SECONDS);
        }
        else {
            header.disable();
        }
    }

}
