package io.ticketblue.catalog.internal.occupancy;

import io.ticketblue.catalog.RoundId;

/**
 * Two rounds that need the same venue at the same time.
 *
 * @param one the earlier one
 * @param other the later one
 */
record Overlap(Slot one, Slot other) {

    /** Names the pair, whatever its times are. */
    Pair pair() {
        return new Pair(this.one.round(), this.other.round());
    }

    /** Two rounds in the order of their ids. */
    record Pair(RoundId one, RoundId other) {

        Pair {
            if (one.value() > other.value()) {
                RoundId first = other;
                other = one;
                one = first;
            }
        }

    }

}
