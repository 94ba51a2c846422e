package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Money;
import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** More is to go back than was taken and has not been promised back yet. */
public final class RefundTooLarge extends Problem {

    /**
     * Creates the problem.
     * @param refundable the most that can go back
     */
    public RefundTooLarge(Money refundable) {
        super(HttpStatus.CONFLICT, "payment.refund-too-large", Map.of("refundable", refundable.won()),
                refundable.won());
    }

}
