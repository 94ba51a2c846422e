package io.ticketblue.shared.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketblue.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A pool of one connection, set up as the application's, to a database that is well. */
class ConnectionShortageIntegrationTests {

    private final HikariDataSource pool = new HikariDataSource();

    private DataSource source;

    @BeforeEach
    void open() {
        Map<String, Object> database = TestServers.properties();
        this.pool.setJdbcUrl((String) database.get("spring.datasource.url"));
        this.pool.setUsername((String) database.get("spring.datasource.username"));
        this.pool.setPassword((String) database.get("spring.datasource.password"));
        this.pool.setMaximumPoolSize(1);
        this.pool.setConnectionTimeout(1000);
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("settings", new DatabaseSettings(10)));
        this.source = (DataSource) new DatabaseConfiguration.CircuitBreakers(
                beans.getBeanProvider(DatabaseSettings.class))
            .postProcessAfterInitialization(this.pool, "dataSource");
    }

    @AfterEach
    void close() {
        this.pool.close();
    }

    @Test
    void whoWaitsInVainForOthersMeetsAShortageAndNoOutage() throws SQLException {
        Connection taken = this.source.getConnection();
        CompletableFuture<Connection> next = waiting(1);
        CompletableFuture<Connection> last = waiting(2);
        taken.close();
        try (Connection held = next.join()) {
            assertThat(held.isValid(1)).isTrue();
            assertThatExceptionOfType(CompletionException.class).isThrownBy(last::join)
                .withStackTraceContaining(ConnectionShortage.class.getName());
            assertThat(this.source.unwrap(PrimaryAvailability.class).isUnavailable()).isFalse();
        }
    }

    /** Control: the same pool cannot connect, and nobody calls that a shortage. */
    @Test
    void whoCannotConnectMeetsNoShortage() throws SQLException {
        this.pool.setPassword("wrong");
        this.pool.setInitializationFailTimeout(-1);
        assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(this.source::getConnection)
            .isNotInstanceOf(ConnectionShortage.class);
        assertThat(this.source.unwrap(PrimaryAvailability.class).isUnavailable()).isTrue();
    }

    private CompletableFuture<Connection> waiting(int many) throws SQLException {
        CompletableFuture<Connection> connection = CompletableFuture.supplyAsync(() -> {
            try {
                return this.source.getConnection();
            }
            catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }, (task) -> Thread.ofVirtual().start(task));
        FailFastDataSource guarded = this.source.unwrap(FailFastDataSource.class);
        await().until(() -> this.pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == many
                && guarded.waiting() == many);
        return connection;
    }

}
