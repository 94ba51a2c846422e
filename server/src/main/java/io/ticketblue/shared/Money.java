package io.ticketblue.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An amount of Korean won, which has no smaller unit. Never negative: what goes the other
 * way is said by the name of the amount. In JSON it is a plain number.
 *
 * @param won whole won, 0 or more
 */
public record Money(@JsonValue long won) implements Comparable<Money> {

    /** Nothing. */
    public static final Money ZERO = new Money(0);

    /**
     * The least that the payment provider takes, by card; other ways to pay may need
     * more. Nothing at all never reaches it.
     */
    public static final Money LEAST_PAYABLE = new Money(100);

    /**
     * Checks the amount.
     * @throws IllegalArgumentException if it is negative
     */
    public Money {
        if (won < 0) {
            throw new IllegalArgumentException("Money is never negative: " + won);
        }
    }

    /**
     * Returns this many won.
     * @param won whole won, 0 or more
     * @return the amount
     * @throws IllegalArgumentException if it is negative
     */
    @JsonCreator
    public static Money won(long won) {
        return new Money(won);
    }

    /**
     * Adds exactly.
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException beyond the range of {@code long}
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(this.won, other.won));
    }

    /**
     * Subtracts exactly.
     * @param other what to take away, at most this amount
     * @return the rest
     * @throws IllegalArgumentException if more is taken away than is there
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(this.won, other.won));
    }

    /**
     * Multiplies exactly.
     * @param count how many times, 0 or more
     * @return the product
     * @throws ArithmeticException beyond the range of {@code long}
     */
    public Money times(long count) {
        return new Money(Math.multiplyExact(this.won, count));
    }

    /**
     * The smaller of two amounts.
     * @param other another amount
     * @return this one, or the other if that is less
     */
    public Money min(Money other) {
        return (compareTo(other) <= 0) ? this : other;
    }

    /**
     * Tells whether this is nothing.
     * @return true for 0 won
     */
    public boolean isZero() {
        return this.won == 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(this.won, other.won);
    }

}
