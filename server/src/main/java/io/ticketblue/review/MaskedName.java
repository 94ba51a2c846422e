package io.ticketblue.review;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A name as strangers may read it. */
public final class MaskedName {

    /**
     * A character as people count them, such as a letter with its accents or an emoji.
     */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** More would tell the length of the name. */
    private static final int MOST_STARS = 3;

    /** A character may have any number of accents. */
    private static final int LONGEST_CHARACTER = 8;

    private MaskedName() {
    }

    /**
     * The first and the last character of a name with stars between them.
     * @return such as {@code 김*}, {@code 김*객} or {@code K***n}, at most 20 UTF-16 units
     */
    public static String of(String name) {
        List<String> characters = CHARACTER.matcher(name.strip()).results().map(MatchResult::group).toList();
        if (characters.isEmpty()) {
            return "*";
        }
        String first = cut(characters.getFirst());
        return (characters.size() < 3) ? first + "*"
                : first + "*".repeat(Math.min(MOST_STARS, characters.size() - 2)) + cut(characters.getLast());
    }

    private static String cut(String character) {
        return (character.length() <= LONGEST_CHARACTER) ? character : "*";
    }

}
