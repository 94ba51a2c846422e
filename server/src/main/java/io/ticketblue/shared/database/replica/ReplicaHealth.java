package io.ticketblue.shared.database.replica;

import java.time.Duration;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports the replica without changing the health of the node: without a replica the
 * primary serves all reads. A replica that is not used has the status {@code UNKNOWN},
 * which counts for nothing beside the others.
 */
final class ReplicaHealth implements HealthIndicator {

    private final ReplicaSettings settings;

    private final ReplicaStatus status;

    ReplicaHealth(ReplicaSettings settings, ReplicaStatus status) {
        this.settings = settings;
        this.status = status;
    }

    @Override
    public Health health() {
        if (!this.settings.isConfigured()) {
            return Health.up().withDetail("configured", false).build();
        }
        Health.Builder health = this.status.isInUse() ? Health.up() : Health.unknown();
        health.withDetail("configured", true).withDetail("state", this.status.state().name());
        Duration lag = this.status.lag();
        if (lag != null) {
            health.withDetail("lagMillis", lag.toMillis());
        }
        return health.build();
    }

}
