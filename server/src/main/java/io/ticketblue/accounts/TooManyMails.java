package io.ticketblue.accounts;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Too many mails were asked for, for one address or from one network address. */
public final class TooManyMails extends Problem {

    private final Duration wait;

    /**
     * Creates the problem.
     * @param wait how long until another one can be asked for
     */
    public TooManyMails(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "accounts.too-many-mails", Map.of());
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
