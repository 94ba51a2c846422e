package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money that is to go back, and what came of it.
 *
 * @param id identifies the refund
 * @param orderId the order that it was paid with
 * @param reference what was paid for, in the caller's own numbers
 * @param amount how much
 * @param reason why it goes back
 * @param status where it stands
 * @param failureCode the provider's code if it refused
 * @param requestedAt when it was written down
 * @param endedAt when it was done, refused or settled; null while the provider is asked
 * @param note how it was settled, by staff
 * @param settledBy who settled it, in the caller's own numbers
 */
public record RefundView(RefundId id, OrderId orderId, long reference, Money amount, String reason, RefundStatus status,
        @Nullable String failureCode, Instant requestedAt, @Nullable Instant endedAt, @Nullable String note,
        @Nullable Long settledBy) {

    /**
     * Tells whether the buyer is still to get the money.
     * @return false once it was sent or settled
     */
    public boolean pending() {
        return this.status == RefundStatus.REQUESTED || this.status == RefundStatus.REFUSED;
    }

}
