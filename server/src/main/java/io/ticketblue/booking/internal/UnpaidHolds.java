package io.ticketblue.booking.internal;

import java.time.Duration;

/**
 * How long one person may keep seats of a round without paying.
 *
 * @param most how many full holds of a round may go unpaid; 0 for no limit
 * @param window for how long each of them counts after it has ended
 * @param holdFor how long a full hold lasts
 */
record UnpaidHolds(int most, Duration window, Duration holdFor) {

    /** Where only the seats matter. */
    static final UnpaidHolds UNLIMITED = new UnpaidHolds(0, Duration.ZERO, Duration.ZERO);

    boolean reachedBy(long unpaidMicros) {
        return this.most > 0 && unpaidMicros >= this.holdFor.multipliedBy(this.most).toNanos() / 1_000;
    }

}
