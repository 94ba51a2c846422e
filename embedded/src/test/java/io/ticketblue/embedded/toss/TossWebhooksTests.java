package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TossWebhooksTests {

    private static final String ORDER = "order-0001";

    private final TossSimulator simulator = TossSimulator.start(TossSimulatorSettings.defaults());

    private final TossClient client = new TossClient(this.simulator);

    private final List<Received> received = new CopyOnWriteArrayList<>();

    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private HttpServer shop;

    private record Received(String id, String retried, JsonNode json) {

        String kind() {
            return this.json.has("eventType") ? this.json.path("data").path("status").asString()
                    : "deposit " + this.json.path("status").asString();
        }

    }

    @BeforeEach
    void start() throws IOException {
        this.shop = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        this.shop.createContext("/", (exchange) -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            this.received
                .add(new Received(exchange.getRequestHeaders().getFirst("tosspayments-webhook-transmission-id"),
                        exchange.getRequestHeaders().getFirst("tosspayments-webhook-transmission-retried-count"),
                        Json.tree(body)));
            Integer answer = this.answers.poll();
            exchange.sendResponseHeaders((answer != null) ? answer : 200, -1);
            exchange.close();
        });
        this.shop.start();
        this.simulator.webhooks().sendTo(URI.create("http://127.0.0.1:" + this.shop.getAddress().getPort() + "/hook"));
    }

    @AfterEach
    void stop() {
        this.simulator.close();
        this.shop.stop(0);
    }

    @Test
    void tellsOfADepositWithTheSecretOfTheConfirmation() {
        String secret = confirm().text("secret");
        this.simulator.deposit(ORDER, 50_000);
        await(4);
        assertThat(this.received).extracting(Received::kind)
            .containsExactlyInAnyOrder("WAITING_FOR_DEPOSIT", "deposit WAITING_FOR_DEPOSIT", "DONE", "deposit DONE");
        assertThat(this.received).filteredOn((one) -> one.kind().equals("deposit DONE"))
            .singleElement()
            .satisfies((one) -> {
                assertThat(one.json().path("secret").asString()).isEqualTo(secret);
                assertThat(one.json().path("orderId").asString()).isEqualTo(ORDER);
                assertThat(one.retried()).isEqualTo("0");
            });
        assertThat(this.received).extracting(Received::id).doesNotHaveDuplicates();
    }

    @Test
    void triesAgainUntilItIsAnswered() {
        this.simulator.webhooks().retryAfter(List.of(Duration.ofMillis(10), Duration.ofMillis(20)));
        this.answers.addAll(List.of(500, 503));
        this.client.confirm(this.simulator.pay(ORDER, 50_000, TossOutcome.APPROVE), ORDER, 50_000);
        await(3);
        assertThat(this.received).extracting(Received::retried).containsExactly("0", "1", "2");
        assertThat(this.received).extracting(Received::id).containsOnly(this.received.getFirst().id());
        Awaitility.await().until(() -> this.simulator.webhooks().deliveries().size() == 3);
        assertThat(this.simulator.webhooks().deliveries()).extracting(TossWebhooks.Delivery::status)
            .containsExactly(500, 503, 200);
    }

    @Test
    void goesWrongAsAsked() {
        this.simulator.webhooks().next(2, TossWebhooks.Fault.NEVER);
        this.simulator.webhooks().next(1, TossWebhooks.Fault.TWICE);
        this.simulator.webhooks().next(1, TossWebhooks.Fault.NEVER);
        confirm();
        this.simulator.deposit(ORDER, 50_000);
        await(2);
        assertThat(this.received).extracting(Received::kind).containsOnly("DONE");
        assertThat(this.received.get(0).id()).isEqualTo(this.received.get(1).id());
    }

    @Test
    void deliversBeforeTheAnswerWhenAsked() {
        this.simulator.webhooks().next(2, TossWebhooks.Fault.BEFORE_THE_ANSWER);
        confirm();
        assertThat(this.received).hasSize(2);
    }

    @Test
    void deliversLateAndInAnotherOrder() {
        this.simulator.webhooks().hold();
        confirm();
        this.simulator.deposit(ORDER, 50_000);
        assertThat(this.received).isEmpty();
        this.simulator.webhooks().release(true);
        assertThat(this.received).extracting(Received::kind)
            .containsExactly("deposit DONE", "DONE", "deposit WAITING_FOR_DEPOSIT", "WAITING_FOR_DEPOSIT");
    }

    @Test
    void sendsToThisMachineOnly() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> this.simulator.webhooks().sendTo(URI.create("http://192.0.2.1/hook")));
    }

    private TossClient.Reply confirm() {
        return this.client.confirm(this.simulator.payByTransfer(ORDER, 50_000), ORDER, 50_000);
    }

    private void await(int count) {
        Awaitility.await().until(() -> this.received.size() >= count);
    }

}
