package io.ticketblue.booking;

import java.security.SecureRandom;
import java.util.regex.Pattern;

import io.ticketblue.shared.TypedText;

/**
 * The codes of reservations: eight characters that cannot be mistaken for each other when
 * read aloud or copied by hand (Crockford's Base 32: no I, L, O, U), 40 random bits.
 */
public final class ReservationCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 8;

    private static final Pattern BEGINNING = Pattern.compile("[" + ALPHABET + "]{1," + LENGTH + "}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private ReservationCode() {
    }

    /**
     * Draws a new code.
     * @return a code that cannot be guessed
     */
    public static String next() {
        long bits = RANDOM.nextLong();
        char[] code = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            code[i] = ALPHABET.charAt((int) (bits & 31));
            bits >>>= 5;
        }
        return new String(code);
    }

    /**
     * Tells whether somebody wrote a reservation's code. Blanks, dashes and capital
     * letters do not matter, nor do letters that look like digits of the alphabet.
     * @param code the code
     * @param typed what was written
     * @return whether they mean the same
     */
    public static boolean matches(String code, String typed) {
        return typed(code).equals(typed(typed));
    }

    /** Whether a text as {@link #typed} gives it is a code or the beginning of one. */
    public static boolean isBeginning(String code) {
        return BEGINNING.matcher(code).matches();
    }

    /** The code in two halves. */
    public static String readable(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /**
     * The code as stored, from what a person typed; full-width letters and digits are
     * plain ones. What is no code stays something else, which finds nothing.
     */
    public static String typed(String text) {
        return TypedText.code(text).replaceAll("[\\s-]", "").replace('O', '0').replaceAll("[IL]", "1");
    }

}
