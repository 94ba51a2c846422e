package io.ticketblue.accounts.internal;

import java.util.List;
import java.util.regex.Pattern;

import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the pages may load from elsewhere.
 *
 * @param paymentOrigins where the payment provider's script, frames and calls are; a host
 * may begin with {@code *.}
 * @param imageOrigins where posters are if they are not on this server
 */
@ConfigurationProperties("ticketblue.pages")
record PageSettings(@DefaultValue("https://*.tosspayments.com") List<String> paymentOrigins,
        @DefaultValue List<String> imageOrigins) {

    private static final Pattern ORIGIN = Pattern.compile("https?://(\\*\\.)?[A-Za-z0-9.-]+(:\\d{1,5})?");

    PageSettings {
        paymentOrigins = checked("payment-origins", paymentOrigins);
        imageOrigins = checked("image-origins", imageOrigins);
    }

    private static List<String> checked(String name, List<String> origins) {
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new Misconfigured("ticketblue.pages." + name + " has '" + origin + "', which is no origin",
                        "Use scheme, host and perhaps port, for example https://js.tosspayments.com.");
            }
        }
        return List.copyOf(origins);
    }

}
