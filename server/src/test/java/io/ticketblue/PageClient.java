package io.ticketblue;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without script: keeps cookies, sends forms, follows nothing by itself. */
public final class PageClient {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

    private final HttpClient http = HttpClient.newBuilder()
        .cookieHandler(this.cookies)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();

    private final URI server;

    /**
     * Opens a browser that has no cookies.
     * @param port where the server listens
     */
    public PageClient(int port) {
        this.server = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Opens a page.
     * @param path the path with its query
     * @param headers names and values in turn
     * @return the answer
     */
    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(this.server.resolve(path))
            .header("Accept", "text/html,*/*;q=0.8");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET().build());
    }

    /**
     * Sends a form with exactly these fields.
     * @param path where to
     * @param fields names and values
     * @param headers names and values in turn
     * @return the answer
     */
    public HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet()
            .stream()
            .map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(this.server.resolve(path))
            .header("Accept", "text/html,*/*;q=0.8")
            .header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(BodyPublishers.ofString(body)).build());
    }

    /**
     * Opens the page with the form, and sends the form with its hidden token.
     * @param page the page that shows the form
     * @param path where the form goes
     * @param fields names and values
     * @return the answer
     */
    public HttpResponse<String> submit(String page, String path, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("_csrf", token(page));
        return post(path, all);
    }

    /**
     * The hidden token of a page's form.
     * @param page the page that shows the form
     * @return the token
     */
    public String token(String page) {
        String html = get(page).body();
        Matcher token = CSRF.matcher(html);
        if (!token.find()) {
            throw new IllegalStateException("No form with a token in " + html);
        }
        return token.group(1);
    }

    /**
     * Signs in with the form.
     * @param email the address
     * @param password the password
     * @return the answer, which leads on
     */
    public HttpResponse<String> signIn(String email, String password) {
        return submit("/sign-in", "/sign-in", Map.of("email", email, "password", password));
    }

    /**
     * A cookie that the browser has.
     * @param name its name
     * @return its value
     */
    public Optional<String> cookie(String name) {
        return this.cookies.getCookieStore()
            .getCookies()
            .stream()
            .filter((cookie) -> cookie.getName().equals(name))
            .map(HttpCookie::getValue)
            .findFirst();
    }

    /**
     * Gives the browser a cookie.
     * @param name its name
     * @param value its value
     */
    public void setCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        this.cookies.getCookieStore().add(this.server, cookie);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return this.http.send(request, BodyHandlers.ofString());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", ex);
        }
        catch (IOException ex) {
            throw new IllegalStateException("The server did not answer", ex);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

}
