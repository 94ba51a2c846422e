package io.ticketblue.payment;

/**
 * A refund has another status: it was sent, refused, asked for once more, or settled.
 * Published in the transaction that writes it down.
 *
 * @param refund the refund as it is now
 */
public record RefundChanged(RefundView refund) {
}
