package io.ticketblue.shared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller's method that answers a POST with JSON: a person who is signed in may
 * send an {@code Idempotency-Key} of 1 to 100 visible ASCII characters.
 * <p>
 * The same key by the same person within 24 hours gets the first answer again without the
 * method being called; with another path or body it gets 422
 * {@code request.idempotency-key-reused}, and while the first is at work 409
 * {@code request.in-progress}. Server errors (5xx), 429 and every other refusal that
 * {@link Problem#mayPass may pass by itself} are not kept. If no answer was written
 * within 60 seconds, as after a crash, the next request runs; so what the method does
 * must not rely on this alone.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** The header with the key. */
    String KEY = "Idempotency-Key";

}
