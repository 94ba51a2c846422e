package io.ticketblue.search.text;

/**
 * Korean syllables and their letters (jamo). Lone letters are those of the compatibility
 * block, which keyboards produce.
 */
public final class Hangul {

    private static final char FIRST = '가';

    private static final char LAST = '힣';

    private static final int PER_INITIAL = 588;

    private static final int PER_VOWEL = 28;

    static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    private static final String[] VOWELS = { "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ",
            "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ" };

    private static final String[] FINALS = { "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ",
            "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ" };

    /** Two consonants typed one after the other, which keyboards join into one letter. */
    private static final String JOINED = "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ";

    private static final String[] PARTS = { "ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ" };

    private Hangul() {
    }

    /**
     * The letters in the order in which they are typed, compound vowels and finals taken
     * apart; what is not Korean stays as it is. A half-typed text is so a prefix of the
     * whole one: of "가방" also "갑".
     */
    public static String keystrokes(String text) {
        StringBuilder keys = new StringBuilder(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (isSyllable(letter)) {
                int index = letter - FIRST;
                keys.append(INITIALS.charAt(index / PER_INITIAL))
                    .append(VOWELS[(index % PER_INITIAL) / PER_VOWEL])
                    .append(FINALS[index % PER_VOWEL]);
            }
            else if (letter >= 'ㅏ' && letter <= 'ㅣ') {
                keys.append(VOWELS[letter - 'ㅏ']);
            }
            else {
                keys.append(apart(letter));
            }
        }
        return keys.toString();
    }

    /** Puts letters that are typed one after the other together to syllables. */
    static String composed(String letters) {
        StringBuilder text = new StringBuilder(letters.length());
        for (int at = 0; at < letters.length();) {
            int initial = INITIALS.indexOf(letters.charAt(at));
            int vowel = (initial >= 0) ? longest(VOWELS, letters, at + 1) : -1;
            if (vowel < 0) {
                text.append(letters.charAt(at++));
                continue;
            }
            at += 1 + VOWELS[vowel].length();
            int last = longest(FINALS, letters, at);
            int end = at + FINALS[Math.max(last, 0)].length();
            if (last > 0 && longest(VOWELS, letters, end) >= 0) {
                last = index(FINALS, letters.substring(at, end - 1));
                end--;
            }
            at = end;
            text.append((char) (FIRST + initial * PER_INITIAL + vowel * PER_VOWEL + Math.max(last, 0)));
        }
        return text.toString();
    }

    private static int longest(String[] parts, String letters, int at) {
        for (int length = 2; length > 0; length--) {
            if (at + length <= letters.length()) {
                int index = index(parts, letters.substring(at, at + length));
                if (index >= 0) {
                    return index;
                }
            }
        }
        return -1;
    }

    private static int index(String[] parts, String part) {
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals(part)) {
                return i;
            }
        }
        return -1;
    }

    /** The initial consonant of each syllable; what is not a syllable stays as it is. */
    public static String initials(String text) {
        StringBuilder initials = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            initials.append(isSyllable(letter) ? INITIALS.charAt((letter - FIRST) / PER_INITIAL) : letter);
        }
        return initials.toString();
    }

    /** Takes consonants apart that a keyboard has joined: "ㅄ" becomes "ㅂㅅ". */
    public static String separated(String text) {
        StringBuilder separated = new StringBuilder(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            separated.append(apart(text.charAt(i)));
        }
        return separated.toString();
    }

    private static String apart(char letter) {
        int joined = JOINED.indexOf(letter);
        return (joined >= 0) ? PARTS[joined] : String.valueOf(letter);
    }

    /** Whether the letter is a consonant that stands alone. */
    public static boolean isLoneConsonant(char letter) {
        return letter >= 'ㄱ' && letter <= 'ㅎ';
    }

    /** Whether there is a consonant that stands alone. */
    public static boolean hasLoneConsonant(String text) {
        return text.chars().anyMatch((letter) -> isLoneConsonant((char) letter));
    }

    /** Whether there is a whole syllable or a vowel that stands alone. */
    public static boolean hasSyllableOrVowel(String text) {
        return text.chars().anyMatch((letter) -> isSyllable((char) letter) || (letter >= 'ㅏ' && letter <= 'ㅣ'));
    }

    private static boolean isSyllable(char letter) {
        return letter >= FIRST && letter <= LAST;
    }

    /**
     * A regular expression for the texts of which this is a part while it is typed: a
     * lone consonant stands for every syllable that begins with it, and the last syllable
     * may be unfinished. It uses only what Java, Lucene and Elasticsearch understand in
     * the same way.
     * @param text letters and digits, see {@link SearchText#fold}
     */
    public static String pattern(String text) {
        String letters = separated(text);
        StringBuilder pattern = new StringBuilder(letters.length() * 6);
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int initial = INITIALS.indexOf(letter);
            if (initial >= 0) {
                pattern.append(range(initial));
            }
            else if (isSyllable(letter) && i == letters.length() - 1) {
                pattern.append(unfinished(letter));
            }
            else if (Character.isLetterOrDigit(letter)) {
                pattern.append(letter);
            }
            else {
                pattern.append('.');
            }
        }
        return pattern.toString();
    }

    private static String range(int initial) {
        char first = (char) (FIRST + initial * PER_INITIAL);
        return "[" + first + "-" + (char) (first + PER_INITIAL - 1) + "]";
    }

    /** Its final consonant may become the initial one of the next syllable. */
    private static String unfinished(char syllable) {
        int last = (syllable - FIRST) % PER_VOWEL;
        char open = (char) (syllable - last);
        if (last == 0) {
            return "[" + open + "-" + (char) (open + PER_VOWEL - 1) + "]";
        }
        String parts = FINALS[last];
        int next = INITIALS.indexOf(parts.charAt(parts.length() - 1));
        char rest = open;
        if (parts.length() > 1) {
            for (int i = 0; i < FINALS.length; i++) {
                rest = FINALS[i].equals(parts.substring(0, 1)) ? (char) (open + i) : rest;
            }
        }
        return "(" + syllable + "|" + rest + range(next) + ")";
    }

}
