package io.ticketblue.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Redis 6.2 on the loopback interface that keeps everything in memory and nothing
 * on the disk: at most 256 MB, and what does not fit is refused rather than other data
 * dropped.
 * <p>
 * A server that a killed Java process left behind is ended by the next start on the same
 * directory, or by the next throwaway start.
 */
public final class EmbeddedRedis implements AutoCloseable, Supervisor.Server {

    private static final String HOST = "127.0.0.1";

    private static final String VERSION = "redis-6.2.6";

    private static final String SETTINGS = "redis.conf";

    private static final int ATTEMPTS = 5;

    private final ServerDirectory directory;

    private final Path program;

    private final int port;

    private final String password;

    private final boolean temporary;

    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile ServerProcess process;

    private EmbeddedRedis(ServerDirectory directory, Path program, ServerProcess process, int port, String password,
            boolean temporary) {
        this.directory = directory;
        this.program = program;
        this.process = process;
        this.port = port;
        this.password = password;
        this.temporary = temporary;
    }

    /**
     * Starts a server on a free port. The caller must close it.
     * @param directory where its log, its settings, and the id of its process are kept;
     * made if it is not there
     * @return the running server
     * @throws EmbeddedServerException if the directory is in use or not writable, or the
     * server does not start
     */
    public static EmbeddedRedis start(Path directory) {
        ServerDirectory opened = ServerDirectory.open(directory);
        return startIn(opened, opened.path().resolveSibling(VERSION), false);
    }

    /**
     * Starts a server on a free port whose directory is thrown away when it is closed.
     * The caller must close it.
     * @return the running server
     * @throws EmbeddedServerException if the server does not start
     */
    public static EmbeddedRedis startTemporary() {
        ServerDirectory directory = ServerDirectory.openTemporary("redis");
        return startIn(directory, ServerDirectory.temporaryRoot().resolve(VERSION), true);
    }

    /**
     * The address it listens on.
     * @return the loopback address
     */
    public String host() {
        return HOST;
    }

    /**
     * The port it listens on.
     * @return the port
     */
    public int port() {
        return this.port;
    }

    /**
     * The password of the default user, drawn at each start.
     * @return the password
     */
    public String password() {
        return this.password;
    }

    /**
     * Address and password in one, as {@code spring.data.redis.url} wants them.
     * @return the address
     */
    public String url() {
        return "redis://:" + this.password + "@" + HOST + ":" + this.port;
    }

    /**
     * The id of the server's process.
     * @return the id
     */
    public long pid() {
        return this.process.pid();
    }

    /**
     * Starts the server again on the same port after a crash, with nothing in it. Does
     * nothing if it is closed. {@link Supervisor} does this by itself.
     * @throws EmbeddedServerException if the port is taken, or the server does not start
     */
    @Override
    public synchronized void startAgain() {
        if (isClosed()) {
            return;
        }
        try {
            this.process = process(this.directory, this.program);
        }
        catch (ServerProcess.PortTaken ex) {
            throw new EmbeddedServerException("Port " + this.port + " is taken. End the program that listens there.",
                    ex);
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
        this.process.stop();
        if (this.temporary) {
            this.directory.delete();
        }
        else {
            this.directory.close();
        }
    }

    private static EmbeddedRedis startIn(ServerDirectory directory, Path programs, boolean temporary) {
        boolean started = false;
        try {
            EmbeddedRedis server = run(directory, programs, temporary);
            started = true;
            return server;
        }
        finally {
            if (!started) {
                directory.close();
            }
        }
    }

    private static EmbeddedRedis run(ServerDirectory directory, Path programs, boolean temporary) {
        Path program = program(programs);
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        for (int attempt = 1;; attempt++) {
            int port = FreePort.find();
            directory.writePrivately(SETTINGS, settings(port, password));
            try {
                ServerProcess process = process(directory, program);
                return new EmbeddedRedis(directory, program, process, port, password, temporary);
            }
            catch (ServerProcess.PortTaken ex) {
                if (attempt == ATTEMPTS) {
                    throw new EmbeddedServerException("Ports are taken as fast as they are found. Try again.", ex);
                }
            }
        }
    }

    private static ServerProcess process(ServerDirectory directory, Path program) throws ServerProcess.PortTaken {
        String settings = settings(directory);
        ServerProcess.endOrphan(directory);
        ServerProcess.endOrphansWith(settings);
        return ServerProcess.start(directory, List.of(program.toString(), settings), settings,
                "eady to accept connections");
    }

    /** The argument of the program that tells the servers apart. */
    private static String settings(ServerDirectory directory) {
        return directory.resolve(SETTINGS).toString();
    }

    private static String settings(int port, String password) {
        String settings = """
                bind 127.0.0.1
                port %d
                requirepass %s
                save ""
                appendonly no
                maxmemory 256mb
                maxmemory-policy noeviction
                """.formatted(port, password);
        // Otherwise Redis hides the argument that tells it apart. Windows has an older
        // Redis.
        return Platform.WINDOWS ? settings : settings + "set-proc-title no\n";
    }

    private static Path program(Path directory) {
        String name = switch (Platform.current()) {
            case LINUX_X64 -> "redis-server-6.2.6-v5-linux-amd64";
            case MACOS_ARM64 -> "redis-server-6.2.6-v5-darwin-arm64";
            case WINDOWS_X64 -> "redis-server-5.0.14.1-windows-amd64.exe";
            case OTHER -> throw Platform.unsupported("Redis", "spring.data.redis.url");
        };
        return PackagedFiles.unpack(name, "", name::equals, directory);
    }

}
