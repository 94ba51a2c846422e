package io.ticketblue.admin;

/**
 * Asks before something is archived.
 *
 * @param title what will happen, in a few words
 * @param warning what goes with it
 * @param action where the form goes
 * @param back where the way out leads
 */
record Archiving(String title, String warning, String action, String back) {
}
