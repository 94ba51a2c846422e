package io.ticketblue.shared.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Delivers events again whose listeners failed or died with their node, so that each
 * arrives at least once. The wait doubles from a minute to an hour; after
 * {@value #MOST_ATTEMPTS} attempts, about 18 hours, an event becomes a dead letter. What
 * died with a node counts as failed after {@code spring.modulith.events.staleness}, so it
 * is delivered within three minutes by the nodes that are left, or by the next that
 * starts. Several nodes may do it at once: a publication is taken by one.
 */
@Component
class EventRetries {

    static final int MOST_ATTEMPTS = 24;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** From here on the wait is the longest. */
    private static final int DOUBLINGS = 6;

    /**
     * The registry reads the oldest and only then looks which are due, so a small number
     * would let those that wait hold up the others.
     */
    private static final int READ_AT_ONCE = 10_000;

    private static final int MOST_IN_FLIGHT = 1_000;

    private final FailedEventPublications failed;

    private final DeadLetters deadLetters;

    private final Clock clock;

    private final AtomicLong waiting = new AtomicLong();

    private final AtomicLong dead = new AtomicLong();

    EventRetries(FailedEventPublications failed, DeadLetters deadLetters, Clock clock, MeterRegistry metrics) {
        this.failed = failed;
        this.deadLetters = deadLetters;
        this.clock = clock;
        Gauge.builder("ticketblue.events.failed", this.waiting, AtomicLong::get)
            .description("Events whose listener failed and which wait to be delivered again")
            .register(metrics);
        Gauge.builder("ticketblue.events.dead", this.dead, AtomicLong::get)
            .description("Events that are not delivered any more, because their listener failed too often")
            .register(metrics);
    }

    @Scheduled(initialDelay = 15, fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
    void retry() {
        Instant now = this.clock.instant();
        this.deadLetters.move(MOST_ATTEMPTS, now);
        this.failed.resubmit(ResubmissionOptions.defaults()
            .withBatchSize(READ_AT_ONCE)
            .withMaxInFlight(MOST_IN_FLIGHT)
            .withFilter((publication) -> isDue(publication, now)));
        this.waiting.set(this.deadLetters.countFailed());
        this.dead.set(this.deadLetters.count());
    }

    private static boolean isDue(EventPublication publication, Instant now) {
        Instant last = Objects.requireNonNullElse(publication.getLastResubmissionDate(),
                publication.getPublicationDate());
        return publication.getCompletionAttempts() < MOST_ATTEMPTS
                && !now.isBefore(last.plus(waitAfter(publication.getCompletionAttempts())));
    }

    /** How long an event waits after so many attempts, 1 or more. */
    static Duration waitAfter(int attempts) {
        int doublings = Math.max(0, attempts - 1);
        return (doublings < DOUBLINGS) ? FIRST_WAIT.multipliedBy(1L << doublings) : LONGEST_WAIT;
    }

}
