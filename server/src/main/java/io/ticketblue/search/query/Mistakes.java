package io.ticketblue.search.query;

/**
 * How many keystrokes of a word may be wrong. In a short word every mistake makes another
 * word that somebody may have meant.
 */
final class Mistakes {

    /** For the longest words. */
    static final int MOST = 2;

    private static final int ONE_FROM = 3;

    private static final int TWO_FROM = 8;

    private Mistakes() {
    }

    /**
     * The number of mistakes for a word.
     * @param keystrokes the word as it is typed
     */
    static int allowed(String keystrokes) {
        int length = keystrokes.codePointCount(0, keystrokes.length());
        return (length < ONE_FROM) ? 0 : (length < TWO_FROM) ? 1 : MOST;
    }

}
