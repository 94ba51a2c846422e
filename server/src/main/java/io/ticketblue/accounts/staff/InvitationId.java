package io.ticketblue.accounts.staff;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies an invitation. In JSON and in addresses it is a plain number.
 *
 * @param value the number, 1 or more
 */
public record InvitationId(@JsonValue long value) {

    /**
     * Reads the id from JSON or from an address.
     * @param value the number
     * @return the id
     */
    @JsonCreator
    public static InvitationId of(long value) {
        return new InvitationId(value);
    }

    /**
     * Reads the id from an address or a form.
     * @param value the number as text
     * @return the id
     * @throws NumberFormatException if it is no number
     */
    public static InvitationId valueOf(String value) {
        return new InvitationId(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return Long.toString(this.value);
    }

}
