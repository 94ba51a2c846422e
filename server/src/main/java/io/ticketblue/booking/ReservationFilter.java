package io.ticketblue.booking;

import java.time.Instant;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Which reservations staff want to see; what is absent does not matter.
 *
 * @param code whose code begins like this, with or without the dash
 * @param buyer of this account
 * @param performanceId of any round of this performance
 * @param roundId of this round
 * @param status in this state
 * @param bookedFrom made at this time or later
 * @param bookedTo made before this time
 * @param paidFrom paid at this time or later
 * @param paidTo paid before this time
 * @param minAmount for which this or more is to be paid, or was
 * @param maxAmount for which this or less is to be paid, or was
 */
public record ReservationFilter(@Nullable String code, @Nullable AccountId buyer, @Nullable PerformanceId performanceId,
        @Nullable RoundId roundId, @Nullable ReservationStatus status, @Nullable Instant bookedFrom,
        @Nullable Instant bookedTo, @Nullable Instant paidFrom, @Nullable Instant paidTo, @Nullable Money minAmount,
        @Nullable Money maxAmount) {

    /**
     * Filters by the usual properties.
     * @param roundId of this round
     * @param buyer of this account
     * @param status in this state
     * @param code whose code begins like this, with or without the dash
     */
    public ReservationFilter(@Nullable RoundId roundId, @Nullable AccountId buyer, @Nullable ReservationStatus status,
            @Nullable String code) {
        this(code, buyer, null, roundId, status, null, null, null, null, null, null);
    }

    /**
     * The same with another code and another buyer.
     * @return the filter
     */
    public ReservationFilter with(@Nullable String otherCode, @Nullable AccountId otherBuyer) {
        return new ReservationFilter(otherCode, otherBuyer, this.performanceId, this.roundId, this.status,
                this.bookedFrom, this.bookedTo, this.paidFrom, this.paidTo, this.minAmount, this.maxAmount);
    }

}
