package io.ticketblue.admin;

import io.ticketblue.booking.ReservationCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks before something is deleted. What cannot easily be made again is confirmed by
 * typing its name; for an empty round the button is enough.
 *
 * @param title what will happen, in a few words
 * @param warning what goes with it and cannot be brought back
 * @param name names the thing on the button
 * @param byName whether the name has to be typed
 * @param typed what was typed
 * @param action where the form goes
 * @param back where the way out leads
 * @param button the text of the button; null for the deletion of what has the name
 */
record Confirmation(String title, String warning, String name, boolean byName, String typed, String action, String back,
        @Nullable String button) {

    private static final String FIELD = "confirm";

    /** Asks before the thing of this name is deleted. */
    Confirmation(String title, String warning, String name, boolean byName, String typed, String action, String back) {
        this(title, warning, name, byName, typed, action, back, null);
    }

    /**
     * Compares what was typed with the name, blanks at the ends and capital letters
     * aside.
     * @throws io.ticketblue.shared.InvalidRequest for the field {@code confirm} if they
     * differ
     */
    static void require(String name, Typed typed) {
        Checks checks = new Checks();
        check(name, typed.text(FIELD), checks);
        checks.done();
    }

    /** The same beside checks of other fields. */
    static void check(String name, String typed, Checks checks) {
        check(Typed.same(name, typed), name, checks);
    }

    /**
     * Compares what was typed with the code of a reservation, as
     * {@link ReservationCode#matches} does.
     */
    static void checkCode(String code, String typed, Checks checks) {
        check(ReservationCode.matches(code, typed), code, checks);
    }

    private static void check(boolean same, String name, Checks checks) {
        if (!same) {
            checks.wrong(FIELD, "admin.confirm.mismatch", name);
        }
    }

}
