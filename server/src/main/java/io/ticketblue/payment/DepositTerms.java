package io.ticketblue.payment;

import java.time.Instant;

/**
 * On what terms an order may be paid by transfer to an account made for it.
 *
 * @param before when the money has to be there; the provider's own deadline may be
 * earlier
 * @param refundAccount where the money goes back to
 */
public record DepositTerms(Instant before, RefundAccount refundAccount) {
}
