package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A real MariaDB 11.4 on the loopback interface, as durable as in production: unless it
 * is a throwaway one, every commit is on the disk before it is answered. It reads
 * committed data, counts time in UTC, and keeps text as {@code utf8mb4}.
 * <p>
 * A server that a killed Java process left behind on the same directory is ended cleanly
 * by the next start. There are never two on one directory.
 */
public final class EmbeddedMariaDb implements AutoCloseable, Supervisor.Server {

    private static final String USER = "ticketblue";

    private static final int ATTEMPTS = 5;

    private final ServerDirectory directory;

    private final MariaDbSettings settings;

    private final int port;

    private final String password;

    private final boolean temporary;

    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile ServerProcess process;

    private EmbeddedMariaDb(ServerDirectory directory, MariaDbSettings settings, ServerProcess process, int port,
            String password, boolean temporary) {
        this.directory = directory;
        this.settings = settings;
        this.process = process;
        this.port = port;
        this.password = password;
        this.temporary = temporary;
    }

    /**
     * Starts a server whose data last. The end of the Java process stops it.
     * @param directory where its data are kept; made if it is not there
     * @return the running server
     * @throws EmbeddedServerException if the directory is in use or not writable, or the
     * server does not start
     */
    public static EmbeddedMariaDb start(Path directory) {
        return start(MariaDbSettings.in(directory));
    }

    /**
     * Starts a server as the settings say.
     * @param settings where and how it is to run
     * @return the running server
     * @throws EmbeddedServerException if the directory is in use or not writable, the
     * port is taken, or the server does not start
     */
    public static EmbeddedMariaDb start(MariaDbSettings settings) {
        ServerDirectory directory = ServerDirectory.open(settings.directory());
        return startIn(directory, settings, false);
    }

    /**
     * Starts a server whose data are thrown away when it is closed, with 128 MB of buffer
     * pool. Its commits are left to the operating system to write, which is ten times as
     * fast: they outlive a killed process, not a machine without power. The caller must
     * close it; what a killed process left behind is cleared away by the next such start.
     * @param arguments further arguments of {@code mariadbd}
     * @return the running server
     * @throws EmbeddedServerException if the server does not start
     */
    public static EmbeddedMariaDb startTemporary(String... arguments) {
        ServerDirectory directory = ServerDirectory.openTemporary("mariadb");
        MariaDbSettings settings = MariaDbSettings.in(directory.path())
            .withPrograms(ServerDirectory.temporaryRoot().resolve(MariaDbPrograms.VERSION))
            .withMegabytes(128, 64)
            .closedByCaller()
            .withArguments(Stream
                .concat(Stream.of("--innodb-flush-method=nosync", "--debug-no-sync"), Arrays.stream(arguments))
                .toArray(String[]::new));
        return startIn(directory, settings, true);
    }

    /**
     * The address for JDBC, with the database's name.
     * @return the address, which works with MariaDB Connector/J without further
     * parameters
     */
    public String jdbcUrl() {
        return jdbcUrl(this.settings.database());
    }

    /**
     * The address for JDBC of another database of this server.
     * @param name the database's name
     * @return the address, without parameters
     */
    public String jdbcUrl(String name) {
        return "jdbc:mariadb://127.0.0.1:" + this.port + "/" + name;
    }

    /**
     * The account, which may do everything.
     * @return its name
     */
    public String username() {
        return USER;
    }

    /**
     * The account's password, drawn once for each directory.
     * @return the password
     */
    public String password() {
        return this.password;
    }

    /**
     * The port on the loopback interface.
     * @return the port
     */
    public int port() {
        return this.port;
    }

    /**
     * The id of the server's process.
     * @return the id
     */
    public long pid() {
        return this.process.pid();
    }

    /**
     * Ends the server's process without a warning, as a crash does. Its connections
     * break, its port refuses new ones. What was committed is kept.
     */
    public void crash() {
        this.process.kill();
    }

    /**
     * Starts the server again on the same port after a crash, with the same data. Does
     * nothing if it is closed. {@link Supervisor} does this by itself.
     * @throws EmbeddedServerException if the port is taken, or the server does not start
     */
    @Override
    public synchronized void startAgain() {
        if (isClosed()) {
            return;
        }
        try {
            this.process = process(this.directory, this.settings, this.port, this.password);
        }
        catch (ServerProcess.PortTaken ex) {
            throw taken(this.port, ex);
        }
    }

    @Override
    public CompletableFuture<Integer> ended() {
        return this.process.ended();
    }

    @Override
    public boolean isClosed() {
        return this.closed.get();
    }

    /**
     * Stops the server and waits until it has. Does nothing the second time.
     * @throws EmbeddedServerException if the process does not end
     */
    @Override
    public synchronized void close() {
        if (!this.closed.compareAndSet(false, true)) {
            return;
        }
        if (this.temporary) {
            this.process.kill();
            this.directory.delete();
        }
        else {
            this.process.stop();
            this.directory.close();
        }
    }

    private static EmbeddedMariaDb startIn(ServerDirectory directory, MariaDbSettings settings, boolean temporary) {
        boolean started = false;
        try {
            EmbeddedMariaDb server = run(directory, settings, temporary);
            if (settings.closedAtExit()) {
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stops MariaDB"));
            }
            started = true;
            return server;
        }
        finally {
            if (!started) {
                directory.close();
            }
        }
    }

    private static EmbeddedMariaDb run(ServerDirectory directory, MariaDbSettings settings, boolean temporary) {
        String password = password(directory);
        for (int attempt = 1;; attempt++) {
            int port = (settings.port() != 0) ? settings.port() : FreePort.find();
            try {
                ServerProcess process = process(directory, settings, port, password);
                return new EmbeddedMariaDb(directory, settings, process, port, password, temporary);
            }
            catch (ServerProcess.PortTaken ex) {
                if (settings.port() != 0 || attempt == ATTEMPTS) {
                    throw taken(port, ex);
                }
            }
        }
    }

    private static EmbeddedServerException taken(int port, ServerProcess.PortTaken cause) {
        return new EmbeddedServerException(
                "Port " + port + " is taken. End the program that listens there, or choose another port.", cause);
    }

    private static ServerProcess process(ServerDirectory directory, MariaDbSettings settings, int port, String password)
            throws ServerProcess.PortTaken {
        Path tables = directory.resolve("tables");
        ServerProcess.endOrphan(directory);
        ServerProcess.endOrphansWith(MariaDbPrograms.marker(tables));
        Path programs = settings.programs();
        MariaDbPrograms mariadb = MariaDbPrograms.unpackTo((programs != null) ? programs.toAbsolutePath()
                : directory.path().resolveSibling(MariaDbPrograms.VERSION));
        Path scratch = emptied(directory.resolve("tmp"));
        if (Files.notExists(tables)) {
            mariadb.install(tables, scratch, directory.resolve("install.log"), settings.logFileMegabytes());
        }
        Path prelude = directory.writePrivately("start.sql", prelude(settings.database(), password));
        List<String> command = mariadb.command(tables, scratch, settings.logFileMegabytes());
        command.addAll(arguments(settings, prelude, port));
        return ServerProcess.start(directory, command, MariaDbPrograms.marker(tables), ": ready for connections.");
    }

    private static List<String> arguments(MariaDbSettings settings, Path prelude, int port) {
        List<String> arguments = new ArrayList<>(List.of("--init-file=" + prelude, "--bind-address=127.0.0.1",
                "--port=" + port, "--socket=", "--skip-name-resolve", "--skip-log-bin", "--max-connections=300",
                "--character-set-server=utf8mb4", "--collation-server=utf8mb4_uca1400_ai_ci",
                "--default-time-zone=+00:00", "--transaction-isolation=READ-COMMITTED",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=" + settings.bufferPoolMegabytes() + "M"));
        arguments.addAll(settings.arguments());
        return arguments;
    }

    /**
     * Run before anybody is let in; each statement is one line. A replica does not repeat
     * it.
     */
    private static String prelude(String database, String password) {
        String account = "'" + USER + "'@'127.0.0.1'";
        return String.join("\n", "SET sql_log_bin = 0;", "CREATE DATABASE IF NOT EXISTS " + database + ";",
                "CREATE USER IF NOT EXISTS " + account + ";",
                "ALTER USER " + account + " IDENTIFIED BY '" + password + "';",
                "GRANT ALL PRIVILEGES ON *.* TO " + account + " WITH GRANT OPTION;", "");
    }

    private static String password(ServerDirectory directory) {
        return directory.read("password").orElseGet(() -> {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String drawn = HexFormat.of().formatHex(random);
            directory.writePrivately("password", drawn);
            return drawn;
        });
    }

    private static Path emptied(Path scratch) {
        try {
            ServerDirectory.deleteTree(scratch);
            return Files.createDirectories(scratch);
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(scratch, ex);
        }
    }

}
