package io.ticketblue.shared;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that sends what it is told to byte for byte, also what no well-behaved client
 * sends. It keeps the cookies of one visitor.
 */
final class RawHttp {

    private static final int PATIENCE_MS = 20_000;

    private static final Pattern COOKIE = Pattern.compile("(?im)^set-cookie: *([^=;\\s]+)=([^;\\r\\n]*)");

    /** The length of a part, where the answer comes in parts. */
    private static final Pattern CHUNK = Pattern.compile("\\r\\n[0-9a-f]+\\r\\n");

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*(?:value|content)=\"([^\"]+)\"");

    private final int port;

    private final Map<String, String> cookies = new LinkedHashMap<>();

    private String token = "";

    RawHttp(int port) {
        this.port = port;
    }

    /**
     * Sends a request and reads the whole answer.
     * @param request method, target, headers and body
     */
    Answer exchange(Request request) {
        try (Socket socket = open(request)) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(status(all), CHUNK.matcher(all).replaceAll(""));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(request.toString(), ex);
        }
    }

    /** Sends a request and reads no more than the status: some answers never end. */
    int status(Request request) {
        try (Socket socket = open(request)) {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            StringBuilder line = new StringBuilder();
            for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
                line.append((char) next);
            }
            return status(line.toString());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(request.toString(), ex);
        }
    }

    /**
     * Sends a form with the token of its visitor and reads no more than the status.
     * @param request the form without its token
     */
    int submit(Request request) {
        String form = new String(request.body(), StandardCharsets.UTF_8);
        return status(request.with((form + "&_csrf=" + this.token).getBytes(StandardCharsets.UTF_8)));
    }

    /** Signs in with the form and keeps the session. */
    RawHttp signIn(String email, String password) {
        Answer answer = post("/sign-in", "email=" + email + "&password=" + password);
        if (answer.status() != 302 || answer.text().contains("sign-in?error")) {
            throw new IllegalStateException("Sign-in answered " + answer.text());
        }
        keepCookies(answer);
        return open("/");
    }

    /** Opens a page with a form to have a token for more forms. */
    RawHttp open(String page) {
        this.token = token(page);
        return this;
    }

    private Answer post(String path, String form) {
        String token = token(path);
        return exchange(new Request("POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"),
                (form + "&_csrf=" + token).getBytes(StandardCharsets.UTF_8)));
    }

    /** Opens a page with a form and takes its token. */
    String token(String page) {
        Answer answer = exchange(Request.get(page));
        keepCookies(answer);
        Matcher token = TOKEN.matcher(answer.text());
        if (!token.find()) {
            throw new IllegalStateException("No token on " + page + ": " + answer.text());
        }
        return token.group(1);
    }

    private void keepCookies(Answer answer) {
        Matcher cookie = COOKIE.matcher(answer.text());
        while (cookie.find()) {
            this.cookies.put(cookie.group(1), cookie.group(2));
        }
    }

    private Socket open(Request request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
        socket.setSoTimeout(PATIENCE_MS);
        StringBuilder head = new StringBuilder(request.method()).append(' ')
            .append(request.target())
            .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
            .append(this.port)
            .append("\r\nConnection: close\r\n");
        if (!this.cookies.isEmpty()) {
            head.append("Cookie: ");
            this.cookies.forEach((name, value) -> head.append(name).append('=').append(value).append("; "));
            head.append("\r\n");
        }
        request.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (request.body().length > 0 || !request.method().equals("GET")) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(request.body());
        socket.getOutputStream().write(bytes.toByteArray());
        return socket;
    }

    private static int status(String answer) {
        Matcher status = Pattern.compile("^HTTP/1\\.1 (\\d{3})").matcher(answer);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    /**
     * A request.
     *
     * @param target path and query, each character one byte
     * @param headers names and values, each character one byte
     */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {

        static Request get(String target) {
            return new Request("GET", target, Map.of("Accept", "text/html,*/*;q=0.8"), new byte[0]);
        }

        Request with(byte[] otherBody) {
            return new Request(this.method, this.target, this.headers, otherBody);
        }

        Request with(String header, String value) {
            Map<String, String> all = new LinkedHashMap<>(this.headers);
            all.put(header, value);
            return new Request(this.method, this.target, all, this.body);
        }

        @Override
        public String toString() {
            String target = (this.target.length() > 200) ? this.target.substring(0, 200) + "…" : this.target;
            String body = new String(this.body, StandardCharsets.UTF_8);
            return this.method + " " + target + " " + ((body.length() > 300) ? body.substring(0, 300) + "…" : body);
        }

    }

    /**
     * An answer.
     *
     * @param status 0 if the connection was closed without one
     * @param text the head and the body
     */
    record Answer(int status, String text) {
    }

}
