package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The provider refuses to send the money back for good, for instance because its period
 * for refunds is over. It stays owed until staff settle it, see {@link OwedRefunds}.
 */
public final class RefundRefused extends Problem {

    /**
     * Creates the problem.
     * @param providerCode the provider's code, such as {@code EXCEED_MAX_REFUND_DUE}
     */
    public RefundRefused(String providerCode) {
        super(HttpStatus.CONFLICT, "payment.refund-refused", Map.of("providerCode", providerCode), providerCode);
    }

}
