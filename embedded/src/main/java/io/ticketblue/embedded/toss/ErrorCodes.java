package io.ticketblue.embedded.toss;

import java.util.Properties;

/**
 * The provider's error codes with their HTTP status and their message in Korean and
 * English (docs.tosspayments.com/reference/error-codes).
 */
final class ErrorCodes {

    private static final Properties CODES = Resources.properties("errors.properties");

    private ErrorCodes() {
    }

    /**
     * A code that is not in the table counts as a bad request.
     */
    static int status(String code) {
        return Integer.parseInt(part(code, 0));
    }

    static String message(String code, Language language) {
        return part(code, (language == Language.ENGLISH) ? 2 : 1);
    }

    private static String part(String code, int index) {
        String line = CODES.getProperty(code, "400|" + code + "|" + code);
        return line.split("\\|", 3)[index];
    }

}
