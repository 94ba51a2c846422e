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
import java.util.stream.Stream;

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

    private final List<Load> others = new ArrayList<>();

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

    /** From now on what is done with this is done with the other as well. */
    Load beside(Load other) {
        this.others.add(other);
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

    /** Waits until there are so many more answers here, and at each of the others. */
    void awaitAnswers(int more) {
        int before = this.answers.size();
        List<Integer> beforeElsewhere = this.others.stream().map((other) -> other.answers.size()).toList();
        await().atMost(Duration.ofSeconds(60)).until(() -> this.answers.size() >= before + more);
        for (int other = 0; other < this.others.size(); other++) {
            Queue<Answer> there = this.others.get(other).answers;
            int wanted = beforeElsewhere.get(other) + more;
            await().atMost(Duration.ofSeconds(60)).until(() -> there.size() >= wanted);
        }
    }

    List<Answer> answers() {
        return Stream.concat(this.answers.stream(), this.others.stream().flatMap((other) -> other.answers.stream()))
            .toList();
    }

    /** Lets everybody get the present answer, and ask no more. */
    void stop() {
        this.stopped = true;
        this.others.forEach((other) -> other.stopped = true);
        this.others.forEach(Load::stop);
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
        this.others.forEach(Load::close);
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
