package io.ticketblue.accounts.internal.sessionstore;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.lettuce.core.RedisCommandExecutionException;
import io.ticketblue.shared.breaker.CircuitBreaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The circuit breaker between the pages and the Redis with their sessions. Logs when an
 * outage begins and when it ends.
 */
@Component
public class SessionBreaker {

    private static final Logger LOG = LoggerFactory.getLogger(SessionBreaker.class);

    static final Duration PAUSE = Duration.ofMillis(500);

    /** Longer than the client waits for a connection and then for an answer. */
    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(10);

    private final CircuitBreaker breaker;

    SessionBreaker() {
        this(System::nanoTime);
    }

    SessionBreaker(LongSupplier nanos) {
        this.breaker = new CircuitBreaker(PAUSE, LONGEST_TRIAL, nanos);
    }

    /** Whether Redis may be asked now. */
    public boolean tryEnter() {
        return this.breaker.tryEnter();
    }

    /** Takes note of an answer. */
    public void answered() {
        if (this.breaker.answered()) {
            LOG.info("Redis answers again; people are signed in on the pages again");
        }
    }

    /**
     * Takes note of a failure. One that Redis itself answered, such as that its memory is
     * full, is none of the breaker.
     * @param cause what was thrown
     */
    public void failed(DataAccessException cause) {
        if (cause.contains(RedisCommandExecutionException.class)) {
            answered();
            LOG.warn("Redis refuses a command for a session: {}", cause.getMessage());
        }
        else if (this.breaker.failed()) {
            LOG.warn("Redis does not answer ({}); people on the pages count as signed out",
                    cause.getMostSpecificCause().getMessage());
            LOG.debug("The failure", cause);
        }
    }

}
