package io.ticketblue.payment;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The provider gave no answer that decides anything. It is not known yet whether money
 * moved; repeating is safe, and reconciling goes on by itself.
 */
public final class ProviderUnavailable extends Problem {

    /**
     * Creates the problem.
     */
    public ProviderUnavailable() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "payment.provider-unavailable");
    }

}
