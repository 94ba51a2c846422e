package io.ticketblue.embedded.toss;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON; what is missing or malformed is an {@code INVALID_REQUEST} that
 * names the field.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{6,64}");

    private Json() {
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        }
        catch (JacksonException ex) {
            throw TossFailure.invalid("(body: JSON)");
        }
    }

    static ObjectNode object(String text) {
        if (tree(text) instanceof ObjectNode object) {
            return object;
        }
        throw TossFailure.invalid("(body: JSON object)");
    }

    static String text(JsonNode object, String field, int longest) {
        String value = optionalText(object, field, longest);
        if (value == null || value.isBlank()) {
            throw TossFailure.invalid("(" + field + ": 1-" + longest + ")");
        }
        return value;
    }

    static @Nullable String optionalText(JsonNode object, String field, int longest) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > longest) {
            throw TossFailure.invalid("(" + field + ": string, at most " + longest + ")");
        }
        return value.stringValue();
    }

    static String orderId(JsonNode object) {
        String value = text(object, "orderId", 64);
        if (!ORDER_ID.matcher(value).matches()) {
            throw TossFailure.invalid("(orderId: 6-64 of A-Z a-z 0-9 - _)");
        }
        return value;
    }

    /**
     * Whole won, not negative.
     */
    static long won(JsonNode object, String field) {
        Long value = optionalWon(object, field);
        if (value == null) {
            throw TossFailure.invalid("(" + field + ": number)");
        }
        return value;
    }

    static @Nullable Long optionalWon(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !value.canConvertToExactIntegral()) {
            throw TossFailure.invalid("(" + field + ": whole number)");
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) > 0) {
            throw TossFailure.invalid("(" + field + ": 0 to 1,000,000,000,000)");
        }
        return number.longValueExact();
    }

}
