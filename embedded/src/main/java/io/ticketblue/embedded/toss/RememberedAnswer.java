package io.ticketblue.embedded.toss;

import java.time.Instant;

/**
 * The first answer to a request with an idempotency key.
 *
 * @param id the HTTP method, the path and the key
 * @param at when the request came
 */
record RememberedAnswer(String id, Instant at, Answer answer) {
}
