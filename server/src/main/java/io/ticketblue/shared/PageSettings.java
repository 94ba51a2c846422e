package io.ticketblue.shared;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the pages may load from elsewhere.
 *
 * @param paymentOrigins where the payment provider's script, frames and calls are; a host
 * may begin with {@code *.}
 */
@ConfigurationProperties("ticketblue.pages")
public record PageSettings(@DefaultValue("https://*.tosspayments.com") List<String> paymentOrigins) {

    private static final Pattern ORIGIN = Pattern.compile("https?://(\\*\\.)?[A-Za-z0-9.-]+(:\\d{1,5})?");

    /**
     * Checks the settings.
     * @throws Misconfigured if one is no origin
     */
    public PageSettings {
        for (String origin : paymentOrigins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new Misconfigured("ticketblue.pages.payment-origins has '" + origin + "', which is no origin",
                        "Use scheme, host and perhaps port, for example https://js.tosspayments.com.");
            }
        }
        paymentOrigins = List.copyOf(paymentOrigins);
    }

}
