package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What shall be paid for. The amount is frozen here.
 *
 * @param reference what is paid for, in the caller's own numbers
 * @param customerKey names the buyer to the provider, 2 to 50 characters, not guessable
 * @param amount how much, at least what the method takes
 * @param orderName what the buyer reads in the payment window, 1 to 100 characters
 * @param payBefore when the order dies if its payment is not started
 * @param deposit on what terms it may be paid into an account; none if it may not: an
 * account that is made all the same is closed at once
 */
public record PrepareOrder(long reference, String customerKey, Money amount, String orderName, Instant payBefore,
        @Nullable DepositTerms deposit) {

    /** The longest name of an order, in characters. */
    public static final int MAX_ORDER_NAME = 100;

    /**
     * Checks what the provider would refuse.
     * @throws IllegalArgumentException if something is out of its range
     */
    public PrepareOrder {
        Assert.isTrue(customerKey.matches("[A-Za-z0-9\\-_=.@]{2,50}"),
                "customerKey must be 2 to 50 letters, digits and -_=.@");
        PaymentMethod method = (deposit != null) ? PaymentMethod.VIRTUAL_ACCOUNT : PaymentMethod.CARD;
        Assert.isTrue(method.takes(amount), "amount must be at least " + method.leastAmount().won() + " won");
        Assert.isTrue(!orderName.isBlank() && orderName.length() <= MAX_ORDER_NAME,
                "orderName must be 1 to " + MAX_ORDER_NAME + " characters");
    }

}
