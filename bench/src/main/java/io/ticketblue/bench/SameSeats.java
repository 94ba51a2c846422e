package io.ticketblue.bench;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Crowds of distinct people ask for the same four seats; one of each crowd must get them.
 * Crowd follows upon crowd, each after four other seats.
 */
final class SameSeats implements Scenario {

    private final Requests requests;

    private final People people;

    private final long round;

    private final List<List<Long>> choices;

    private final int crowd;

    private final List<Rush> rushes = new ArrayList<>();

    private final Rush[] asked;

    /**
     * Crowds of so many people.
     * @param choices four seats for each crowd; no seat belongs to two of them
     */
    SameSeats(Requests requests, People people, long round, List<List<Long>> choices, int crowd, int connections) {
        this.requests = requests;
        this.people = people;
        this.round = round;
        this.choices = choices;
        this.crowd = crowd;
        this.asked = new Rush[connections];
    }

    @Override
    public byte @Nullable [] next(int connection) {
        if (this.rushes.isEmpty() || this.rushes.getLast().asked == this.crowd) {
            if (this.rushes.size() == this.choices.size()) {
                return null;
            }
            this.rushes.add(new Rush(this.choices.get(this.rushes.size())));
        }
        Rush rush = this.rushes.getLast();
        rush.asked++;
        this.asked[connection] = rush;
        return Holds.hold(this.requests, this.round, this.people.nextToken(), rush.seats);
    }

    @Override
    public @Nullable String check(int connection, AnswerReader answer) {
        if (answer.status() == 201) {
            this.asked[connection].granted++;
        }
        return Holds.fault(answer);
    }

    @Override
    public int bodyLimit() {
        return 1024;
    }

    int crowds() {
        return this.rushes.size();
    }

    /** The crowds of which not exactly one person got the seats. */
    long unfair() {
        return this.rushes.stream().filter((rush) -> rush.granted != 1).count();
    }

    private static final class Rush {

        private final List<Long> seats;

        private int asked;

        private int granted;

        Rush(List<Long> seats) {
            this.seats = seats;
        }

    }

}
