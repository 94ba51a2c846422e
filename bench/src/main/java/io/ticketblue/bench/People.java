package io.ticketblue.bench;

import java.util.List;

/**
 * Everybody who is signed in, one after the other: nobody's turn comes again before all
 * others have had theirs. For one thread.
 */
final class People {

    private final List<String> tokens;

    private int next;

    /** People with these access tokens. */
    People(List<String> tokens) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("tokens must not be empty");
        }
        this.tokens = List.copyOf(tokens);
    }

    int count() {
        return this.tokens.size();
    }

    String nextToken() {
        String token = this.tokens.get(this.next);
        this.next = (this.next + 1) % this.tokens.size();
        return token;
    }

}
