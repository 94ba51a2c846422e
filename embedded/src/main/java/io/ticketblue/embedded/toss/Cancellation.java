package io.ticketblue.embedded.toss;

import java.time.Instant;

/**
 * One refund.
 *
 * @param amount whole won given back
 * @param refundableAmount whole won that were left after it
 * @param transactionKey 32 characters
 */
record Cancellation(long amount, String reason, long taxFreeAmount, long refundableAmount, Instant canceledAt,
        String transactionKey) {
}
