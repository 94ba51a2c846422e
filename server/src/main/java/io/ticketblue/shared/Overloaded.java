package io.ticketblue.shared;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.HttpStatus;

/** More is asked for than can be done in good time; nothing was done, try again soon. */
public final class Overloaded extends Problem {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration wait;

    /** Creates the problem. */
    public Overloaded() {
        this(SOON);
    }

    /** Creates the problem of a queue that is expected to be shorter after a while. */
    public Overloaded(Duration wait) {
        super(HttpStatus.SERVICE_UNAVAILABLE, "request.overloaded", Map.of());
        this.wait = wait;
    }

    /** Leaves the stack trace out, which would cost most when there is most to do. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
