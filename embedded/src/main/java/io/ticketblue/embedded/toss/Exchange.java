package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its answer.
 */
final class Exchange implements AutoCloseable {

    private static final int LONGEST_BODY = 256 * 1024;

    private final HttpExchange http;

    private final List<String> path;

    private @Nullable String body;

    Exchange(HttpExchange http) {
        this.http = http;
        this.path = Arrays.stream(http.getRequestURI().getPath().split("/", -1)).skip(1).toList();
    }

    String method() {
        return this.http.getRequestMethod();
    }

    /**
     * The decoded parts of the path between the slashes.
     */
    List<String> path() {
        return this.path;
    }

    URI uri() {
        return this.http.getRequestURI();
    }

    @Nullable String header(String name) {
        return this.http.getRequestHeaders().getFirst(name);
    }

    /**
     * The language of {@code Accept-Language}, unless the query names another.
     */
    Language language() {
        String asked = form(this.http.getRequestURI().getRawQuery()).get("lang");
        return Language.of((asked != null) ? asked : header("Accept-Language"));
    }

    String body() {
        if (this.body == null) {
            try {
                byte[] bytes = this.http.getRequestBody().readNBytes(LONGEST_BODY + 1);
                if (bytes.length > LONGEST_BODY) {
                    throw TossFailure.of("PAYLOAD_TOO_LARGE");
                }
                this.body = new String(bytes, StandardCharsets.UTF_8);
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        return this.body;
    }

    Map<String, String> query() {
        return form(this.http.getRequestURI().getRawQuery());
    }

    Map<String, String> form() {
        return form(body());
    }

    private static Map<String, String> form(@Nullable String text) {
        Map<String, String> values = new HashMap<>();
        if (text != null) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException ex) {
            throw TossFailure.invalid("(query)");
        }
    }

    Exchange with(String header, String value) {
        this.http.getResponseHeaders().set(header, value);
        return this;
    }

    void send(Answer answer) {
        send(answer.status(), "application/json;charset=UTF-8", answer.body());
    }

    void send(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        with("Content-Type", contentType);
        boolean bodyless = "HEAD".equals(method()) || bytes.length == 0;
        try {
            this.http.sendResponseHeaders(status, bodyless ? -1 : bytes.length);
            if (!bodyless) {
                this.http.getResponseBody().write(bytes);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    void redirect(String url) {
        with("Location", url).send(303, "text/plain;charset=UTF-8", "");
    }

    /**
     * Ends the exchange; without an answer so far this closes the connection.
     */
    @Override
    public void close() {
        this.http.close();
    }

}
