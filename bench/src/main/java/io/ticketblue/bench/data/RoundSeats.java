package io.ticketblue.bench.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The seats of the rounds of one performance while its bookings are made: each round
 * fills from its first seat on. Nobody books a round twice with seats, so that nobody
 * exceeds the limit per person.
 */
final class RoundSeats {

    private final long[][] owners;

    private final int[] sold;

    private final List<Set<Long>> holders = new ArrayList<>();

    private final List<Set<Long>> buyers = new ArrayList<>();

    private int left;

    RoundSeats(int rounds, int capacity) {
        this.owners = new long[rounds][capacity];
        this.sold = new int[rounds];
        this.left = rounds * capacity;
        for (int i = 0; i < rounds; i++) {
            this.holders.add(new HashSet<>());
            this.buyers.add(new HashSet<>());
        }
    }

    /** How many seats nobody owns. */
    int left() {
        return this.left;
    }

    /** For each round and seat the booking that owns it; 0 for none. */
    long[][] owners() {
        return this.owners;
    }

    /**
     * Chooses seats side by side in any round that has some.
     * @param wanted how many; fewer are chosen if no round has so many at its end
     * @param buyer who would like to have them; somebody else gets them who has none in
     * the round yet
     */
    Choice choose(int wanted, long buyer, int accounts, SplittableRandom random) {
        int round = random.nextInt(this.sold.length);
        for (int tries = 0; this.owners[round].length == this.sold[round]; tries++) {
            if (tries == this.sold.length) {
                throw new IllegalStateException("More bookings are planned than there are seats");
            }
            round = (round + 1) % this.sold.length;
        }
        int size = Math.max(1, Math.min(wanted, this.owners[round].length - this.sold[round]));
        long chosen = buyer;
        while (this.holders.get(round).contains(chosen)) {
            chosen = AccountRows.STAFF.size() + 1L + random.nextInt(accounts - AccountRows.STAFF.size());
        }
        return new Choice(round, this.sold[round], size, chosen, this.buyers.get(round).add(chosen));
    }

    /**
     * Gives chosen seats to a booking. The first ones were given back already: they stay
     * free.
     */
    void give(Choice choice, int cancelled, long booking) {
        for (int i = cancelled; i < choice.size(); i++) {
            this.owners[choice.round()][choice.firstSeat() + i] = booking;
        }
        this.sold[choice.round()] += choice.size();
        this.left -= choice.size();
        this.holders.get(choice.round()).add(choice.buyer());
    }

    /**
     * Chosen seats.
     *
     * @param round the number of the round
     * @param firstSeat the first seat's place in the venue; the others follow
     * @param size how many
     * @param buyer whose they are to be
     * @param newBuyer whether this person asks for seats of the round for the first time
     */
    record Choice(int round, int firstSeat, int size, long buyer, boolean newBuyer) {
    }

}
