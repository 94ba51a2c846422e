package io.ticketblue.embedded.toss;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the shop asked the payment window for.
 *
 * @param amount whole won
 * @param successUrl where the buyer goes after approving; null when the payment was made
 * without a window
 * @param failUrl where the buyer goes after declining or closing
 */
record CheckoutRequest(String orderId, String orderName, long amount, PaymentMethod method,
        @Nullable String customerName, @Nullable String successUrl, @Nullable String failUrl) {

    CheckoutRequest {
        if (amount < method.smallest()) {
            throw TossFailure.of("BELOW_MINIMUM_AMOUNT");
        }
    }

    /**
     * The request of the browser script. The customer's key and e-mail address are
     * checked and forgotten.
     */
    static CheckoutRequest ofBrowser(JsonNode body) {
        JsonNode amount = body.path("amount");
        String currency = Json.optionalText(amount, "currency", 3);
        if (!"KRW".equals(currency)) {
            throw TossFailure.invalid("(amount.currency: KRW)");
        }
        String customerKey = Json.text(body, "customerKey", 50);
        if (customerKey.length() < 2) {
            throw TossFailure.invalid("(customerKey: 2-50)");
        }
        Json.optionalText(body, "customerEmail", 100);
        return new CheckoutRequest(Json.orderId(body), Json.text(body, "orderName", 100), Json.won(amount, "value"),
                method(body), Json.optionalText(body, "customerName", 100), url(body, "successUrl"),
                url(body, "failUrl"));
    }

    /**
     * The request of a test or an API user, without a window.
     */
    static CheckoutRequest ofApi(JsonNode body) {
        String name = Json.optionalText(body, "orderName", 100);
        String orderId = Json.orderId(body);
        return new CheckoutRequest(orderId, (name != null) ? name : orderId, Json.won(body, "amount"), method(body),
                null, null, null);
    }

    private static PaymentMethod method(JsonNode body) {
        String name = Json.optionalText(body, "method", 30);
        if (name == null) {
            return PaymentMethod.CARD;
        }
        return Arrays.stream(PaymentMethod.values())
            .filter(method -> method.name().equals(name.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> TossFailure.of("NOT_SUPPORTED_METHOD"));
    }

    private static String url(JsonNode body, String field) {
        String text = Json.text(body, field, 2000);
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.toASCIIString();
            }
        }
        catch (URISyntaxException ex) {
            throw TossFailure.invalid("(" + field + ": http(s) URL)");
        }
        throw TossFailure.invalid("(" + field + ": http(s) URL)");
    }

}
