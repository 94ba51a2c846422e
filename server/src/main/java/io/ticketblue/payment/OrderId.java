package io.ticketblue.payment;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an order to the payment provider: 6 to 64 of {@code A-Z a-z 0-9 - _}, never used
 * twice.
 *
 * @param value the name
 */
public record OrderId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{6,64}");

    /**
     * Reads the id from JSON.
     * @param value the name
     * @return the id
     */
    @JsonCreator
    public static OrderId of(String value) {
        return new OrderId(value);
    }

    /**
     * Tells whether the name has the form of an order's; any other belongs to no order.
     * @return whether an order can have it
     */
    public boolean isWellFormed() {
        return FORM.matcher(this.value).matches();
    }

    @Override
    public String toString() {
        return this.value;
    }

}
