package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of the ledger, already checked against all that the ledger need not
 * be asked for.
 *
 * @param round of which round
 * @param buyer who wants it
 * @param seats ids of the seats, each once
 * @param maxPerPerson how many seats of the round one person may have
 * @param bookingFee what is added for each seat
 */
record Claim(RoundId round, AccountId buyer, List<Long> seats, int maxPerPerson, Money bookingFee) {

    Person person() {
        return new Person(this.round.value(), this.buyer.value());
    }

    /**
     * A person in a round, for the limit.
     *
     * @param round which round
     * @param buyer which account
     */
    record Person(long round, long buyer) implements Comparable<Person> {

        @Override
        public int compareTo(Person other) {
            int byRound = Long.compare(this.round, other.round);
            return (byRound != 0) ? byRound : Long.compare(this.buyer, other.buyer);
        }

    }

    /**
     * What a person has of a round, and had lately.
     *
     * @param seats how many seats are theirs, held or paid
     * @param holdsAgainAt until when they may hold no more because they let too many
     * holds go unpaid; null if they may
     */
    record Standing(int seats, @Nullable Instant holdsAgainAt) {

        /** Somebody who has never asked for seats of the round. */
        static final Standing NONE = new Standing(0, null);

    }

    /** What became of a claim. */
    sealed interface Outcome {

    }

    /**
     * All seats are the buyer's for a while.
     *
     * @param reservation the new reservation
     */
    record Granted(Reservation reservation) implements Outcome {
    }

    /**
     * Nothing was taken, since some of the seats are not free.
     *
     * @param seats ids of the seats that somebody has
     * @param forGood whether all of these are sold, rather than only held
     * @param present how many seats of the round the buyer has already
     */
    record Taken(List<Long> seats, boolean forGood, int present) implements Outcome {
    }

    /** Nothing was taken, since the round was deleted a moment ago. */
    record Gone() implements Outcome {
    }

    /**
     * Nothing was taken, since the buyer would have too many.
     *
     * @param present how many seats the buyer has already
     */
    record OverLimit(int present) implements Outcome {
    }

    /**
     * Nothing was taken, since the buyer has let too many holds of the round go unpaid.
     *
     * @param until until when that counts
     */
    record CoolingDown(Instant until) implements Outcome {
    }

}
