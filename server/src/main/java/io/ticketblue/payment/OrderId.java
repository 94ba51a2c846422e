package io.ticketblue.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an order to the payment provider: 6 to 64 of {@code A-Z a-z 0-9 - _}, never used
 * twice.
 *
 * @param value the name
 */
public record OrderId(@JsonValue String value) {

    /**
     * Reads the id from JSON.
     * @param value the name
     * @return the id
     */
    @JsonCreator
    public static OrderId of(String value) {
        return new OrderId(value);
    }

    @Override
    public String toString() {
        return this.value;
    }

}
