package io.ticketblue.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The local pages on which received mail can be read, in Korean or in English: a list and
 * one page for each message.
 */
final class InboxPages implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
        .withZone(ZoneId.systemDefault());

    private static final Pattern MESSAGE = Pattern.compile("/messages/([1-9][0-9]{0,8})");

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"'()]+");

    private static final String FRAME = """
            <!doctype html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 Pretendard, "Noto Sans KR", system-ui, sans-serif; max-width: 60rem;
                margin: 2rem auto; padding: 0 1rem; word-break: keep-all; overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid #8886; }
            time { white-space: nowrap; font-variant-numeric: tabular-nums; }
            pre { white-space: pre-wrap; font: inherit; padding: 1rem; border: 1px solid #8886; border-radius: 8px; }
            </style>
            </head>
            <body>
            <main>
            %s
            </main>
            </body>
            </html>
            """;

    private final HttpServer server;

    private final ExecutorService threads;

    private final Supplier<List<ReceivedMail>> newestFirst;

    private InboxPages(HttpServer server, ExecutorService threads, Supplier<List<ReceivedMail>> newestFirst) {
        this.server = server;
        this.threads = threads;
        this.newestFirst = newestFirst;
    }

    static InboxPages start(int port, Supplier<List<ReceivedMail>> newestFirst) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            InboxPages pages = new InboxPages(server, threads, newestFirst);
            server.setExecutor(threads);
            server.createContext("/", pages::answer);
            server.start();
            return pages;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.threads.shutdownNow();
    }

    private int port() {
        return this.server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            InboxWords words = InboxWords.of(exchange.getRequestHeaders().getFirst("Accept-Language"));
            if (!ourAddress(exchange.getRequestHeaders())) {
                send(exchange, 403, page(words, words.onlyHere(), heading(words.onlyHere())));
            }
            else if (!Set.of("GET", "HEAD").contains(method)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, page(words, words.readOnly(), heading(words.readOnly())));
            }
            else {
                Optional<String> page = page(words, exchange.getRequestURI().getPath());
                send(exchange, page.isPresent() ? 200 : 404,
                        page.orElseGet(() -> page(words, words.notFound(), heading(words.notFound()) + all(words))));
            }
        }
    }

    /**
     * A page of another site could have its own name point to this machine, and read
     * along.
     */
    private boolean ourAddress(Headers headers) {
        String host = headers.getFirst("Host");
        return host != null && Set.of("127.0.0.1:" + port(), "localhost:" + port()).contains(host);
    }

    private Optional<String> page(InboxWords words, String path) {
        List<ReceivedMail> messages = this.newestFirst.get();
        if (path.equals("/")) {
            return Optional.of(page(words, words.inbox(), list(words, messages)));
        }
        Matcher matcher = MESSAGE.matcher(path);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > messages.size()) {
            return Optional.empty();
        }
        ReceivedMail message = messages.get(messages.size() - Integer.parseInt(matcher.group(1)));
        return Optional.of(page(words, title(words, message), view(words, message)));
    }

    /** The oldest message is number 1, so that a number stays with its message. */
    private static String list(InboxWords words, List<ReceivedMail> messages) {
        String again = heading(words.inbox()) + "<p><a href=\"/\">" + words.again() + "</a></p>\n";
        if (messages.isEmpty()) {
            return again + "<p>" + words.empty() + "</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (int index = 0; index < messages.size(); index++) {
            ReceivedMail message = messages.get(index);
            rows.append("<tr><td><a href=\"/messages/%d\">%s</a></td><td>%s</td><td><time>%s</time></td></tr>\n"
                .formatted(messages.size() - index, escape(title(words, message)),
                        escape(String.join(", ", message.to())), TIME.format(message.receivedAt())));
        }
        return again + """
                <table>
                <thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>""".formatted(words.subject(), words.to(), words.received(), rows);
    }

    private static String view(InboxWords words, ReceivedMail message) {
        return all(words) + heading(escape(title(words, message)))
                + """
                        <p>%s: %s<br>%s: %s<br>%s: <time>%s</time></p>
                        <pre>%s</pre>""".formatted(words.from(), escape(message.from()), words.to(),
                        escape(String.join(", ", message.to())), words.received(), TIME.format(message.receivedAt()),
                        linked(message.text()));
    }

    private static String all(InboxWords words) {
        return "<p><a href=\"/\">" + words.all() + "</a></p>\n";
    }

    private static String heading(String html) {
        return "<h1>" + html + "</h1>\n";
    }

    private static String title(InboxWords words, ReceivedMail message) {
        return message.subject().isBlank() ? words.noSubject() : message.subject();
    }

    private static String linked(String text) {
        StringBuilder html = new StringBuilder();
        Matcher links = LINK.matcher(text);
        int end = 0;
        while (links.find()) {
            String link = escape(links.group());
            html.append(escape(text.substring(end, links.start())))
                .append("<a rel=\"noreferrer\" href=\"%s\">%s</a>".formatted(link, link));
            end = links.end();
        }
        return html.append(escape(text.substring(end))).toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
    }

    private static String page(InboxWords words, String title, String body) {
        return FRAME.formatted(words.language(), escape(title), body);
    }

    private static void send(HttpExchange exchange, int status, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

}
