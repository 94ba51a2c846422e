package io.ticketblue.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Distinct people ask for two neighbouring seats at random places of a few rounds: each
 * gets them, or hears that others have them.
 */
final class Holds implements Scenario {

    private static final String TAKEN = "\"code\":\"booking.seats-taken\"";

    private final Requests requests;

    private final People people;

    private final List<Long> rounds;

    private final List<List<Long>> choices;

    private final RandomGenerator random;

    Holds(Requests requests, People people, List<Long> rounds, List<List<Long>> choices, RandomGenerator random) {
        this.requests = requests;
        this.people = people;
        this.rounds = rounds;
        this.choices = choices;
        this.random = random;
    }

    @Override
    public byte[] next(int connection) {
        long round = this.rounds.get(this.random.nextInt(this.rounds.size()));
        List<Long> seats = this.choices.get(this.random.nextInt(this.choices.size()));
        return hold(this.requests, round, this.people.nextToken(), seats);
    }

    @Override
    public @Nullable String check(int connection, AnswerReader answer) {
        return fault(answer);
    }

    @Override
    public int bodyLimit() {
        return 1024;
    }

    /** Asks for seats. */
    static byte[] hold(Requests requests, long round, String token, List<Long> seats) {
        return requests.post("/api/rounds/" + round + "/reservations", token, "{\"seatIds\":" + seats + "}");
    }

    /** What is wrong with the answer to such a request; null if nothing is. */
    static @Nullable String fault(AnswerReader answer) {
        if (answer.status() == 201) {
            return null;
        }
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return (answer.status() == 409 && body.contains(TAKEN)) ? null : "Hold: " + answer.status() + " " + body;
    }

}
