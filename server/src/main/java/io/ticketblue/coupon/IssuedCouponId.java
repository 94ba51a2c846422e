package io.ticketblue.coupon;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies the one coupon that one person was given. In JSON and in addresses it is a
 * plain number.
 *
 * @param value the number, 1 or more
 */
public record IssuedCouponId(@JsonValue long value) {

    /**
     * Reads the id from JSON or from an address.
     * @param value the number
     * @return the id
     */
    @JsonCreator
    public static IssuedCouponId of(long value) {
        return new IssuedCouponId(value);
    }

    /**
     * Reads the id from an address or a form.
     * @param value the number as text
     * @return the id
     * @throws NumberFormatException if it is no number
     */
    public static IssuedCouponId valueOf(String value) {
        return new IssuedCouponId(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return Long.toString(this.value);
    }

}
