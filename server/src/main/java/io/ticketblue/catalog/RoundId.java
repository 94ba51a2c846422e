package io.ticketblue.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a round: one date and time of a performance. In JSON and in addresses it is
 * a plain number.
 *
 * @param value the number, 1 or more
 */
public record RoundId(@JsonValue long value) {

    /**
     * Reads the id from JSON or from an address.
     * @param value the number
     * @return the id
     */
    @JsonCreator
    public static RoundId of(long value) {
        return new RoundId(value);
    }

    /**
     * Reads the id from an address or a form.
     * @param value the number as text
     * @return the id
     * @throws NumberFormatException if it is no number
     */
    public static RoundId valueOf(String value) {
        return new RoundId(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return Long.toString(this.value);
    }

}
