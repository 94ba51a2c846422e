package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The refund waits for nobody: it went back, it was settled, or the provider is being
 * asked.
 */
public final class RefundNotOwed extends Problem {

    /**
     * Creates the problem.
     * @param status where the refund stands
     */
    public RefundNotOwed(RefundStatus status) {
        super(HttpStatus.CONFLICT, "payment.refund-not-owed", Map.of("refundStatus", status.name()));
    }

}
