package io.ticketblue.search.index;

/**
 * The paths of the fields of an {@link IndexedText}.
 *
 * @param root the path of the object
 */
public record IndexedTextPaths(String root) {

    /** The text as people read it, to be projected and sorted by. */
    public String text() {
        return path("text");
    }

    /** The folded text, one term. */
    public String exact() {
        return path("exact");
    }

    /** The words, see {@link Analyzers#WORDS}. */
    public String words() {
        return path("words");
    }

    /** The pairs of neighbouring letters of the folded text. */
    public String pairs() {
        return path("pairs");
    }

    /** The folded text from each of its words to the end, one term each. */
    public String starts() {
        return path("starts");
    }

    /** The beginnings of {@link #starts()} as keystrokes. */
    public String typed() {
        return path("typed");
    }

    /** The beginnings of {@link #starts()} as initial consonants. */
    public String initials() {
        return path("initials");
    }

    /** The pairs of neighbouring initial consonants. */
    public String initialPairs() {
        return path("initialPairs");
    }

    /** The words and the whole as keystrokes, to be matched with mistakes. */
    public String keystrokes() {
        return path("keystrokes");
    }

    private String path(String field) {
        return this.root + "." + field;
    }

}
