package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a command, so that people see all of it at once. Stops
 * collecting where nobody reads on.
 */
final class FieldErrors {

    static final String REQUIRED = "catalog.field.required";

    static final String OUT_OF_RANGE = "catalog.field.out-of-range";

    static final String NOT_UNIQUE = "catalog.field.not-unique";

    private static final int MOST = 50;

    private final List<InvalidRequest.Field> errors = new ArrayList<>();

    void reject(String field, String messageKey, Object... arguments) {
        if (this.errors.size() < MOST) {
            this.errors.add(new InvalidRequest.Field(field, messageKey, List.of(arguments)));
        }
    }

    boolean isFull() {
        return this.errors.size() >= MOST;
    }

    boolean isEmpty() {
        return this.errors.isEmpty();
    }

    void throwIfAny() {
        if (!this.errors.isEmpty()) {
            throw toProblem();
        }
    }

    InvalidRequest toProblem() {
        return new InvalidRequest(this.errors);
    }

    /** One line of text in the form that {@link TypedText} describes. */
    String line(String field, @Nullable String value, int min, int max) {
        return text(field, value, min, max, false);
    }

    /** Several lines of text in the same form, with plain line ends. */
    String lines(String field, @Nullable String value, int max) {
        return text(field, (value != null) ? value.replace("\r\n", "\n").replace('\r', '\n') : "", 0, max, true);
    }

    private String text(String field, @Nullable String value, int min, int max, boolean lineBreaks) {
        String text = TypedText.of(value);
        int length = text.codePointCount(0, text.length());
        if (length < min && length == 0) {
            reject(field, REQUIRED);
        }
        else if (length > max) {
            reject(field, "catalog.field.too-long", max);
        }
        else if (text.codePoints().anyMatch((point) -> !isBreak(point, lineBreaks) && TypedText.isUnprintable(point))) {
            reject(field, "catalog.field.control-characters");
        }
        return text;
    }

    private static boolean isBreak(int point, boolean lineBreaks) {
        return lineBreaks && (point == '\n' || point == '\t');
    }

    void range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            reject(field, OUT_OF_RANGE, min, max);
        }
    }

}
