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
 * The local pages on which received mail can be read: a list and one page for each
 * message.
 */
final class InboxPages implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
        .withZone(ZoneId.systemDefault());

    private static final Pattern MESSAGE = Pattern.compile("/messages/([1-9][0-9]{0,8})");

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"'()]+");

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
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
            if (!ourAddress(exchange.getRequestHeaders())) {
                send(exchange, 403, page("Refused", "<h1>This page is only for this machine.</h1>"));
            }
            else if (!Set.of("GET", "HEAD").contains(method)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, page("Read only", "<h1>The inbox can only be read.</h1>"));
            }
            else {
                Optional<String> page = page(exchange.getRequestURI().getPath());
                send(exchange, page.isPresent() ? 200 : 404, page.orElseGet(() -> page("Not found", """
                        <h1>There is no such message.</h1>
                        <p><a href="/">All messages</a></p>""")));
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

    private Optional<String> page(String path) {
        List<ReceivedMail> messages = this.newestFirst.get();
        if (path.equals("/")) {
            return Optional.of(page("Inbox", list(messages)));
        }
        Matcher matcher = MESSAGE.matcher(path);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > messages.size()) {
            return Optional.empty();
        }
        ReceivedMail message = messages.get(messages.size() - Integer.parseInt(matcher.group(1)));
        return Optional.of(page(message.subject(), view(message)));
    }

    /** The oldest message is number 1, so that a number stays with its message. */
    private static String list(List<ReceivedMail> messages) {
        if (messages.isEmpty()) {
            return """
                    <h1>Inbox</h1>
                    <p>No mail yet. Whatever the application sends appears here; nothing leaves this machine.</p>
                    <p><a href="/">Look again</a></p>""";
        }
        StringBuilder rows = new StringBuilder();
        for (int index = 0; index < messages.size(); index++) {
            ReceivedMail message = messages.get(index);
            rows.append("<tr><td><a href=\"/messages/%d\">%s</a></td><td>%s</td><td><time>%s</time></td></tr>\n"
                .formatted(messages.size() - index, escape(title(message)), escape(String.join(", ", message.to())),
                        TIME.format(message.receivedAt())));
        }
        return """
                <h1>Inbox</h1>
                <p><a href="/">Look again</a></p>
                <table>
                <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>""".formatted(rows);
    }

    private static String view(ReceivedMail message) {
        return """
                <p><a href="/">All messages</a></p>
                <h1>%s</h1>
                <p>From: %s<br>To: %s<br>Received: <time>%s</time></p>
                <pre>%s</pre>""".formatted(escape(title(message)), escape(message.from()),
                escape(String.join(", ", message.to())), TIME.format(message.receivedAt()), linked(message.text()));
    }

    private static String title(ReceivedMail message) {
        return message.subject().isBlank() ? "(no subject)" : message.subject();
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

    private static String page(String title, String body) {
        return FRAME.formatted(escape(title), body);
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
