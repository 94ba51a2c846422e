package io.ticketblue.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a review; a newer one has a higher number. In JSON and in addresses it is a
 * plain number.
 *
 * @param value the number, 1 or more
 */
public record ReviewId(@JsonValue long value) {

    /**
     * Reads the id from JSON or from an address.
     */
    @JsonCreator
    public static ReviewId of(long value) {
        return new ReviewId(value);
    }

    /**
     * Reads the id from an address or a form.
     * @throws NumberFormatException if it is no number
     */
    public static ReviewId valueOf(String value) {
        return new ReviewId(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return Long.toString(this.value);
    }

}
