package io.ticketblue.payment.internal;

import java.time.Instant;

import io.ticketblue.payment.DifferenceKind;
import io.ticketblue.payment.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A movement that one of the two books seems to lack, or has otherwise.
 *
 * @param orderId the order as whoever has the movement names it
 * @param payment our payment with that key, null if there is none
 * @param theirs whole won in the provider's books, null if it is not there
 * @param ours whole won in our books, null if it is not there
 * @param theirStatus the provider's word for what happened
 */
record Candidate(DifferenceKind kind, String paymentKey, String transactionKey, String orderId,
        @Nullable PaymentId payment, @Nullable Long theirs, @Nullable Long ours, @Nullable String theirStatus,
        Instant at) {
}
