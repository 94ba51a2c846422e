package io.ticketblue.review;

import org.jspecify.annotations.Nullable;

/**
 * What somebody typed. What is missing or breaks a rule is refused with the field's name.
 *
 * @param rating 1 to 5
 * @param content 10 to 1,000 characters (Unicode code points) of plain text, line breaks
 * included, blanks around it not counted
 */
public record ReviewDraft(@Nullable Integer rating, @Nullable String content) {
}
