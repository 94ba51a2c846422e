package io.ticketblue.admin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.ApiClient;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;

/**
 * Somebody with a browser: keeps cookies and sends forms with the token of their page.
 */
final class StaffBrowser {

    static final String PASSWORD = "curtain-7-rises";

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static final Pattern TOKEN = Pattern
        .compile("name=\"_csrf\" (?:type=\"hidden\" )?(?:value|content)=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private final String base;

    private String language = "en";

    StaffBrowser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Staff who have just signed in. */
    static StaffBrowser ofStaff(int port, Accounts accounts) {
        return ofStaff(port, Role.ADMIN);
    }

    /** Staff with a role who have just signed in. */
    static StaffBrowser ofStaff(int port, Role role) {
        String email = person().email();
        ApiClient.at(port).joinStaff(email, PASSWORD, role);
        return signedIn(port, email);
    }

    /** A buyer who has just signed in. */
    static StaffBrowser ofBuyer(int port, Accounts accounts) {
        return signedIn(port, accounts.register(person()).email());
    }

    static SignUp person() {
        return new SignUp("staff-pages-" + UUID.randomUUID() + "@ticketblue.example", PASSWORD,
                "Person " + PEOPLE.incrementAndGet());
    }

    /** Somebody who has an account and has just signed in. */
    static StaffBrowser signedIn(int port, String email) {
        StaffBrowser browser = new StaffBrowser(port);
        Answer answer = browser.send("/sign-in", browser.token("/sign-in"), "email", email, "password", PASSWORD);
        if (answer.status() != 302 || answer.location().contains("sign-in")) {
            throw new IllegalStateException("Sign-in answered " + answer);
        }
        return browser;
    }

    StaffBrowser reading(String language) {
        this.language = language;
        return this;
    }

    Answer get(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(this.base + path)).GET());
    }

    /**
     * Opens a page and sends its form.
     * @param page where the form is
     * @param action where the form goes
     * @param fields names and values in turn
     */
    Answer submit(String page, String action, String... fields) {
        return send(action, token(page), fields);
    }

    /** Sends a form with a token that nobody gave out. */
    Answer withoutToken(String action, String... fields) {
        return send(action, "made-up", fields);
    }

    /** Opens a page and sends its form with a file. */
    Answer submit(String page, String action, String fileField, byte[] file, String... fields) {
        String boundary = "boundary-" + UUID.randomUUID();
        return exchange(HttpRequest.newBuilder(URI.create(this.base + action))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers
                .ofByteArray(multipart(boundary, fileField, file, with(token(page), fields)))));
    }

    /** Opens a page and sends its form without telling how long it is. */
    Answer submitWithoutLength(String page, String action, String... fields) {
        byte[] body = form(token(page), fields);
        return exchange(HttpRequest.newBuilder(URI.create(this.base + action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    private Answer send(String action, String token, String... fields) {
        return exchange(HttpRequest.newBuilder(URI.create(this.base + action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofByteArray(form(token, fields))));
    }

    private static byte[] form(String token, String... fields) {
        StringBuilder body = new StringBuilder();
        List<String> all = with(token, fields);
        for (int index = 0; index < all.size(); index += 2) {
            body.append(body.isEmpty() ? "" : "&")
                .append(all.get(index))
                .append('=')
                .append(URLEncoder.encode(all.get(index + 1), StandardCharsets.UTF_8));
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> with(String token, String... fields) {
        List<String> all = new ArrayList<>(Arrays.asList(fields));
        all.add("_csrf");
        all.add(token);
        return all;
    }

    private static byte[] multipart(String boundary, String fileField, byte[] file, List<String> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int index = 0; index < fields.size(); index += 2) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + fields.get(index)
                    + "\"\r\n\r\n" + fields.get(index + 1) + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + fileField + "\"; filename=\""
                + ((file.length > 0) ? "picture.png" : "") + "\"\r\nContent-Type: image/png\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private String token(String page) {
        Matcher matcher = TOKEN.matcher(get(page).body());
        if (!matcher.find()) {
            throw new IllegalStateException("There is no token on " + page);
        }
        return matcher.group(1);
    }

    private Answer exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = this.client.send(
                    request.header("Accept-Language", this.language).header("Accept", "text/html,*/*").build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Location").orElse(""),
                    response.body());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /**
     * An answer.
     *
     * @param location where it leads, empty if nowhere
     */
    record Answer(int status, String location, String body) {

        /** The id at the end of the address it leads to. */
        long id() {
            Matcher matcher = Pattern.compile("/(\\d+)(?:/|$)").matcher(this.location);
            if (!matcher.find()) {
                throw new IllegalStateException("There is no id in '" + this.location + "' (" + this.status + ")");
            }
            return Long.parseLong(matcher.group(1));
        }

        /** What is said to be wrong with a field, without markup; empty if nothing is. */
        String errorAt(String field) {
            Matcher matcher = Pattern
                .compile("id=\"" + Pattern.quote(field) + "-error\"[^>]*>(.*?)</p>", Pattern.DOTALL)
                .matcher(this.body);
            return matcher.find() ? text(matcher.group(1)) : "";
        }

        /** What stands above the form about the refusal, without markup. */
        String refusal() {
            Matcher matcher = Pattern.compile("<ul class=\"refused-list\">(.*?)</ul>", Pattern.DOTALL)
                .matcher(this.body);
            return matcher.find() ? text(matcher.group(1)) : "";
        }

        private static String text(String html) {
            return html.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ").strip();
        }

    }

}
