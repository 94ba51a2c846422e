package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of the operating system that belongs to a {@link ServerDirectory}. Its id is
 * kept there in a file, so that a later Java process recognises it when this one is
 * killed.
 */
public final class ServerProcess {

    private static final String PID_FILE = "server.pid";

    private static final String LOG_FILE = "server.log";

    /** What the process before this one has said, perhaps why it ended. */
    private static final String EARLIER_LOG_FILE = "server.log.1";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Process process;

    private final ServerDirectory directory;

    private ServerProcess(Process process, ServerDirectory directory) {
        this.process = process;
        this.directory = directory;
    }

    /**
     * Starts a server and returns when its log says that it is ready, within 60 seconds.
     * @param directory where it runs and where its log goes
     * @param command the program and its arguments
     * @param marker the argument of the command that no other process has
     * @param ready words that its log has once it is ready
     * @return the running process
     * @throws PortTaken if it found its port in use
     * @throws EmbeddedServerException if it ended instead, or was not ready in time
     */
    public static ServerProcess start(ServerDirectory directory, List<String> command, String marker, String ready)
            throws PortTaken {
        if (!command.contains(marker)) {
            throw new IllegalArgumentException("The command has no argument " + marker);
        }
        Path log = directory.resolve(LOG_FILE);
        keepEarlier(log, directory.resolve(EARLIER_LOG_FILE));
        try {
            Process process = new ProcessBuilder(command).directory(directory.path().toFile())
                .redirectErrorStream(true)
                .redirectInput(nothing())
                .redirectOutput(log.toFile())
                .start();
            ServerProcess server = new ServerProcess(process, directory);
            directory.writePrivately(PID_FILE, process.pid() + "\n" + startOf(process.toHandle()) + "\n" + marker);
            server.awaitReady(ready);
            return server;
        }
        catch (IOException ex) {
            throw new EmbeddedServerException("Cannot run " + command.getFirst() + " (" + ex.getMessage()
                    + "). Choose a directory on a disk from which programs may be run.", ex);
        }
    }

    /**
     * Ends the server that a killed Java process left behind in this directory, if there
     * is one, the polite way first.
     * @param directory the directory, held by the caller
     */
    public static void endOrphan(ServerDirectory directory) {
        String[] kept = directory.read(PID_FILE).orElse("").split("\n", 3);
        if (kept.length == 3) {
            ProcessHandle.of(Long.parseLong(kept[0]))
                .filter((handle) -> is(handle, kept[2], kept[1]))
                .ifPresent((orphan) -> end(orphan, kept[2], kept[1]));
        }
        deletePidFile(directory);
    }

    /**
     * Ends every process that has this argument: for one that was started but whose id
     * could not be kept any more.
     * @param marker an argument that no other process has
     */
    public static void endOrphansWith(String marker) {
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
            .filter((handle) -> handle.info().arguments().filter((all) -> List.of(all).contains(marker)).isPresent())
            .toList();
        orphans.forEach((orphan) -> end(orphan, marker, startOf(orphan)));
    }

    /**
     * The id of the process.
     * @return the id
     */
    public long pid() {
        return this.process.pid();
    }

    /**
     * Completes with the exit code when the process ends, however it ends.
     * @return the exit code to come
     */
    public CompletableFuture<Integer> ended() {
        return this.process.onExit().thenApply(Process::exitValue);
    }

    /** Ends the server in its own way, and waits until it is gone. */
    public void stop() {
        this.process.destroy();
        if (!exits(this.process.toHandle(), STOP_LIMIT)) {
            kill();
        }
        deletePidFile(this.directory);
    }

    /** Ends the server at once, without letting it tidy up. */
    public void kill() {
        this.process.destroyForcibly();
        if (!exits(this.process.toHandle(), STOP_LIMIT)) {
            throw new EmbeddedServerException(
                    "Process " + pid() + " does not end. End it by hand before the next start.");
        }
        deletePidFile(this.directory);
    }

    private void awaitReady(String ready) throws PortTaken {
        Instant limit = Instant.now().plus(START_LIMIT);
        boolean up = false;
        try {
            while (!up) {
                boolean ended = this.process.waitFor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                String log = this.directory.read(LOG_FILE).orElse("");
                if (ended || Instant.now().isAfter(limit)) {
                    throw notReady(log, ended);
                }
                up = log.contains(ready);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("The start was interrupted.", ex);
        }
        finally {
            if (!up) {
                kill();
            }
        }
    }

    private EmbeddedServerException notReady(String log, boolean ended) throws PortTaken {
        if (log.contains("Address already in use") || log.contains("Bind on TCP/IP port")) {
            throw new PortTaken();
        }
        List<String> lines = log.lines().filter((line) -> !line.isBlank()).toList();
        String said = lines.stream()
            .filter((line) -> line.contains("ERROR") || line.contains("error") || line.contains("Fatal"))
            .findFirst()
            .orElse(lines.isEmpty() ? "nothing" : lines.getLast());
        return new EmbeddedServerException((ended ? "The server ended while starting"
                : "The server was not ready within " + START_LIMIT.toSeconds() + " seconds") + "; it said: \""
                + said.strip() + "\". All of it is in " + this.directory.resolve(LOG_FILE) + ".");
    }

    private static void end(ProcessHandle orphan, String marker, String start) {
        orphan.destroy();
        if (gone(orphan, marker, start)) {
            return;
        }
        orphan.destroyForcibly();
        if (!gone(orphan, marker, start)) {
            throw new EmbeddedServerException("Process " + orphan.pid() + " of a previous run does not end."
                    + " End it by hand, then start again.");
        }
    }

    /**
     * A process that has ended but whose parent does not care stays in the list, without
     * arguments.
     */
    private static boolean gone(ProcessHandle handle, String marker, String start) {
        Instant limit = Instant.now().plus(STOP_LIMIT);
        while (is(handle, marker, start)) {
            if (Instant.now().isAfter(limit)) {
                return false;
            }
            exits(handle, LOOK_AGAIN);
        }
        return true;
    }

    private static boolean exits(ProcessHandle handle, Duration limit) {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        }
        catch (TimeoutException ex) {
            return false;
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Waiting for process " + handle.pid() + " to end was interrupted.", ex);
        }
    }

    /**
     * Process ids are used again, so an id proves nothing. Its arguments do; where the
     * platform does not show them, its time of start must do.
     */
    private static boolean is(ProcessHandle handle, String marker, String start) {
        if (!handle.isAlive()) {
            return false;
        }
        Optional<String[]> arguments = handle.info().arguments();
        return arguments.map((all) -> List.of(all).contains(marker))
            .orElse(!Platform.LINUX && startOf(handle).equals(start));
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static void keepEarlier(Path log, Path earlier) {
        try {
            if (Files.exists(log)) {
                Files.move(log, earlier, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(earlier, ex);
        }
    }

    private static void deletePidFile(ServerDirectory directory) {
        try {
            Files.deleteIfExists(directory.resolve(PID_FILE));
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(directory.resolve(PID_FILE), ex);
        }
    }

    private static ProcessBuilder.Redirect nothing() {
        return ProcessBuilder.Redirect.from(Path.of(Platform.WINDOWS ? "NUL" : "/dev/null").toFile());
    }

    /** Somebody else was faster at the port. */
    public static final class PortTaken extends Exception {

        private static final long serialVersionUID = 1L;

    }

}
