package io.ticketblue.review;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * The last review of a page, after which the next page begins. It need not exist any
 * more.
 *
 * @param rating its rating
 * @param id its number
 */
record ReviewCursor(int rating, long id) {

    private static final Pattern TEXT = Pattern.compile("([1-5])-([0-9]{1,18})");

    static ReviewCursor of(ReviewView review) {
        return new ReviewCursor(review.rating(), review.id().value());
    }

    /**
     * Reads what a client sent back.
     * @return null for nothing, which is the first page
     * @throws InvalidRequest if it was not made by this class
     */
    static @Nullable ReviewCursor parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Matcher cursor = TEXT.matcher(text);
        if (!cursor.matches()) {
            throw new InvalidRequest("after", "review.after-rule");
        }
        return new ReviewCursor(Integer.parseInt(cursor.group(1)), Long.parseLong(cursor.group(2)));
    }

    @Override
    public String toString() {
        return this.rating + "-" + this.id;
    }

}
