package io.ticketblue.shared.database.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.ticketblue.shared.database.DatabaseRoute;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives out connections to the replica where {@link DatabaseRoute} says so, and to the
 * primary everywhere else. They come from two pools, so a connection that was read-only
 * for the replica never carries a write.
 */
final class RoutingDataSource extends DelegatingDataSource {

    private final Supplier<ReplicaConnections> replica;

    RoutingDataSource(DataSource primary, Supplier<ReplicaConnections> replica) {
        super(primary);
        this.replica = replica;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return switch (DatabaseRoute.present()) {
            case PRIMARY -> super.getConnection();
            case REPLICA -> this.replica.get().take();
        };
    }

}
