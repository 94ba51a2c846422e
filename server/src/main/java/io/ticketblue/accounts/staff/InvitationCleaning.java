package io.ticketblue.accounts.staff;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes invitations, and the addresses in them, 30 days after their end. Several nodes
 * may do it at once.
 */
@Component
class InvitationCleaning {

    private static final Logger log = LoggerFactory.getLogger(InvitationCleaning.class);

    private final InvitationRepository invitations;

    private final Clock clock;

    InvitationCleaning(InvitationRepository invitations, Clock clock) {
        this.invitations = invitations;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 7, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void clean() {
        log.debug("Removed {} invitations", this.invitations.purge(this.clock.instant()));
    }

}
