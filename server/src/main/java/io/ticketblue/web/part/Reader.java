package io.ticketblue.web.part;

import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CsrfToken;

/** Who reads a page, and what the page's frame says of it. */
public interface Reader {

    /**
     * The language of the page.
     * @return {@code ko} or {@code en}
     */
    String language();

    /**
     * The theme that the reader chose.
     * @return {@code light} or {@code dark}, null to follow the reader's system
     */
    @Nullable String theme();

    /**
     * Tells whether somebody is signed in.
     * @return true behind a session of a person
     */
    boolean signedIn();

    /**
     * What the person who is signed in is called.
     * @return the name, empty if nobody is signed in
     */
    String name();

    /**
     * Tells whether the person who is signed in belongs to the staff.
     * @return true for staff, whatever their role
     */
    boolean staff();

    /**
     * The token for a form.
     * @return the token, null if nobody is signed in
     */
    @Nullable CsrfToken csrf();

    /**
     * What stands in the search box.
     * @return the text, perhaps empty
     */
    String query();

    /**
     * The address of this page with one parameter changed and the others kept.
     * @param parameter its name
     * @param value its value, null to leave it out
     * @return path and query
     */
    String here(String parameter, @Nullable Object value);

}
