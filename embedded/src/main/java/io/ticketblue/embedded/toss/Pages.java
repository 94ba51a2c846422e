package io.ticketblue.embedded.toss;

import java.util.List;

/**
 * Finds the page for a path, and sends pages with headers that let nothing foreign in.
 */
final class Pages {

    private static final String HTML = "text/html;charset=UTF-8";

    private final String script = Resources.text("sdk.js");

    private final String style = Resources.text("simulator.css");

    private final WindowPage window;

    private final BooksPage books;

    Pages(WindowPage window, BooksPage books) {
        this.window = window;
        this.books = books;
    }

    void route(Exchange exchange, List<String> path) {
        boolean post = "POST".equals(exchange.method());
        boolean get = "GET".equals(exchange.method()) || "HEAD".equals(exchange.method());
        boolean two = path.size() == 2;
        String route = String.join("/", path);
        if (get && route.isEmpty()) {
            send(exchange, 200, "'self'", this.books.index(exchange.language()));
        }
        else if (get && route.equals("v2/standard")) {
            exchange.with("Cache-Control", "no-cache").send(200, "text/javascript;charset=UTF-8", this.script);
        }
        else if (get && route.equals("assets/simulator.css")) {
            exchange.with("Cache-Control", "no-cache").send(200, "text/css;charset=UTF-8", this.style);
        }
        else if (get && two && path.getFirst().equals("receipt")) {
            send(exchange, 200, "'self'", this.books.receipt(path.get(1), exchange.language()));
        }
        else if (get && two && path.getFirst().equals("deposit")) {
            send(exchange, 200, "'self'", this.books.deposit(path.get(1), "", exchange.language()));
        }
        else if (post && two && path.getFirst().equals("deposit")) {
            send(exchange, 200, "'self'", this.books.act(path.get(1), exchange.form(), exchange.language()));
        }
        else if (get && two && path.getFirst().equals("window")) {
            this.window.show(exchange, path.get(1));
        }
        else if (post && two && path.getFirst().equals("window")) {
            this.window.decide(exchange, path.get(1));
        }
        else {
            throw TossFailure.of((get || post) ? "NOT_FOUND" : "METHOD_NOT_ALLOWED");
        }
    }

    /**
     * Sends a page.
     * @param formTargets where its forms may lead, redirects included
     */
    static void send(Exchange exchange, int status, String formTargets, String html) {
        exchange
            .with("Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
                            + "form-action " + formTargets)
            .with("Referrer-Policy", "no-referrer")
            .with("X-Content-Type-Options", "nosniff")
            .with("Cache-Control", "no-store")
            .send(status, HTML, html);
    }

}
