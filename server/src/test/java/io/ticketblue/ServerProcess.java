package io.ticketblue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** The server as a process of its own, to be killed in the middle of its work. */
public final class ServerProcess implements AutoCloseable {

    private final Process process;

    private final int port;

    private final int management;

    private ServerProcess(Process process, int port, int management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /**
     * Starts the server and waits until it is well.
     * @param settings all of its settings but the port
     * @param log where its output goes
     * @return the running server
     */
    public static ServerProcess start(Map<String, ?> settings, Path log) throws IOException {
        ServerProcess server = launch(settings, log);
        await().atMost(Duration.ofMinutes(2)).until(server::isWellOrEnded);
        if (!server.process.isAlive()) {
            throw new IllegalStateException("The server ended at once: " + Files.readString(log));
        }
        return server;
    }

    /**
     * Starts the server and does not wait for anything.
     * @param settings all of its settings but the port
     * @param log where its output goes
     * @return the server, which is about to start
     */
    public static ServerProcess launch(Map<String, ?> settings, Path log) throws IOException {
        int port = freePort();
        int management = freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), TicketBlue.class.getName(),
                        "--server.port=" + port, "--management.server.port=" + management));
        Map<String, Object> others = new HashMap<>(settings);
        others.remove("management.server.port");
        others.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new ServerProcess(process, port, management);
    }

    /**
     * The port that it answers on.
     * @return a port of this machine
     */
    public int port() {
        return this.port;
    }

    /** Ends the process as a power cut would. */
    public void kill() throws InterruptedException {
        this.process.destroyForcibly();
        this.process.waitFor(10, TimeUnit.SECONDS);
    }

    /**
     * Waits until the process ends by itself.
     * @return its exit code
     */
    public int ended() throws InterruptedException {
        if (!this.process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The server goes on");
        }
        return this.process.exitValue();
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }

    private boolean isWellOrEnded() throws InterruptedException {
        if (!this.process.isAlive()) {
            return true;
        }
        URI health = URI.create("http://127.0.0.1:" + this.management + "/actuator/health");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode() == 200;
        }
        catch (IOException ex) {
            // Nothing listens there yet.
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

}
