package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Money;
import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * Something else is left of the payment than whoever asks for the refund has seen; above
 * all because the same refund was asked for a moment ago.
 */
public final class RefundableChanged extends Problem {

    /**
     * Creates the problem.
     * @param refundable how much is left to go back
     */
    public RefundableChanged(Money refundable) {
        super(HttpStatus.CONFLICT, "payment.refundable-changed", Map.of("refundable", refundable), refundable.won());
    }

}
