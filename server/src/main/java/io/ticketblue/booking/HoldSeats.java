package io.ticketblue.booking;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * Which seats somebody wants: all of them or none.
 *
 * @param buyer who wants them
 * @param round of which round
 * @param seats at least one, each once
 * @param admission what lets the buyer in while a {@link HoldGuard} guards the round,
 * null if the buyer has nothing of the kind
 */
public record HoldSeats(AccountId buyer, RoundId round, List<SeatId> seats, @Nullable String admission) {

    /** Wants seats of a round that nothing guards. */
    public HoldSeats(AccountId buyer, RoundId round, List<SeatId> seats) {
        this(buyer, round, seats, null);
    }

}
