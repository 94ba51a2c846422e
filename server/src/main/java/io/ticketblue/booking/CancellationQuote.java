package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * What cancelling now would cost and bring back.
 *
 * @param seats the seats that would be given back
 * @param paid what was paid for them
 * @param fee what would be kept
 * @param refund what would go back
 * @param feeReason the rule behind the fee, a stable word
 * @param cancellableUntil until when cancelling is possible
 */
public record CancellationQuote(List<SeatId> seats, Money paid, Money fee, Money refund, String feeReason,
        Instant cancellableUntil) {
}
