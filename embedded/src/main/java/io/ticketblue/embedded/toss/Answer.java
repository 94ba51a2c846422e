package io.ticketblue.embedded.toss;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the API answers: an HTTP status and a JSON body.
 *
 * @param code the error code, or null when it went well
 */
record Answer(int status, String body, @Nullable String code) {

    static Answer ok(Object body) {
        return new Answer(200, Json.write(body), null);
    }

    static Answer error(int status, String code, String message) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("message", message);
        return new Answer(status, Json.write(body), code);
    }

}
