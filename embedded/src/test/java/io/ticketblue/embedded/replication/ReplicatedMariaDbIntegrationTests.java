package io.ticketblue.embedded.replication;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedServerException;
import io.ticketblue.embedded.MariaDbSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicatedMariaDbIntegrationTests {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    private Path place;

    @Test
    void repeatsWhatTheBinaryLogOfThePrimarySays() throws SQLException {
        try (ReplicatedMariaDb both = ReplicatedMariaDb.startTemporary()) {
            update(both.primary(), "create table seat (label varchar(20) primary key)");
            update(both.primary(), "insert into seat values ('가열 1번')");
            both.awaitCaughtUp(LONGEST);
            assertThat(read(both, "select concat(label, ' ', @@server_id) from seat")).isEqualTo("가열 1번 2");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
                try (Connection connection = reader(both); Statement statement = connection.createStatement()) {
                    statement.execute("insert into seat values ('나열 1번')");
                }
            });
        }
    }

    @Test
    void pausesCrashesAndFollowsAgain() throws SQLException {
        try (ReplicatedMariaDb both = ReplicatedMariaDb.startTemporary()) {
            update(both.primary(), "create table seat (label varchar(20) primary key)");
            both.awaitCaughtUp(LONGEST);
            both.pauseReplication();
            update(both.primary(), "insert into seat values ('A-1')");
            assertThatExceptionOfType(EmbeddedServerException.class)
                .isThrownBy(() -> both.awaitCaughtUp(Duration.ofMillis(300)));
            assertThat(read(both, "select count(*) from seat")).isEqualTo("0");
            both.resumeReplication();
            both.awaitCaughtUp(LONGEST);
            both.replica().crash();
            update(both.primary(), "insert into seat values ('A-2')");
            both.replica().startAgain();
            both.awaitCaughtUp(LONGEST);
            both.primary().crash();
            both.primary().startAgain();
            update(both.primary(), "insert into seat values ('A-3')");
            both.awaitCaughtUp(LONGEST);
            assertThat(read(both, "select group_concat(label order by label) from seat")).isEqualTo("A-1,A-2,A-3");
        }
    }

    @Test
    void takesWritesOnceItIsPromoted() throws SQLException {
        try (ReplicatedMariaDb both = ReplicatedMariaDb.startTemporary()) {
            both.promote();
            assertThat(read(both, "select @@read_only")).isEqualTo("0");
            both.demote();
            assertThat(read(both, "select @@read_only")).isEqualTo("1");
        }
    }

    @Test
    void copiesDataThatWereThereBeforeAndAlsoThoseOfARunWithoutReplica() throws SQLException {
        MariaDbSettings settings = MariaDbSettings.in(this.place.resolve("primary")).withMegabytes(64, 16);
        try (EmbeddedMariaDb alone = EmbeddedMariaDb.start(settings.closedByCaller())) {
            update(alone, "create table seat (label varchar(20) primary key)");
            update(alone, "insert into seat values ('A-1')");
        }
        try (ReplicatedMariaDb both = ReplicatedMariaDb.start(settings, this.place.resolve("replica"))) {
            update(both.primary(), "insert into seat values ('A-2')");
            both.awaitCaughtUp(LONGEST);
            assertThat(read(both, "select group_concat(label order by label) from seat")).isEqualTo("A-1,A-2");
        }
        try (EmbeddedMariaDb alone = EmbeddedMariaDb.start(settings.closedByCaller())) {
            update(alone, "insert into seat values ('A-3')");
        }
        try (ReplicatedMariaDb both = ReplicatedMariaDb.start(settings, this.place.resolve("replica"))) {
            both.awaitCaughtUp(LONGEST);
            assertThat(read(both, "select group_concat(label order by label) from seat")).isEqualTo("A-1,A-2,A-3");
        }
    }

    private static void update(EmbeddedMariaDb server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.username(),
                server.password()); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(ReplicatedMariaDb both, String sql) throws SQLException {
        try (Connection connection = reader(both);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection reader(ReplicatedMariaDb both) throws SQLException {
        return DriverManager.getConnection(both.replica().jdbcUrl(), both.readerName(), both.readerPassword());
    }

}
