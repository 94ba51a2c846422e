package io.ticketblue.bench;

/**
 * How large a seat map is as JSON.
 *
 * @param seats how many seats it has
 * @param plain bytes as they are
 * @param zipped bytes compressed, as browsers ask for it
 */
record Sizes(int seats, long plain, long zipped) {
}
