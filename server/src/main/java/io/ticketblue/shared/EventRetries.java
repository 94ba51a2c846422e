package io.ticketblue.shared;

import java.util.concurrent.TimeUnit;

import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Delivers events again whose listeners failed or died with their node, so that each
 * arrives at least once. Several nodes may do it at once: a publication is taken by one.
 */
@Component
class EventRetries {

    private final FailedEventPublications failed;

    EventRetries(FailedEventPublications failed) {
        this.failed = failed;
    }

    @Scheduled(initialDelay = 60, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void retry() {
        this.failed.resubmit(ResubmissionOptions.defaults());
    }

}
