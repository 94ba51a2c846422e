package io.ticketblue.shared;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

/** Input that breaks the rules of one or more fields. */
public final class InvalidRequest extends Problem {

    private final transient List<Field> fields;

    /**
     * Creates the problem.
     * @param fields every field that is wrong, at least one
     */
    public InvalidRequest(List<Field> fields) {
        super(HttpStatus.BAD_REQUEST, "request.invalid", Map.of());
        this.fields = List.copyOf(fields);
    }

    /**
     * Creates the problem for one field.
     * @param field the field as the client names it, with a path for nested ones
     * @param messageKey the message that says what is wrong with it
     * @param arguments what the message's places are filled with
     */
    public InvalidRequest(String field, String messageKey, Object... arguments) {
        this(List.of(new Field(field, messageKey, List.of(arguments))));
    }

    /**
     * The fields that are wrong.
     * @return at least one
     */
    public List<Field> fields() {
        return this.fields;
    }

    /**
     * One wrong field.
     *
     * @param name the field as the client names it, with a path for nested ones
     * @param messageKey the message that says what is wrong
     * @param arguments what the message's places are filled with
     */
    public record Field(String name, String messageKey, List<Object> arguments) {
    }

}
