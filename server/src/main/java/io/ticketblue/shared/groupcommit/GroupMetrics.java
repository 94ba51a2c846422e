package io.ticketblue.shared.groupcommit;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The metrics of one queue of claims. */
public final class GroupMetrics {

    private final MeterRegistry meters;

    private final String queue;

    private final Timer wait;

    private final DistributionSummary group;

    /**
     * Registers the metrics.
     * @param queue the value of their tag {@code queue}
     */
    public GroupMetrics(MeterRegistry meters, String queue) {
        this.meters = meters;
        this.queue = queue;
        this.wait = Timer.builder("ticketblue.claims.wait")
            .description("How long claims wait for their group")
            .tag("queue", queue)
            .register(meters);
        this.group = DistributionSummary.builder("ticketblue.claims.group")
            .description("How many claims share a transaction")
            .tag("queue", queue)
            .register(meters);
    }

    void queueLength(IntSupplier length) {
        Gauge.builder("ticketblue.claims.waiting", length, IntSupplier::getAsInt)
            .description("How many claims wait for a group")
            .tag("queue", this.queue)
            .strongReference(true)
            .register(this.meters);
    }

    void taken(long waitedNanos) {
        this.wait.record(waitedNanos, TimeUnit.NANOSECONDS);
    }

    void group(int size) {
        this.group.record(size);
    }

    /** Counts a group of several lanes that met a lock. */
    void separated() {
        this.meters.counter("ticketblue.claims.separated", "queue", this.queue).increment();
    }

    void refused(Refusal reason) {
        refused(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * Counts a claim that was refused.
     * @param reason why, one of a fixed set of words
     */
    public void refused(String reason) {
        this.meters.counter("ticketblue.claims.refused", "queue", this.queue, "reason", reason).increment();
    }

    /** Why a claim got no answer from its group. */
    enum Refusal {

        /** Too many were waiting. */
        QUEUE_FULL,

        /** The deadline passed before the claim was in a group. */
        QUEUE_DEADLINE,

        /** The deadline passed while the group was being worked on. */
        GROUP_DEADLINE,

        /** The client closed its connection, or its thread was interrupted. */
        CLIENT_GONE,

        /** The database did not take the group's transaction. */
        GROUP_FAILED

    }

}
