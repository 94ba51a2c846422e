package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop's side of the protocol, for the tests.
 */
class TossClient {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();

    private final TossSimulator simulator;

    TossClient(TossSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * An answer with its body as JSON.
     */
    record Reply(int status, JsonNode json) {

        String text(String field) {
            return json().path(field).asString();
        }

    }

    Reply confirm(String paymentKey, String orderId, long amount, String... headers) {
        return post("/v1/payments/confirm", Map.of("paymentKey", paymentKey, "orderId", orderId, "amount", amount),
                headers);
    }

    Reply cancel(String paymentKey, Map<String, ?> body, String... headers) {
        return post("/v1/payments/" + paymentKey + "/cancel", body, headers);
    }

    Reply lookup(String paymentKey, String... headers) {
        return get("/v1/payments/" + paymentKey, headers);
    }

    Reply lookupByOrder(String orderId) {
        return get("/v1/payments/orders/" + orderId);
    }

    Reply pay(String orderId, long amount, String outcome) {
        return post("/simulator/payments", Map.of("orderId", orderId, "amount", amount, "outcome", outcome));
    }

    Reply get(String path, String... headers) {
        return reply(sendUnchecked(signed(path, headers).GET().build()));
    }

    Reply post(String path, Object body, String... headers) {
        return reply(sendUnchecked(postRequest(path, body, headers)));
    }

    Reply put(String path, Object body) {
        return reply(sendUnchecked(signed(path).PUT(json(body)).build()));
    }

    CompletableFuture<Reply> postAsync(String path, Object body, String... headers) {
        return this.http.sendAsync(postRequest(path, body, headers), BodyHandlers.ofString()).thenApply(this::reply);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return this.http.send(request, BodyHandlers.ofString());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    HttpRequest postRequest(String path, Object body, String... headers) {
        return signed(path, headers).POST(json(body)).build();
    }

    HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(URI.create(this.simulator.url() + path));
    }

    HttpRequest.Builder signed(String path, String... headers) {
        HttpRequest.Builder builder = plain(path).header("Authorization", basic(this.simulator.secretKey() + ":"))
            .header("Content-Type", "application/json");
        return (headers.length > 0) ? builder.headers(headers) : builder;
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers
            .ofString((body instanceof String text) ? text : MAPPER.writeValueAsString(body));
    }

    private HttpResponse<String> sendUnchecked(HttpRequest request) {
        try {
            return send(request);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    Reply reply(HttpResponse<String> response) {
        return new Reply(response.statusCode(), MAPPER.readTree(response.body()));
    }

}
