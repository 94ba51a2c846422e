package io.ticketblue.catalog.internal;

/** Patterns for {@code LIKE … ESCAPE '!'}. */
final class LikePattern {

    private LikePattern() {
    }

    /** What contains this text, in which no character has a meaning of its own. */
    static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

}
