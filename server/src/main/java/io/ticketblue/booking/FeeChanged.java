package io.ticketblue.booking;

import java.util.Map;

import io.ticketblue.shared.Money;
import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The fee or the refund is no longer the one that was quoted: a day or a time limit has
 * passed, or staff have sent money back by hand since. Nothing was cancelled.
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
