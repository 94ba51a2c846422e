package io.ticketblue.embedded.toss;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What only the simulator has: payments without a window, the browser script's own calls,
 * fault controls.
 */
final class SimulatorApi {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final TossKeys keys;

    private final Books books;

    private final PaymentJson json;

    private final TossFaults faults;

    SimulatorApi(TossKeys keys, Books books, PaymentJson json, TossFaults faults) {
        this.keys = keys;
        this.books = books;
        this.json = json;
        this.faults = faults;
    }

    /**
     * Lets scripts of pages on this machine call, and no others.
     */
    void allowLoopbackOrigins(Exchange exchange) {
        String origin = exchange.header("Origin");
        if (origin != null && isLoopback(origin)) {
            exchange.with("Access-Control-Allow-Origin", origin)
                .with("Vary", "Origin")
                .with("Access-Control-Allow-Methods", "GET, POST, PUT")
                .with("Access-Control-Allow-Headers", "Content-Type, Accept-Language")
                .with("Access-Control-Allow-Private-Network", "true")
                .with("Access-Control-Max-Age", "600");
        }
    }

    private static boolean isLoopback(String origin) {
        try {
            return LOOPBACK.contains(String.valueOf(new URI(origin).getHost()));
        }
        catch (URISyntaxException ex) {
            return false;
        }
    }

    void open(Exchange exchange) {
        ObjectNode body = Json.object(exchange.body());
        if (!this.keys.clientKey().equals(Json.text(body, "clientKey", 100))) {
            throw TossFailure.of("UNAUTHORIZED_KEY");
        }
        SimulatedPayment payment = this.books.open(CheckoutRequest.ofBrowser(body));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("paymentKey", payment.paymentKey());
        answer.put("windowUrl", this.json.windowUrl(payment) + "?lang=" + exchange.language().tag());
        exchange.send(Answer.ok(answer));
    }

    void pay(Exchange exchange) {
        ObjectNode body = Json.object(exchange.body());
        TossOutcome outcome = constant(body, "outcome", TossOutcome.class);
        exchange.send(Answer.ok(Map.of("paymentKey", pay(CheckoutRequest.ofApi(body), outcome))));
    }

    String pay(CheckoutRequest request, TossOutcome outcome) {
        SimulatedPayment payment = this.books.open(request);
        decide(payment.paymentKey(), outcome, null);
        return payment.paymentKey();
    }

    void deposit(Exchange exchange) {
        ObjectNode body = Json.object(exchange.body());
        deposit(this.books.getByOrder(Json.orderId(body)).paymentKey(), Json.won(body, "amount"));
        exchange.send(Answer.ok(Map.of()));
    }

    /**
     * The buyer transfers money to the account of a payment.
     */
    void deposit(String paymentKey, long amount) {
        this.books.change(paymentKey, null,
                payment -> new Books.Change(payment.deposited(amount, this.books.now(), PaymentsApi.transactionKey()),
                        Answer.ok(Map.of())));
    }

    /**
     * The bank takes the deposit back.
     */
    void undoDeposit(String paymentKey) {
        this.books.change(paymentKey, null,
                payment -> new Books.Change(payment.undone(this.books.now(), PaymentsApi.transactionKey()),
                        Answer.ok(Map.of())));
    }

    /**
     * The buyer's decision in the window.
     */
    void decide(String paymentKey, TossOutcome outcome, @Nullable String bank) {
        this.books.change(paymentKey, null, payment -> {
            SimulatedPayment decided = (outcome == TossOutcome.APPROVE) ? payment.authenticated(this.books.now(), bank)
                    : payment.declined("REJECT_CARD_COMPANY");
            return new Books.Change(decided, Answer.ok(Map.of()));
        });
    }

    void show(Exchange exchange, String paymentKey) {
        exchange.send(Answer.ok(this.json.of(this.books.get(paymentKey), exchange.language())));
    }

    void listFaults(Exchange exchange) {
        Map<String, Object> pending = new LinkedHashMap<>();
        for (TossOperation operation : TossOperation.values()) {
            pending.put(operation.name(), this.faults.pending(operation));
        }
        exchange.send(Answer.ok(pending));
    }

    /**
     * Replaces all faults by those of the body, a JSON array.
     */
    void setFaults(Exchange exchange) {
        JsonNode body = Json.tree(exchange.body());
        if (!body.isArray()) {
            throw TossFailure.invalid("(body: JSON array)");
        }
        TossFaults checked = new TossFaults();
        body.forEach(node -> add(checked, node));
        this.faults.clear();
        body.forEach(node -> add(this.faults, node));
        listFaults(exchange);
    }

    private static void add(TossFaults faults, JsonNode node) {
        Long times = Json.optionalWon(node, "times");
        Long status = Json.optionalWon(node, "status");
        Long delay = Json.optionalWon(node, "delayMillis");
        Long totalAmount = Json.optionalWon(node, "totalAmount");
        String code = Json.optionalText(node, "code", 100);
        try {
            TossFault fault = new TossFault(constant(node, "kind", TossFault.Kind.class),
                    Duration.ofMillis(orElse(delay, 0)),
                    Math.toIntExact(orElse(status, (code != null) ? ErrorCodes.status(code) : 0)), code,
                    orElse(totalAmount, 0));
            faults.next(constant(node, "operation", TossOperation.class), Math.toIntExact(orElse(times, 1)), fault);
        }
        catch (IllegalArgumentException | ArithmeticException ex) {
            throw TossFailure.invalid("(" + ex.getMessage() + ")");
        }
    }

    private static long orElse(@Nullable Long value, long other) {
        return (value != null) ? value : other;
    }

    private static <E extends Enum<E>> E constant(JsonNode object, String field, Class<E> type) {
        String name = Json.text(object, field, 30);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw TossFailure.invalid("(" + field + ": " + Arrays.toString(type.getEnumConstants()) + ")");
    }

}
