package io.ticketblue.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class EmbeddedMariaDbIntegrationTests {

    private final Path programs = ServerDirectory.temporaryRoot().resolve(MariaDbPrograms.VERSION);

    @TempDir
    private Path place;

    @Test
    void keepsTextTimesAndTransactionsAsProductionDoes() throws SQLException {
        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, """
                    select concat_ws(' ', @@version, @@character_set_server, @@collation_database,
                        @@transaction_isolation, @@time_zone, @@innodb_flush_log_at_trx_commit, @@log_bin,
                        @@max_connections, @@max_allowed_packet, @@innodb_buffer_pool_size)""")).isEqualTo(
                    "11.4.5-MariaDB utf8mb4 utf8mb4_uca1400_ai_ci READ-COMMITTED +00:00 1 OFF 300 67108864 67108864");
            assertThat(query(database, "select '어느 날 밤 🎫'")).isEqualTo("어느 날 밤 🎫");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws SQLException {
        try (EmbeddedMariaDb database = start()) {
            assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.username(), ""));
            assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "root", ""));
        }
    }

    @Test
    void keepsItsDataOverARestart() throws SQLException {
        try (EmbeddedMariaDb database = start()) {
            update(database, "create table seat (label varchar(20))");
            update(database, "insert into seat values ('가열 1번')");
        }
        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, "select label from seat")).isEqualTo("가열 1번");
        }
    }

    @Test
    void isStartedAgainAfterACrashWithWhatWasCommitted() throws SQLException {
        try (EmbeddedMariaDb database = start(); Supervisor supervisor = Supervisor.watch(database)) {
            long first = database.pid();
            update(database, "create table seat (label varchar(20))");
            update(database, "insert into seat values ('A-1')");
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> query(database, "select label from seat").equals("A-1") && database.pid() != first);
            assertThat(supervisor.isWatching()).isTrue();
            assertThat(this.place.resolve("data/server.log.1")).isNotEmptyFile();
        }
        assertThat(this.place.resolve("data/server.pid")).doesNotExist();
    }

    @Test
    void isGoneAfterClose() {
        EmbeddedMariaDb database = start();
        database.close();
        database.close();
        assertThat(ProcessHandle.of(database.pid())).isEmpty();
        assertThat(this.place.resolve("data/server.pid")).doesNotExist();
    }

    @Test
    void endsTheServerOfAKilledProcessAndKeepsWhatWasCommitted() throws Exception {
        long orphan;
        try (ChildJvm child = owner()) {
            orphan = Long.parseLong(child.firstLine().split(" ")[0]);
            String password = Files.readString(this.place.resolve("data/password"));
            try (Connection connection = DriverManager.getConnection(child.firstLine().split(" ")[1], "ticketblue",
                    password); Statement statement = connection.createStatement()) {
                statement.execute("create table seat (label varchar(20))");
                statement.execute("insert into seat values ('A-1')");
            }
            child.kill();
            assertThat(serversOnPlace()).containsExactly(orphan);
        }
        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, "select label from seat")).isEqualTo("A-1");
            assertThat(serversOnPlace()).containsExactly(database.pid()).doesNotContain(orphan);
        }
        assertThat(serversOnPlace()).isEmpty();
    }

    @Test
    void findsTheOrphanEvenIfItsIdWasNotKept() throws Exception {
        try (ChildJvm child = owner()) {
            child.kill();
            Files.delete(this.place.resolve("data/server.pid"));
        }
        try (EmbeddedMariaDb database = start()) {
            assertThat(serversOnPlace()).containsExactly(database.pid());
        }
    }

    @Test
    void leavesAnotherProgramWithTheKeptIdAlone() throws Exception {
        start().close();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(this.place.resolve("data/server.pid"),
                    other.pid() + "\n" + other.info().startInstant().orElseThrow() + "\n"
                            + MariaDbPrograms.marker(this.place.toRealPath().resolve("data/tables")));
            start().close();
            assertThat(other.isAlive()).isTrue();
        }
        finally {
            other.destroyForcibly();
        }
    }

    @Test
    void stopsWithItsJavaProcess() throws Exception {
        try (ChildJvm child = owner()) {
            assertThat(child.endsWithin(Duration.ofSeconds(20))).isTrue();
            assertThat(serversOnPlace()).isEmpty();
        }
    }

    @Test
    void refusesTheDirectoryOfAnotherProcess() throws Exception {
        try (ChildJvm child = owner()) {
            assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(this::start)
                .withMessage(
                        "The directory %s is in use by process %d. Stop that one first, or choose another directory.",
                        this.place.toRealPath().resolve("data"), child.pid());
            assertThat(serversOnPlace()).hasSize(1);
        }
    }

    @Test
    void refusesTheSameDirectoryTwiceInOneProcess() throws IOException {
        try (EmbeddedMariaDb database = start()) {
            assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(this::start)
                .withMessageContaining("is in use by process " + ProcessHandle.current().pid());
            assertThat(ProcessHandle.of(database.pid())).isPresent();
            try (ChildJvm child = owner()) {
                assertThat(child.firstLine()).contains("is in use by process " + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void startsAgainAfterARefusal() throws IOException {
        Path data = Files.createDirectories(this.place.resolve("data"));
        Files.writeString(data.resolve("tables"), "not a directory");
        assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(this::start)
            .withMessageContaining("server.log");
        Files.delete(data.resolve("tables"));
        start().close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatToDoAboutADirectoryThatNobodyCanMake() {
        assertThatExceptionOfType(EmbeddedServerException.class)
            .isThrownBy(() -> EmbeddedMariaDb.start(Path.of("/proc/ticketblue")))
            .withMessageStartingWith("Cannot write to /proc/ticketblue (")
            .withMessageEndingWith("or choose another one.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysWhatToDoAboutAReadOnlyDirectory() throws IOException {
        Path data = Files.createDirectories(this.place.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(data), "the superuser may write anywhere");
        assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(this::start)
            .withMessageContaining("Cannot write to " + data)
            .withMessageEndingWith("or choose another one.");
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            MariaDbSettings settings = settings().withPort(taken.getLocalPort());
            assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(() -> EmbeddedMariaDb.start(settings))
                .withMessageStartingWith("Port " + taken.getLocalPort() + " is taken.");
        }
    }

    @Test
    void throwsTemporaryDataAway() throws SQLException {
        Path directory;
        try (EmbeddedMariaDb database = EmbeddedMariaDb.startTemporary()) {
            directory = Path.of(query(database, "select @@datadir")).getParent();
            assertThat(directory).isDirectory();
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void unpacksItsProgramsAgainIfAFileIsMissing() throws IOException {
        Path own = this.place.resolve("programs");
        MariaDbPrograms first = MariaDbPrograms.unpackTo(own);
        Files.delete(first.share().resolve("charsets/Index.xml"));
        MariaDbPrograms.unpackTo(own);
        assertThat(first.share().resolve("charsets/Index.xml")).isNotEmptyFile();
        assertThat(Files.isExecutable(first.server())).isTrue();
        assertThat(this.place.resolve("programs.unpacking")).doesNotExist();
    }

    private EmbeddedMariaDb start() {
        return EmbeddedMariaDb.start(settings());
    }

    private MariaDbSettings settings() {
        return MariaDbSettings.in(this.place.resolve("data")).withPrograms(this.programs).withMegabytes(64, 16);
    }

    private ChildJvm owner() throws IOException {
        return ChildJvm.run(DatabaseOwner.class, this.place.resolve("data"), this.programs);
    }

    private List<Long> serversOnPlace() throws IOException {
        String marker = MariaDbPrograms.marker(this.place.toRealPath().resolve("data/tables"));
        return ProcessHandle.allProcesses()
            .filter((handle) -> handle.info().arguments().map(List::of).orElse(List.of()).contains(marker))
            .map(ProcessHandle::pid)
            .toList();
    }

    private static String query(EmbeddedMariaDb database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static void update(EmbeddedMariaDb database, String sql) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedMariaDb database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

}
