package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The provider refused for good. No money is kept. */
public final class PaymentDeclined extends Problem {

    /**
     * Creates the problem.
     * @param providerCode the provider's code, such as {@code REJECT_CARD_COMPANY}
     * @param reason what the provider says to people, perhaps nothing
     */
    public PaymentDeclined(String providerCode, String reason) {
        super(HttpStatus.PAYMENT_REQUIRED, "payment.declined", Map.of("providerCode", providerCode), reason);
    }

}
