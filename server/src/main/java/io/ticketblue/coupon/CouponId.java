package io.ticketblue.coupon;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a coupon: its terms and how many there are. In JSON and in addresses it is a
 * plain number.
 *
 * @param value the number, 1 or more
 */
public record CouponId(@JsonValue long value) {

    /**
     * Reads the id from JSON or from an address.
     * @param value the number
     * @return the id
     */
    @JsonCreator
    public static CouponId of(long value) {
        return new CouponId(value);
    }

    /**
     * Reads the id from an address or a form.
     * @param value the number as text
     * @return the id
     * @throws NumberFormatException if it is no number
     */
    public static CouponId valueOf(String value) {
        return new CouponId(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return Long.toString(this.value);
    }

}
