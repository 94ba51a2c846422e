package io.ticketblue.embedded.toss;

import java.time.Instant;

/**
 * One thing that happened to a payment, as {@code GET /v1/transactions} lists it.
 *
 * @param amount whole won, of a cancellation what was cancelled
 */
record Transaction(String key, PaymentStatus status, Instant at, long amount) {
}
