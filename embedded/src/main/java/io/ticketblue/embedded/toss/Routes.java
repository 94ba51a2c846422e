package io.ticketblue.embedded.toss;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Finds who answers a request.
 */
final class Routes implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Routes.class.getName());

    private final PaymentsApi payments;

    private final SimulatorApi simulator;

    private final Pages pages;

    Routes(PaymentsApi payments, SimulatorApi simulator, Pages pages) {
        this.payments = payments;
        this.simulator = simulator;
        this.pages = pages;
    }

    @Override
    public void handle(HttpExchange http) {
        try (Exchange exchange = new Exchange(http)) {
            try {
                if (isOurs(http)) {
                    route(exchange);
                }
                else {
                    exchange.send(403, "text/plain;charset=UTF-8", "The simulator answers on 127.0.0.1 and localhost");
                }
            }
            catch (TossFailure ex) {
                exchange.send(ex.answer(exchange.language()));
            }
        }
        catch (UncheckedIOException | CancellationException ex) {
            LOG.log(System.Logger.Level.DEBUG, "The caller or the Toss simulator itself went away", ex);
        }
        catch (RuntimeException ex) {
            LOG.log(System.Logger.Level.WARNING, "The Toss simulator could not answer " + http.getRequestURI(), ex);
        }
    }

    /** A page of another site could have its own name point to this machine. */
    private static boolean isOurs(HttpExchange http) {
        String host = http.getRequestHeaders().getFirst("Host");
        int port = http.getLocalAddress().getPort();
        return host != null && Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
    }

    private void route(Exchange exchange) {
        List<String> path = exchange.path();
        switch (path.getFirst()) {
            case "v1" -> routeApi(exchange, path);
            case "sdk", "simulator" -> routeSimulator(exchange, path);
            default -> this.pages.route(exchange, path);
        }
    }

    private void routeApi(Exchange exchange, List<String> path) {
        boolean post = "POST".equals(exchange.method());
        boolean get = "GET".equals(exchange.method());
        boolean payments = path.size() >= 3 && "payments".equals(path.get(1));
        if (path.size() == 2 && get && "transactions".equals(path.get(1))) {
            this.payments.transactions(exchange);
        }
        else if (payments && path.size() == 3 && post && "confirm".equals(path.get(2))) {
            this.payments.confirm(exchange);
        }
        else if (payments && path.size() == 3 && get) {
            this.payments.lookup(exchange, path.get(2));
        }
        else if (payments && path.size() == 4 && get && "orders".equals(path.get(2))) {
            this.payments.lookupByOrder(exchange, path.get(3));
        }
        else if (payments && path.size() == 4 && post && "cancel".equals(path.get(3))) {
            this.payments.cancel(exchange, path.get(2));
        }
        else {
            throw TossFailure.of((get || post) ? "NOT_FOUND" : "METHOD_NOT_ALLOWED");
        }
    }

    private void routeSimulator(Exchange exchange, List<String> path) {
        this.simulator.allowLoopbackOrigins(exchange);
        String route = exchange.method() + " /" + String.join("/", path);
        if ("OPTIONS".equals(exchange.method())) {
            exchange.send(204, "text/plain", "");
            return;
        }
        switch (route) {
            case "POST /sdk/payments" -> this.simulator.open(exchange);
            case "POST /simulator/payments" -> this.simulator.pay(exchange);
            case "GET /simulator/faults" -> this.simulator.listFaults(exchange);
            case "PUT /simulator/faults" -> this.simulator.setFaults(exchange);
            case "POST /simulator/deposits" -> this.simulator.deposit(exchange);
            default -> {
                if (!route.startsWith("GET /simulator/payments/") || path.size() != 3) {
                    throw TossFailure.of("NOT_FOUND");
                }
                this.simulator.show(exchange, path.get(2));
            }
        }
    }

}
