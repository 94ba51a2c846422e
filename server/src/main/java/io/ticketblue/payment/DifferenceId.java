package io.ticketblue.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a difference to the provider's books. In JSON and in addresses it is a plain
 * number.
 *
 * @param value the number, 1 or more
 */
public record DifferenceId(@JsonValue long value) {

    /**
     * Reads the id from JSON or from an address.
     * @param value the number
     * @return the id
     */
    @JsonCreator
    public static DifferenceId of(long value) {
        return new DifferenceId(value);
    }

    /**
     * Reads the id from an address or a form.
     * @param value the number as text
     * @return the id
     * @throws NumberFormatException if it is no number
     */
    public static DifferenceId valueOf(String value) {
        return new DifferenceId(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return Long.toString(this.value);
    }

}
