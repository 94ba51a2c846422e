package io.ticketblue.search.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form in which texts and queries are compared: composed (NFC), full-width characters
 * as plain ones, lower case, Latin letters without accents, letters and digits only. A
 * text without any letter or digit keeps its other characters.
 */
public final class SearchText {

    private static final int MOST_STARTS = 12;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Punct}·・]+");

    private SearchText() {
    }

    /** The text without blanks and punctuation, in the form in which it is compared. */
    public static String fold(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        StringBuilder others = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().filter(SearchText::isWhole).forEach((point) -> {
            String folded = fold(point);
            if (folded.codePoints().allMatch(Character::isLetterOrDigit)) {
                letters.append(folded);
            }
            else if (!Character.isWhitespace(point) && !Character.isISOControl(point)) {
                others.append(folded);
            }
        });
        return letters.isEmpty() ? others.toString() : letters.toString();
    }

    /** Halves of surrogate pairs cannot be sent to a cluster. */
    private static boolean isWhole(int point) {
        return Character.getType(point) != Character.SURROGATE;
    }

    /** One character in the form in which it is compared, perhaps several. */
    static String fold(int point) {
        if (point >= 0x1100 && point <= 0x1112) {
            return String.valueOf(Hangul.INITIALS.charAt(point - 0x1100));
        }
        if (point >= 0x1161 && point <= 0x1175) {
            return String.valueOf((char) ('ㅏ' + point - 0x1161));
        }
        String text = Character.toString(point);
        if (point >= 0xff00 && point <= 0xffef) {
            text = Normalizer.normalize(text, Normalizer.Form.NFKC);
            if (text.length() == 1 && text.charAt(0) >= 0x1100 && text.charAt(0) < 0x1200) {
                return fold(text.charAt(0));
            }
        }
        text = text.toLowerCase(Locale.ROOT);
        return (point < 0x0250 || (point >= 0x1e00 && point < 0x2000)) ? withoutAccents(text) : text;
    }

    private static String withoutAccents(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
            .codePoints()
            .filter((point) -> Character.getType(point) != Character.NON_SPACING_MARK)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
        return plain.replace("ß", "ss").replace("æ", "ae").replace("œ", "oe").replace("ø", "o").replace("ł", "l");
    }

    /** The words between blanks and punctuation as they are written. */
    public static List<String> parts(String text) {
        return SEPARATORS.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFC))
            .filter((part) -> !fold(part).isEmpty())
            .toList();
    }

    /** The words between blanks and punctuation, each folded, without repetitions. */
    public static List<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        parts(text).forEach((part) -> words.add(fold(part)));
        if (words.isEmpty() && !fold(text).isEmpty()) {
            words.add(fold(text));
        }
        return List.copyOf(words);
    }

    /** The folded text from the start of each of its words to the end. */
    public static List<String> starts(String text) {
        List<String> words = parts(text).stream().map(SearchText::fold).toList();
        Set<String> starts = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(words.size(), MOST_STARTS); i++) {
            starts.add(String.join("", words.subList(i, words.size())));
        }
        if (starts.isEmpty() && !fold(text).isEmpty()) {
            starts.add(fold(text));
        }
        return List.copyOf(starts);
    }

}
