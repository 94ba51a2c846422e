package io.ticketblue.payment;

import io.ticketblue.shared.Money;

/** How an order is paid. */
public enum PaymentMethod {

    /** By card or a wallet that behaves like one, in the provider's window. */
    CARD(Money.LEAST_PAYABLE),

    /** By transfer to an account made for the order. */
    VIRTUAL_ACCOUNT(new Money(200)),

    /** Nothing is left to pay. */
    FREE(Money.ZERO);

    private final Money leastAmount;

    PaymentMethod(Money leastAmount) {
        this.leastAmount = leastAmount;
    }

    /**
     * Tells the least that can be paid so: the provider refuses less.
     * @return the amount
     */
    public Money leastAmount() {
        return this.leastAmount;
    }

    /**
     * Tells whether an amount can be paid so, as far as it is large enough.
     * @param amount how much is to be paid
     * @return false if it is less than {@link #leastAmount}
     */
    public boolean takes(Money amount) {
        return amount.compareTo(this.leastAmount) >= 0;
    }

}
