package io.ticketblue.web;

import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that an address names. People shorten, copy and guess addresses, so
 * whatever is no page of the list leads to one that is.
 *
 * @param value counted from 0
 */
public record PageNumber(int value) {

    private static final String DIGITS = "[0-9]{1,9}";

    /** The first page for whatever is no number. */
    public static PageNumber of(@Nullable String text) {
        if (text == null || !text.matches(DIGITS)) {
            return new PageNumber(0);
        }
        return new PageNumber(Math.min(Integer.parseInt(text), Paging.MAX_PAGE));
    }

    /** The part of a list with pages of a size. */
    public Paging paging(int size) {
        return new Paging(this.value, size);
    }

    /**
     * The last page of a list that ends before this one, null where this one is of it.
     */
    public static @Nullable Long insteadOf(Page<?> found) {
        return (found.page() > 0 && found.page() >= found.pages()) ? Math.max(0, found.pages() - 1) : null;
    }

}
