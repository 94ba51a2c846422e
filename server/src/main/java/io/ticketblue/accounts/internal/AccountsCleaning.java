package io.ticketblue.accounts.internal;

import java.util.concurrent.TimeUnit;

import io.ticketblue.accounts.internal.throttle.SignInThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what has expired. Several nodes may do it at once. */
@Component
class AccountsCleaning {

    private static final Logger log = LoggerFactory.getLogger(AccountsCleaning.class);

    private final RefreshTokens refreshTokens;

    private final SignInThrottle throttle;

    AccountsCleaning(RefreshTokens refreshTokens, SignInThrottle throttle) {
        this.refreshTokens = refreshTokens;
        this.throttle = throttle;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void clean() {
        int tokens = this.refreshTokens.purge();
        int failures = this.throttle.purge();
        log.debug("Removed {} refresh tokens and {} counts of failed sign-ins", tokens, failures);
    }

}
