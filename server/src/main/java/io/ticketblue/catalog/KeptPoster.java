package io.ticketblue.catalog;

/**
 * A picture that is kept for a form.
 *
 * @param key names it
 * @param address where it can be seen
 */
public record KeptPoster(String key, String address) {
}
