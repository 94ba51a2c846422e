package io.ticketblue.shared;

import java.text.Normalizer;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One form for text that people type, so that what looks the same is the same: keyboards
 * and copied text bring the same name in several encodings, and characters that nobody
 * sees.
 */
public final class TypedText {

    private static final int HANGUL_FILLER = 0x3164;

    private static final int HALF_WIDTH_FILLER = 0xffa0;

    private static final int BRAILLE_BLANK = 0x2800;

    private TypedText() {
    }

    /**
     * The form in which a text is kept and compared: composed (NFC), without zero-width
     * spaces, soft hyphens and byte order marks, and without blanks around it.
     * @param typed what was typed, null for nothing
     * @return the text, empty if there is nothing to see in it
     */
    public static String of(@Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            return "";
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
        if (text.codePoints().anyMatch(TypedText::isZeroWidth)) {
            StringBuilder visible = new StringBuilder(text.length());
            text.codePoints().filter((point) -> !isZeroWidth(point)).forEach(visible::appendCodePoint);
            text = visible.toString();
        }
        return text.codePoints().allMatch(TypedText::isBlank) ? "" : text.strip();
    }

    /**
     * The form of a text that must be there.
     * @param field the name of its field
     * @param typed what was typed
     * @param most its greatest length
     * @param problem the message for a text that is missing or too long; its argument is
     * the greatest length
     * @return the text, 1 to that many characters, printable but for line breaks
     * @throws InvalidRequest if it is missing or too long, or has other characters
     */
    public static String required(String field, @Nullable String typed, int most, String problem) {
        String text = of(typed);
        if (text.isEmpty() || text.length() > most) {
            throw new InvalidRequest(field, problem, most);
        }
        if (text.codePoints().anyMatch((point) -> "\t\n\r".indexOf(point) < 0 && isUnprintable(point))) {
            throw new InvalidRequest(field, "request.unprintable");
        }
        return text;
    }

    /**
     * The form in which a code of letters and digits is compared: full-width characters
     * as plain ones (NFKC), capital, without blanks around it. The result may be anything
     * but a code; {@link #isAscii} tells.
     * @param typed what was typed, null for nothing
     * @return the code
     */
    public static String code(@Nullable String typed) {
        return of((typed != null) ? Normalizer.normalize(typed, Normalizer.Form.NFKC) : null).toUpperCase(Locale.ROOT);
    }

    /**
     * Tells whether a text can be compared with a column in ASCII. The database refuses
     * to compare any other, which no code or id can be anyway: such a text finds nothing.
     * @return whether each character is visible ASCII or a blank
     */
    public static boolean isAscii(String text) {
        return text.chars().allMatch((character) -> character >= ' ' && character < 0x7f);
    }

    /**
     * Tells whether a character cannot be printed: controls, halves of surrogate pairs,
     * line separators, and what turns the direction of the text that follows.
     * @param point the character
     * @return whether it has no place in a line of text
     */
    public static boolean isUnprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        };
    }

    /**
     * How many characters of a text can be seen, for the least length of texts: several
     * blanks in a row count once; marks without a width, variation selectors, joiners and
     * characters without a meaning of their own do not count.
     * @return at most the number of code points
     */
    public static int visibleLength(String text) {
        int visible = 0;
        boolean blankBefore = true;
        for (int point : text.codePoints().toArray()) {
            boolean blank = isBlank(point);
            if (!isInvisible(point) && !(blank && blankBefore)) {
                visible++;
                blankBefore = blank;
            }
        }
        return visible;
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                true;
            default -> false;
        };
    }

    private static boolean isZeroWidth(int point) {
        return point == 0x200b || point == 0x2060 || point == 0xfeff || point == 0xad;
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point)
                || Character.getType(point) == Character.FORMAT || point == HANGUL_FILLER || point == HALF_WIDTH_FILLER
                || point == BRAILLE_BLANK || point == 0x115f || point == 0x1160;
    }

}
