package io.ticketblue.booking;

import java.util.Map;

import io.ticketblue.shared.Money;
import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The fee is no longer the one that was quoted, since a day or a time limit has passed.
 * Nothing was cancelled.
 */
public final class FeeChanged extends Problem {

    /**
     * Creates the problem.
     * @param fee what would be kept now
     * @param refund what would go back now
     */
    public FeeChanged(Money fee, Money refund) {
        super(HttpStatus.CONFLICT, "booking.fee-changed", Map.of("fee", fee, "refund", refund), fee.won(),
                refund.won());
    }

}
