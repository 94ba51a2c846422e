package io.ticketblue.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Most connections read the seat map of a round, while a few hold seats of it and give
 * them back at once, so that the map is another one all the time.
 */
final class ChangingMap implements Scenario {

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final Requests requests;

    private final People people;

    private final Scenario map;

    private final long round;

    private final List<List<Long>> choices;

    private final RandomGenerator random;

    private final @Nullable Visit[] visits;

    /** The first so many connections change the map that the others read. */
    ChangingMap(Requests requests, People people, Scenario map, long round, List<List<Long>> choices,
            RandomGenerator random, int changers) {
        this.requests = requests;
        this.people = people;
        this.map = map;
        this.round = round;
        this.choices = choices;
        this.random = random;
        this.visits = new Visit[changers];
    }

    @Override
    public byte @Nullable [] next(int connection) {
        if (measures(connection)) {
            return this.map.next(connection);
        }
        Visit visit = this.visits[connection];
        if (visit != null && visit.reservation != null) {
            return this.requests.delete("/api/reservations/" + visit.reservation, visit.token);
        }
        String token = this.people.nextToken();
        this.visits[connection] = new Visit(token, null);
        return Holds.hold(this.requests, this.round, token, this.choices.get(this.random.nextInt(this.choices.size())));
    }

    @Override
    public @Nullable String check(int connection, AnswerReader answer) {
        if (measures(connection)) {
            return this.map.check(connection, answer);
        }
        Visit visit = this.visits[connection];
        if (visit == null || visit.reservation != null) {
            this.visits[connection] = null;
            return (answer.status() == 204) ? null : "Giving back: " + answer.status();
        }
        if (answer.status() == 201) {
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            Matcher id = ID.matcher(body);
            if (!id.find()) {
                return "The reservation has no id in front: " + body;
            }
            this.visits[connection] = new Visit(visit.token, id.group(1));
        }
        return Holds.fault(answer);
    }

    @Override
    public boolean measures(int connection) {
        return connection >= this.visits.length;
    }

    @Override
    public int bodyLimit() {
        return 1024;
    }

    private record Visit(String token, @Nullable String reservation) {
    }

}
