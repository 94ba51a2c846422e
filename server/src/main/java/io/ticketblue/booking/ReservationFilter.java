package io.ticketblue.booking;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import org.jspecify.annotations.Nullable;

/**
 * Which reservations staff want to see; what is absent does not matter.
 *
 * @param roundId of this round
 * @param buyer of this account
 * @param status in this state
 * @param code with this code, with or without the dash
 */
public record ReservationFilter(@Nullable RoundId roundId, @Nullable AccountId buyer,
        @Nullable ReservationStatus status, @Nullable String code) {
}
