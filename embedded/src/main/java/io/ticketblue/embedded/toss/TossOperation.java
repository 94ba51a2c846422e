package io.ticketblue.embedded.toss;

/**
 * The calls of the provider's API that the simulator answers.
 */
public enum TossOperation {

    /** {@code POST /v1/payments/confirm}. */
    CONFIRM,
    /**
     * {@code GET /v1/payments/{paymentKey}} and {@code GET
     * /v1/payments/orders/{orderId}}.
     */
    LOOKUP,
    /** {@code POST /v1/payments/{paymentKey}/cancel}. */
    CANCEL,
    /** {@code GET /v1/transactions}. */
    TRANSACTIONS

}
