package io.ticketblue.payment;

import java.time.Instant;

/**
 * The account that was made for one order.
 *
 * @param bank the bank's code; its name is the message {@code payment.bank.<code>} if it
 * is one of {@link RefundAccount#BANKS}
 * @param accountNumber where to transfer to
 * @param holder whose account it is, as the bank shows it to whoever transfers
 * @param depositBefore when the money has to be there
 */
public record VirtualAccount(String bank, String accountNumber, String holder, Instant depositBefore) {
}
