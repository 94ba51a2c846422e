package io.ticketblue.payment;

/**
 * Staff have paid a compensation. Published in the transaction that writes it down.
 *
 * @param compensation the compensation as it is now
 */
public record CompensationSettled(CompensationView compensation) {
}
