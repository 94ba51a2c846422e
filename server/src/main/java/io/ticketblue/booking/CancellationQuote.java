package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What cancelling now would cost and bring back: paid = returned + fee + refund.
 *
 * @param seats the seats that would be given back
 * @param paid what was paid for them
 * @param returned what of that staff sent back by hand before
 * @param fee what would be kept in all
 * @param cancellationFee what of that would be kept of the tickets' prices
 * @param bookingFee what of that would be kept of the booking fees
 * @param refund what would go back
 * @param feeReason the rule behind the fee, a stable word
 * @param cancellableUntil until when cancelling is possible
 * @param remainingSeats the seats that would stay booked
 * @param remainingPaid what was paid for those, less what staff sent back of it by hand
 */
public record CancellationQuote(List<SeatId> seats, Money paid, Money returned, Money fee, Money cancellationFee,
        Money bookingFee, Money refund, String feeReason, Instant cancellableUntil, List<SeatId> remainingSeats,
        Money remainingPaid) {

    /** Fee reasons of tiers begin with this and end with the days. */
    private static final String DAYS_BEFORE = "days-before-";

    /**
     * Tells for how many days before the show the rule behind the fee holds.
     * @return the days, null where the rule does not count days
     */
    public @Nullable Integer daysBefore() {
        return this.feeReason.startsWith(DAYS_BEFORE) ? Integer.valueOf(this.feeReason.substring(DAYS_BEFORE.length()))
                : null;
    }

}
