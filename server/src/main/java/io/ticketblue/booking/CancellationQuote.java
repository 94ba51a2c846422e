package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

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
 */
public record CancellationQuote(List<SeatId> seats, Money paid, Money returned, Money fee, Money cancellationFee,
        Money bookingFee, Money refund, String feeReason, Instant cancellableUntil) {
}
