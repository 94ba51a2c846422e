package io.ticketblue.bench;

/**
 * How large a seat map is as JSON, and how long its round took to open.
 *
 * @param seats how many seats it has
 * @param plain bytes as they are
 * @param zipped bytes compressed, as browsers ask for it
 * @param opened milliseconds to open one round of it for sale
 */
record Sizes(int seats, long plain, long zipped, long opened) {
}
