package io.ticketblue.embedded.toss;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One call of the API as the simulator saw it. Calls with a wrong secret key count, too.
 *
 * @param at when it came
 * @param operation what was asked for
 * @param path the path of the request
 * @param idempotencyKey the header of that name, or null
 * @param body the first 2,000 characters of the request's body, empty for a lookup
 * @param status the HTTP status that was sent, 0 when the connection was closed instead
 * @param code the error code that was sent, or null
 * @param replayed whether an earlier answer was given again
 * @param fault the fault that was made, or null
 */
public record TossCall(Instant at, TossOperation operation, String path, @Nullable String idempotencyKey, String body,
        int status, @Nullable String code, boolean replayed, @Nullable TossFault fault) {
}
