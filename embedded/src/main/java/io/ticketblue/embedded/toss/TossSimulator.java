package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/**
 * A Toss Payments of one's own on 127.0.0.1: the provider's API for the shop's server,
 * its browser script, its payment window, and no real money.
 *
 * <p>
 * For the shop's server, as the provider documents it: {@code POST /v1/payments/confirm},
 * {@code GET /v1/payments/{paymentKey}}, {@code GET /v1/payments/orders/{orderId}},
 * {@code POST /v1/payments/{paymentKey}/cancel}, with Basic authentication,
 * {@code Idempotency-Key} and {@code TossPayments-Test-Code}. For the shop's page:
 * {@code <script src="{url}/v2/standard">}, which has the surface of the provider's
 * browser SDK v2. For people: a page at the address itself.
 *
 * <p>
 * For tests and users of an API, who have no browser: {@code POST /simulator/payments
 * {orderId, amount, outcome: "APPROVE"|"DECLINE"}} (optional: {@code orderName},
 * {@code method: "CARD"|"TOSSPAY"|"TRANSFER"}) answers {@code {paymentKey}}, and is the
 * same as clicking in the payment window. A declined payment answers 403
 * {@code REJECT_CARD_COMPANY} when it is confirmed. {@code GET
 * /simulator/payments/{paymentKey}} shows a payment to anybody.
 *
 * <p>
 * Faults are made with {@link #faults()} or
 * {@code PUT /simulator/faults [{operation, kind, times?, delayMillis?, status?, code?,
 * totalAmount?}]}, which replaces all that were pending; {@code GET /simulator/faults}
 * lists them. See {@link TossFault}.
 *
 * <p>
 * What the provider's documents leave open is answered like this: another amount than the
 * one asked for is 400 {@code INVALID_REQUEST}, another order than the one asked for is
 * 404 {@code NOT_FOUND_PAYMENT_SESSION}, and a second payment for a paid order is 400
 * {@code DUPLICATED_ORDER_ID}; nothing is captured by any of them. The provider's limit
 * of 100 calls a minute is not kept; a fault makes a 429.
 *
 * <p>
 * A payment with the method {@code VIRTUAL_ACCOUNT} waits for its deposit once it is
 * confirmed: {@link #deposit}, the page at the address itself, or {@code POST
 * /simulator/deposits {orderId, amount}}. A bank takes the exact amount only, and nothing
 * after the account was closed or its seven days are over. Notices go to the address that
 * {@link #webhooks()} was told. {@code GET /v1/transactions} lists what happened; a
 * cancellation's amount is not negative there.
 */
public final class TossSimulator implements AutoCloseable {

    private final HttpServer server;

    private final ExecutorService executor;

    private final TossKeys keys;

    private final Journal journal;

    private final Books books;

    private final SimulatorApi simulator;

    private final CallLog calls = new CallLog();

    private final TossFaults faults = new TossFaults();

    private final TossWebhooks webhooks;

    private final Pause pause = new Pause();

    private TossSimulator(TossSimulatorSettings settings, HttpServer server, Journal journal) {
        this.server = server;
        this.keys = settings.keys();
        this.journal = journal;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.books = new Books(settings.clock(), journal, settings.listed());
        PaymentJson json = new PaymentJson(url(), settings.clock());
        this.webhooks = new TossWebhooks(settings.clock(), json);
        this.books.listen(this.webhooks::tell);
        IdempotentAnswers answers = new IdempotentAnswers(settings.clock(), journal);
        PaymentsApi payments = new PaymentsApi(this.keys, this.books, journal, answers, json, this.calls, this.faults,
                this.pause, settings.depositFor());
        this.simulator = new SimulatorApi(this.keys, this.books, json, this.faults);
        Pages pages = new Pages(new WindowPage(this.books, this.simulator),
                new BooksPage(this.books, this.simulator, this.keys, settings.listedFor(), url()));
        server.createContext("/", new Routes(payments, this.simulator, pages));
        server.setExecutor(this.executor);
        server.start();
    }

    /**
     * Starts a simulator; it answers when this returns.
     * @param settings how
     * @return the running simulator
     * @throws IllegalStateException when the port is taken or another simulator keeps its
     * payments in the same directory
     * @throws UncheckedIOException when the directory cannot be written or holds a
     * damaged journal
     */
    public static TossSimulator start(TossSimulatorSettings settings) {
        Path directory = settings.directory();
        Journal journal = (directory != null) ? Journal.open(directory) : Journal.none();
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), settings.port());
            return new TossSimulator(settings, HttpServer.create(address, 0), journal);
        }
        catch (BindException ex) {
            journal.close();
            throw new IllegalStateException(
                    "Port " + settings.port() + " is taken: stop what uses it or give the Toss simulator another port",
                    ex);
        }
        catch (IOException ex) {
            journal.close();
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Where it answers.
     * @return such as {@code http://127.0.0.1:40123}, without a slash at the end
     */
    public String url() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /**
     * The key for the shop's page.
     * @return {@code test_ck_…} or {@code test_gck_…}
     */
    public String clientKey() {
        return this.keys.clientKey();
    }

    /**
     * The key for the shop's server.
     * @return {@code test_sk_…} or {@code test_gsk_…}
     */
    public String secretKey() {
        return this.keys.secretKey();
    }

    /**
     * Makes a card payment without a window, as {@code POST /simulator/payments} does.
     * @param orderId 6 to 64 of {@code A-Z a-z 0-9 - _}
     * @param amount whole won, at least 100
     * @param outcome what the buyer's side decides
     * @return the payment's key
     * @throws IllegalArgumentException when the order or the amount is not accepted
     */
    public String pay(String orderId, long amount, TossOutcome outcome) {
        try {
            String body = Json.write(Map.of("orderId", orderId, "amount", amount));
            return this.simulator.pay(CheckoutRequest.ofApi(Json.object(body)), outcome);
        }
        catch (TossFailure ex) {
            throw new IllegalArgumentException(ex.getMessage(), ex);
        }
    }

    /**
     * Approves a payment by transfer, as if the buyer had chosen a bank in the window.
     * @param orderId 6 to 64 of {@code A-Z a-z 0-9 - _}
     * @param amount whole won, at least 200
     * @return the payment's key
     * @throws IllegalArgumentException when the order or the amount is not accepted
     */
    public String payByTransfer(String orderId, long amount) {
        try {
            String body = Json.write(Map.of("orderId", orderId, "amount", amount, "method", "VIRTUAL_ACCOUNT"));
            return this.simulator.pay(CheckoutRequest.ofApi(Json.object(body)), TossOutcome.APPROVE);
        }
        catch (TossFailure ex) {
            throw new IllegalArgumentException(ex.getMessage(), ex);
        }
    }

    /**
     * The buyer transfers money to the account of an order.
     * @param orderId the shop's number of the order
     * @param amount whole won
     * @throws IllegalStateException when the bank does not take it: the amount is another
     * than the payment's, or no account waits
     */
    public void deposit(String orderId, long amount) {
        try {
            this.simulator.deposit(this.books.getByOrder(orderId).paymentKey(), amount);
        }
        catch (TossFailure ex) {
            throw new IllegalStateException(ex.getMessage(), ex);
        }
    }

    /**
     * The bank takes the deposit of an order back, and its account waits again.
     * @param orderId the shop's number of the order
     * @throws IllegalStateException when no deposit is there
     */
    public void undoDeposit(String orderId) {
        try {
            this.simulator.undoDeposit(this.books.getByOrder(orderId).paymentKey());
        }
        catch (TossFailure ex) {
            throw new IllegalStateException(ex.getMessage(), ex);
        }
    }

    /**
     * The notices that the shop gets.
     * @return to be told an address, and to make faults
     */
    public TossWebhooks webhooks() {
        return this.webhooks;
    }

    /**
     * The faults that coming calls will meet.
     * @return to be added to
     */
    public TossFaults faults() {
        return this.faults;
    }

    /**
     * The calls of the API since the start, oldest first, the latest 10,000 at most. A
     * call is listed when its processing has ended, before its answer is sent.
     * @return a copy
     */
    public List<TossCall> calls() {
        return this.calls.all();
    }

    /**
     * All the money ever captured, whatever was given back later.
     * @return whole won
     */
    public long captured() {
        return this.books.captured();
    }

    /**
     * The money ever captured for an order.
     * @param orderId the shop's number of the order
     * @return whole won
     */
    public long captured(String orderId) {
        return this.books.ofOrder(orderId).mapToLong(SimulatedPayment::captured).sum();
    }

    /**
     * All the money ever given back.
     * @return whole won
     */
    public long refunded() {
        return this.books.refunded();
    }

    /**
     * The money given back for an order.
     * @param orderId the shop's number of the order
     * @return whole won
     */
    public long refunded(String orderId) {
        return this.books.ofOrder(orderId).mapToLong(SimulatedPayment::refunded).sum();
    }

    /**
     * Stops answering. Calls that are being delayed end without an answer.
     */
    @Override
    public void close() {
        this.pause.end();
        this.webhooks.close();
        this.server.stop(0);
        this.executor.shutdownNow();
        this.journal.close();
    }

}
