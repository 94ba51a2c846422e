package io.ticketblue.shared.database.replica;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** A few clients that ask one request after the other until they are stopped. */
final class Load implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newHttpClient();

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    private final List<Thread> clients = new ArrayList<>();

    private final String site;

    private volatile boolean stopped;

    Load(int port) {
        this.site = "http://127.0.0.1:" + port;
    }

    /** One more client, who goes through the requests in turn. */
    Load with(List<Supplier<HttpRequest.Builder>> requests) {
        this.clients.add(Thread.ofVirtual().start(() -> {
            for (int turn = 0; !this.stopped; turn++) {
                send(requests.get(turn % requests.size()).get().timeout(LONGEST_ANSWER).build());
            }
        }));
        return this;
    }

    HttpRequest.Builder get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.site + path)).GET();
        return (headers.length > 0) ? request.headers(headers) : request;
    }

    private void send(HttpRequest request) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            this.answers.add(new Answer(request.method() + " " + request.uri().getPath(), answer.statusCode(),
                    answer.body(), answer.headers().firstValue("Retry-After").orElse(null),
                    Duration.ofNanos(System.nanoTime() - start)));
            Thread.sleep(PAUSE);
        }
        catch (IOException ex) {
            this.answers.add(new Answer(request + " " + ex, 0, "", null, Duration.ofNanos(System.nanoTime() - start)));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there are so many more answers. */
    void awaitAnswers(int more) {
        int before = this.answers.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> this.answers.size() >= before + more);
    }

    List<Answer> answers() {
        return List.copyOf(this.answers);
    }

    /** Lets everybody get the present answer, and ask no more. */
    void stop() {
        this.stopped = true;
        for (Thread client : this.clients) {
            try {
                client.join(LONGEST_ANSWER);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
        this.http.close();
    }

    /**
     * What somebody was told.
     *
     * @param what method and path
     * @param status the HTTP status, 0 if there was no answer
     * @param body what it says
     * @param retryAfter the header, null if it was not there
     * @param took how long it took
     */
    record Answer(String what, int status, String body, @Nullable String retryAfter, Duration took) {

        @Override
        public String toString() {
            return this.status + " " + this.what + " " + this.took.toMillis() + " ms "
                    + this.body.substring(0, Math.min(200, this.body.length()));
        }

    }

}
