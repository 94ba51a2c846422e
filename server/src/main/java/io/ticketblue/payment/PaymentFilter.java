package io.ticketblue.payment;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which payments staff want to see; what is absent does not matter. The first three name
 * a payment in different ways: one of them has to be right.
 *
 * @param key its order id or the provider's payment key
 * @param reference what is paid for, in the caller's own numbers
 * @param customerKey names the buyer to the provider
 * @param status where it stands
 * @param from ordered at this time or later
 * @param until ordered before this time
 */
public record PaymentFilter(@Nullable String key, @Nullable Long reference, @Nullable String customerKey,
        @Nullable PaymentStatus status, @Nullable Instant from, @Nullable Instant until) {
}
