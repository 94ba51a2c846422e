package io.ticketblue.admin;

import io.ticketblue.booking.ReservationCode;
import io.ticketblue.shared.InvalidRequest;

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
 */
record Confirmation(String title, String warning, String name, boolean byName, String typed, String action,
        String back) {

    /**
     * Compares what was typed with the name, blanks at the ends and capital letters
     * aside.
     * @throws InvalidRequest for the field {@code confirm} if they differ
     */
    static void require(String name, Typed typed) {
        require(Typed.same(name, typed.text("confirm")), name);
    }

    /**
     * Compares what was typed with the code of a reservation, as
     * {@link ReservationCode#matches} does.
     * @throws InvalidRequest for the field {@code confirm} if they differ
     */
    static void requireCode(String code, Typed typed) {
        require(ReservationCode.matches(code, typed.text("confirm")), code);
    }

    private static void require(boolean same, String name) {
        if (!same) {
            throw new InvalidRequest("confirm", "admin.confirm.mismatch", name);
        }
    }

}
