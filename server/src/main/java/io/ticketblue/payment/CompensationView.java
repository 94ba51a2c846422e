package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the house owes a buyer beyond what was paid.
 *
 * @param id identifies the compensation
 * @param orderId the order that it is owed for
 * @param reference what was paid for, in the caller's own numbers
 * @param amount how much
 * @param reason why it is owed
 * @param owedSince when it was written down
 * @param settledAt when staff had paid it, null until then
 * @param note how it was paid
 * @param settledBy who says so, in the caller's own numbers
 */
public record CompensationView(CompensationId id, OrderId orderId, long reference, Money amount, String reason,
        Instant owedSince, @Nullable Instant settledAt, @Nullable String note, @Nullable Long settledBy) {
}
