package io.ticketblue.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an application for what is asked once, in JSON. */
final class Caller {

    private final HttpClient client = HttpClient.newHttpClient();

    private final String address;

    Caller(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Whether there is any answer but an error; waits a little if not. */
    boolean answers(String path) {
        try {
            if (this.client.send(request(path, null).GET().build(), HttpResponse.BodyHandlers.ofString())
                .statusCode() < 400) {
                return true;
            }
        }
        catch (IOException ex) {
            // Nobody listens yet.
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    JsonNode get(String path) {
        return body(request(path, null).GET().build());
    }

    JsonNode post(String path, @Nullable String token, Object body) {
        return body(request(path, token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)))
            .build());
    }

    /** The answer, whatever it is. */
    HttpResponse<String> tryPost(String path, Object body) {
        HttpRequest request = request(path, null)
            .POST(HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)))
            .build();
        return send(request);
    }

    private JsonNode body(HttpRequest request) {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(request.method() + " " + request.uri() + " is answered by "
                    + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return this.client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
        catch (IOException ex) {
            throw new IllegalStateException(request.uri() + " is not answered", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", ex);
        }
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path))
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60));
        return (token != null) ? request.header("Authorization", "Bearer " + token) : request;
    }

}
