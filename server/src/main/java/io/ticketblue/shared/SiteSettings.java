package io.ticketblue.shared;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people reach the site.
 *
 * @param publicUrl scheme, host and perhaps port, without a path and a slash at the end.
 * With {@code https}, cookies are secure and browsers are told to use nothing else
 */
@ConfigurationProperties("ticketblue")
public record SiteSettings(@DefaultValue("http://localhost:8080") URI publicUrl) {

    /**
     * Checks the address.
     * @throws Misconfigured if it is none
     */
    public SiteSettings {
        String scheme = publicUrl.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || publicUrl.getHost() == null
                || !publicUrl.getRawPath().isEmpty() || publicUrl.getRawQuery() != null
                || publicUrl.getRawUserInfo() != null || publicUrl.getRawFragment() != null) {
            throw new Misconfigured("ticketblue.public-url is '" + publicUrl + "', which is not the address of a site",
                    "Set it to scheme and host without a slash at the end, for example https://tickets.example.com.");
        }
    }

    /**
     * The name of a cookie: with https one that browsers take only over TLS, from this
     * host, and for all of it.
     * @param name what it is called otherwise
     * @return the name
     */
    public String cookie(String name) {
        return secure() ? "__Host-" + name : name;
    }

    /**
     * Tells whether people reach the site over TLS only.
     * @return true with https
     */
    public boolean secure() {
        return "https".equals(this.publicUrl.getScheme());
    }

}
