package io.ticketblue.search;

import java.time.LocalDate;
import java.time.YearMonth;

import io.ticketblue.catalog.Category;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

/**
 * What is searched. The text is always text, never query syntax; the filters restrict
 * performances only, and what is absent does not matter.
 *
 * @param text what was typed, at most {@value #LONGEST} characters; an empty one finds
 * nothing
 * @param category performances of this kind
 * @param from still running on or after this day
 * @param to already running on or before this day
 * @param month running in this month
 * @param region at a venue in this region
 * @param price whose cheapest seat costs this
 * @param sort the order of the performances
 * @param paging which of the performances
 */
public record SearchQuery(String text, @Nullable Category category, @Nullable LocalDate from, @Nullable LocalDate to,
        @Nullable YearMonth month, @Nullable Region region, @Nullable PriceBand price, Sort sort, Paging paging) {

    /** The greatest length of the text. */
    public static final int LONGEST = 100;

    /**
     * Brings the text into the form of {@link TypedText}.
     * @throws InvalidRequest if it is too long
     */
    public SearchQuery {
        text = checked(text);
    }

    /**
     * Searches everything for a text, the best first.
     * @param text what was typed
     * @param paging which of the performances
     */
    public SearchQuery(String text, Paging paging) {
        this(text, null, null, null, null, null, null, Sort.RELEVANCE, paging);
    }

    /**
     * The form of a text that is searched.
     * @throws InvalidRequest for the field {@code q} if it is too long
     */
    public static String checked(String text) {
        String typed = TypedText.of(text);
        if (typed.length() > LONGEST) {
            throw new InvalidRequest("q", "search.too-long", LONGEST);
        }
        return typed;
    }

    /** Whether performances are restricted. */
    public boolean filtered() {
        return this.category != null || this.from != null || this.to != null || this.month != null
                || this.region != null || this.price != null;
    }

    /** The order of the performances. */
    public enum Sort {

        /** The best match first. */
        RELEVANCE,

        /** The first day. */
        DATE,

        /** The next opening of booking, then those that have opened. */
        OPENING,

        /** The cheapest first. */
        PRICE,

        /** By title. */
        TITLE,

        /** The newest first. */
        NEWEST

    }

}
