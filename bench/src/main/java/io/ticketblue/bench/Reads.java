package io.ticketblue.bench;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Everybody reads the same address, over and over. */
final class Reads implements Scenario {

    private final Requests requests;

    private final String path;

    private final String accept;

    private final @Nullable People people;

    private final int status;

    private final long leastBytes;

    private Reads(Requests requests, String path, String accept, @Nullable People people, int status, long leastBytes) {
        this.requests = requests;
        this.path = path;
        this.accept = accept;
        this.people = people;
        this.status = status;
        this.leastBytes = leastBytes;
    }

    /** Does nothing, as people who are signed in. */
    static Reads nothing(Requests requests, People people) {
        return new Reads(requests, "/api/bench/nothing", "application/json", people, 204, 0);
    }

    /** Does nothing, as anybody, without an access token. */
    static Reads publicNothing(Requests requests) {
        return new Reads(requests, NothingApi.PUBLIC_PATH, "application/json", null, 204, 0);
    }

    /** Reads JSON as people who are signed in; each answer must be so long. */
    static Reads json(Requests requests, String path, People people, long leastBytes) {
        return new Reads(requests, path, "application/json", people, 200, leastBytes);
    }

    /** Reads JSON as anybody. */
    static Reads publicJson(Requests requests, String path) {
        return new Reads(requests, path, "application/json", null, 200, 20);
    }

    /** Reads a page as a visitor; each answer must be so long. */
    static Reads page(Requests requests, String path, long leastBytes) {
        return new Reads(requests, path, "text/html", null, 200, leastBytes);
    }

    @Override
    public byte[] next(int connection) {
        return this.requests.get(this.path, this.accept, (this.people != null) ? this.people.nextToken() : null);
    }

    @Override
    public @Nullable String check(int connection, AnswerReader answer) {
        if (answer.status() == this.status && answer.length() >= this.leastBytes) {
            return null;
        }
        return "GET %s: %d with %d bytes %s".formatted(this.path, answer.status(), answer.length(),
                new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Override
    public int bodyLimit() {
        return (this.status == 204) ? 0 : 200;
    }

}
