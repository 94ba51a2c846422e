package io.ticketblue.shared.database.replica;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What the replica serves, and how far it is behind. */
final class ReplicaMetrics implements MeterBinder {

    private static final double MILLIS = 1000.0;

    private final ReplicaStatus status;

    private final ReplicaReads reads;

    ReplicaMetrics(ReplicaStatus status, ReplicaReads reads) {
        this.status = status;
        this.reads = reads;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("ticketblue.replica.used", this.status, (status) -> status.isInUse() ? 1 : 0)
            .description("1 while the replica serves reads, 0 otherwise")
            .register(registry);
        Gauge.builder("ticketblue.replica.lag", this.status, ReplicaMetrics::seconds)
            .baseUnit("seconds")
            .description("How old the replica's data are at most")
            .register(registry);
        count(registry, "primary", ReplicaReads::atPrimary);
        count(registry, "replica", ReplicaReads::atReplica);
        failovers(registry, "primary", ReplicaReads::toPrimary);
        failovers(registry, "replica", ReplicaReads::toReplica);
    }

    private void count(MeterRegistry registry, String target, ToDoubleFunction<ReplicaReads> count) {
        FunctionCounter.builder("ticketblue.database.reads", this.reads, count)
            .tag("target", target)
            .description("Reads that may be stale, by the server that answered")
            .register(registry);
    }

    private void failovers(MeterRegistry registry, String to, ToDoubleFunction<ReplicaReads> count) {
        FunctionCounter.builder("ticketblue.replica.failovers", this.reads, count)
            .tag("to", to)
            .description("Reads that failed at one server and were made once more at the other")
            .register(registry);
    }

    private static double seconds(ReplicaStatus status) {
        Duration lag = status.lag();
        return (lag != null) ? lag.toMillis() / MILLIS : Double.NaN;
    }

}
