package io.ticketblue.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The local pages on which received mail can be read, in Korean or in English: a list of
 * the latest and one page for each message; and the list as JSON.
 */
final class InboxPages implements AutoCloseable {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(SEOUL);

    /** So many of the latest messages are listed. */
    private static final int MOST_LISTED = 100;

    private static final String JSON_PATH = "/api/messages";

    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    private final Inbox inbox;

    private InboxPages(HttpServer server, ExecutorService threads, Inbox inbox) {
        this.server = server;
        this.threads = threads;
        this.inbox = inbox;
    }

    static InboxPages start(int port, Inbox inbox) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            InboxPages pages = new InboxPages(server, threads, inbox);
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
            else if (exchange.getRequestURI().getPath().equals(JSON_PATH)) {
                send(exchange, 200, "application/json", JSON.writeValueAsString(listed()));
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
        if (path.equals("/")) {
            return Optional.of(page(words, words.inbox(), list(words)));
        }
        Matcher matcher = MESSAGE.matcher(path);
        return matcher.matches() ? this.inbox.message(Integer.parseInt(matcher.group(1)))
            .map((message) -> page(words, title(words, message), view(words, message))) : Optional.empty();
    }

    /** The latest messages with their numbers. */
    private List<Listed> listed() {
        Inbox.Latest latest = this.inbox.latest(MOST_LISTED);
        return IntStream.range(0, latest.messages().size())
            .mapToObj((index) -> Listed.of(latest.count() - index, latest.messages().get(index)))
            .toList();
    }

    private String list(InboxWords words) {
        String again = heading(words.inbox()) + "<p><a href=\"/\">" + words.again() + "</a></p>\n";
        List<Listed> messages = listed();
        if (messages.isEmpty()) {
            return again + "<p>" + words.empty() + "</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (Listed message : messages) {
            rows.append("<tr><td><a href=\"/messages/%d\">%s</a></td><td>%s</td><td><time>%s</time></td></tr>\n"
                .formatted(message.id(), escape(message.subject().isBlank() ? words.noSubject() : message.subject()),
                        escape(message.to()), TIME.format(message.at())));
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
        send(exchange, status, "text/html; charset=utf-8", page);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
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

    /**
     * A message in the list, as JSON has it.
     *
     * @param id its number; the oldest is 1
     * @param channel how it was sent
     * @param to to whom, separated by commas
     * @param html left out if the message has none
     * @param at when it came, in Korean time
     */
    record Listed(int id, String channel, String to, String subject, String text,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String html, OffsetDateTime at) {

        private static Listed of(int id, ReceivedMail mail) {
            return new Listed(id, "MAIL", String.join(", ", mail.to()), mail.subject(), mail.text(), mail.html(),
                    mail.receivedAt().atZone(SEOUL).toOffsetDateTime());
        }

    }

}
