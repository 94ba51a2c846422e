package io.ticketblue.web.part;

import org.jspecify.annotations.Nullable;

/**
 * The readers that have the same frame around a page. There are a few hundred at most.
 *
 * @param language of its texts
 * @param theme that was chosen, null for the system's
 * @param signedIn whether it has the menu of a person
 * @param staff whether that leads to the pages of staff
 * @param toast whether a message is shown
 * @param place which entry of the navigation is the present page
 */
public record LayoutVariant(String language, @Nullable String theme, boolean signedIn, boolean staff, boolean toast,
        String place) {

    /** The place of pages that the navigation does not lead to. */
    public static final String ELSEWHERE = "";

}
