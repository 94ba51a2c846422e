package io.ticketblue.embedded.opensearch;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ticketblue.embedded.EmbeddedServerException;
import io.ticketblue.embedded.FreePort;
import io.ticketblue.embedded.ServerDirectory;
import io.ticketblue.embedded.ServerProcess;

/**
 * A real OpenSearch 3.8 with the plugin {@code analysis-nori}: one node on the loopback
 * interface without passwords, in a JVM of its own with a heap of 512 MB. It ends when
 * the process that has started it ends, also when that is killed.
 * <p>
 * It starts from a build of this project only, since its libraries are not a part of any
 * packaged jar.
 */
public final class EmbeddedOpenSearch implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private static final int ATTEMPTS = 5;

    /**
     * All ports on the loopback interface; nothing is looked for elsewhere, and a nearly
     * full disk does not make indexes read-only.
     */
    private static final String SETTINGS = """
            network.host: 127.0.0.1
            transport.port: 0
            discovery.type: single-node
            cluster.routing.allocation.disk.threshold_enabled: false
            """;

    private static final String LOG_SETTINGS = """
            status = error
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{ISO8601} %p %c{1.} %m%n
            rootLogger.level = warn
            rootLogger.appenderRef.console.ref = console
            """;

    private final ServerDirectory directory;

    private final int port;

    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile ServerProcess process;

    private EmbeddedOpenSearch(ServerDirectory directory, ServerProcess process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a node on a free port whose directory is thrown away when it is closed. The
     * caller must close it.
     * @return the running node
     * @throws EmbeddedServerException if it does not start
     */
    public static EmbeddedOpenSearch startTemporary() {
        String classPath = OpenSearchClassPath.find();
        ServerDirectory directory = ServerDirectory.openTemporary("opensearch");
        boolean started = false;
        try {
            EmbeddedOpenSearch node = run(directory, classPath);
            started = true;
            return node;
        }
        finally {
            if (!started) {
                directory.close();
            }
        }
    }

    /**
     * Host and port, as {@code hibernate.search.backend.hosts} wants them.
     * @return the address without a scheme
     */
    public String address() {
        return HOST + ":" + this.port;
    }

    /**
     * The address of its REST API.
     * @return the address, without a slash at the end
     */
    public String url() {
        return "http://" + address();
    }

    /**
     * The id of the node's process.
     * @return the id
     */
    public long pid() {
        return this.process.pid();
    }

    /**
     * Ends the node's process without a warning, as a crash does. Its data stays.
     */
    public void crash() {
        this.process.kill();
    }

    /**
     * Starts the node again on the same port after a crash, with the same data. Does
     * nothing if it is closed.
     * @throws EmbeddedServerException if the port is taken, or it does not start
     */
    public synchronized void startAgain() {
        if (this.closed.get()) {
            return;
        }
        try {
            this.process = process(this.directory, OpenSearchClassPath.find(), this.port);
        }
        catch (ServerProcess.PortTaken ex) {
            throw new EmbeddedServerException("Port " + this.port + " is taken. End the program that listens there.",
                    ex);
        }
    }

    /**
     * Completes with the exit code when the present process ends, however it ends.
     * @return the exit code to come
     */
    public CompletableFuture<Integer> ended() {
        return this.process.ended();
    }

    /**
     * Stops the node and deletes its data. Does nothing the second time.
     * @throws EmbeddedServerException if the process does not end
     */
    @Override
    public synchronized void close() {
        if (!this.closed.compareAndSet(false, true)) {
            return;
        }
        // Its data is thrown away, so it need not be written out.
        this.process.kill();
        this.directory.delete();
    }

    private static EmbeddedOpenSearch run(ServerDirectory directory, String classPath) {
        directory.writePrivately("opensearch.yml", SETTINGS);
        directory.writePrivately("log4j2.properties", LOG_SETTINGS);
        for (int attempt = 1;; attempt++) {
            int port = FreePort.find();
            try {
                return new EmbeddedOpenSearch(directory, process(directory, classPath, port), port);
            }
            catch (ServerProcess.PortTaken ex) {
                if (attempt == ATTEMPTS) {
                    throw new EmbeddedServerException("Ports are taken as fast as they are found. Try again.", ex);
                }
            }
        }
    }

    private static ServerProcess process(ServerDirectory directory, String classPath, int port)
            throws ServerProcess.PortTaken {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ServerProcess.endOrphan(directory);
        String arguments = "@" + directory.writePrivately("java.args", arguments(directory, classPath, port));
        return ServerProcess.start(directory, List.of(java, arguments), arguments, OpenSearchNode.READY);
    }

    /**
     * In a file, because the class path is longer than what systems show of a process's
     * arguments, by which an orphan is recognised.
     */
    private static String arguments(ServerDirectory directory, String classPath, int port) {
        return Stream
            .of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + directory.path(), "-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8",
                    "--enable-native-access=ALL-UNNAMED", "-cp", classPath, OpenSearchNode.class.getName(),
                    directory.resolve("node").toString(), directory.path().toString(), Integer.toString(port),
                    Long.toString(ProcessHandle.current().pid()))
            .map((argument) -> '"' + argument.replace("\\", "\\\\") + '"')
            .collect(Collectors.joining("\n"));
    }

}
