package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the money ledger.
 *
 * @param id grows with every entry
 * @param refund the refund that it belongs to, if it does
 * @param kind what it stands for
 * @param amount how much
 * @param transactionKey the provider's name of the movement, if the provider made it
 * @param occurredAt when it took place
 * @param createdAt when it was entered
 */
public record MoneyEntry(long id, @Nullable RefundId refund, MoneyKind kind, Money amount,
        @Nullable String transactionKey, Instant occurredAt, Instant createdAt) {
}
