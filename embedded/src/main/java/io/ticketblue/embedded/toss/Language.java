package io.ticketblue.embedded.toss;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The languages of the provider: Korean unless English is asked for.
 */
enum Language {

    KOREAN("ko"), ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    String tag() {
        return this.tag;
    }

    static Language of(@Nullable String acceptLanguage) {
        boolean english = acceptLanguage != null && acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("en");
        return english ? ENGLISH : KOREAN;
    }

}
