package io.ticketblue.embedded.toss;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An address of the shop to which the buyer is sent with an answer in its query.
 */
final class ReturnUrl {

    private ReturnUrl() {
    }

    static String with(String url, Map<String, String> answer) {
        String query = answer.entrySet()
            .stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
        int hash = url.indexOf('#');
        String fragment = (hash < 0) ? "" : url.substring(hash);
        String base = (hash < 0) ? url : url.substring(0, hash);
        return base + (base.contains("?") ? "&" : "?") + query + fragment;
    }

    /**
     * Scheme, host and port, as a content security policy wants them.
     */
    static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

}
