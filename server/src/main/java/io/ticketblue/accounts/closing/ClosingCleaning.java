package io.ticketblue.accounts.closing;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets addresses that were remembered long enough. Several nodes may do it at once.
 */
@Component
class ClosingCleaning {

    private static final Logger log = LoggerFactory.getLogger(ClosingCleaning.class);

    private final FormerAddresses addresses;

    ClosingCleaning(FormerAddresses addresses) {
        this.addresses = addresses;
    }

    @Scheduled(initialDelay = 9, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void clean() {
        log.debug("Forgot {} addresses of closed accounts", this.addresses.purge());
    }

}
