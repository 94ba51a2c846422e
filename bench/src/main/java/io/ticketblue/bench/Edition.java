package io.ticketblue.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A build of the application, or a bare server, in a process of its own, with the
 * do-nothing endpoint of the benchmark. Nothing of it is called but over HTTP, so that
 * builds of different times can be compared.
 */
final class Edition implements AutoCloseable {

    private static final String APPLICATION = "io.ticketblue.TicketBlue";

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final String name;

    private final int port;

    private final Process process;

    private double startSeconds;

    private Edition(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /** Starts the build that the benchmark itself was built with. */
    static Edition present(String name, BenchOptions options, Map<String, String> settings, String... flags) {
        return start(name, options, List.of(flags), System.getProperty("java.class.path"), APPLICATION, settings,
                "/api/performances");
    }

    /** Starts another build from its executable jar. */
    static Edition of(Path jar, String name, BenchOptions options, Map<String, String> settings) {
        Path directory = options.directory().resolve(name);
        return start(name, options, List.of(), unpack(jar, directory), APPLICATION, settings, "/api/performances");
    }

    /** Starts a server without the application. */
    static Edition bare(String kind, BenchOptions options) {
        return start(kind, options, List.of(), System.getProperty("java.class.path"), BareServer.class.getName(),
                Map.of("kind", kind), BareServer.PATH);
    }

    private static Edition start(String name, BenchOptions options, List<String> flags, String classPath, String main,
            Map<String, String> settings, String path) {
        try {
            int port = freePort();
            Path directory = Files.createDirectories(options.directory());
            Path arguments = Files.writeString(directory.resolve(name + "-class-path.txt"),
                    "-cp \"" + classPath.replace("\\", "\\\\") + "\"");
            List<String> command = new ArrayList<>(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(ServerUnderLoad.flags(options));
            command.addAll(flags);
            command.add("@" + arguments);
            command.add(main);
            command.add("--server.port=" + port);
            settings.forEach((key, value) -> command.add("--" + key + "=" + value));
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stops " + name));
            Edition edition = new Edition(name, port, process);
            edition.awaitStart(path);
            return edition;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(name + " could not be started", ex);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The class path of an executable jar, with the do-nothing endpoint before it. */
    private static String unpack(Path jar, Path directory) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter((one) -> one.getName().startsWith("BOOT-INF/")).toList()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IllegalArgumentException(jar + " has a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream content = file.getInputStream(entry)) {
                    Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Path nothing = directory.resolve("nothing");
            copyNothing(nothing);
            return String.join(File.pathSeparator, nothing.toString(), directory.resolve("BOOT-INF/classes").toString(),
                    directory.resolve("BOOT-INF/lib") + "/*");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(jar + " could not be unpacked", ex);
        }
    }

    private static void copyNothing(Path directory) throws IOException {
        String name = NothingApi.class.getName().replace('.', '/') + ".class";
        Path target = directory.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream content = NothingApi.class.getResourceAsStream("/" + name)) {
            if (content == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void awaitStart(String path) {
        long began = System.nanoTime();
        long end = began + LONGEST_START.toNanos();
        Caller caller = new Caller(this.port);
        while (this.process.isAlive() && System.nanoTime() - end < 0) {
            if (caller.answers(path)) {
                this.startSeconds = (System.nanoTime() - began) / 1e9;
                return;
            }
        }
        this.process.destroyForcibly();
        throw new IllegalStateException(this.name + " did not start; its log is in the benchmark's directory");
    }

    String name() {
        return this.name;
    }

    int port() {
        return this.port;
    }

    /** From the start of the process to its first answer. */
    double startSeconds() {
        return this.startSeconds;
    }

    long pid() {
        return this.process.pid();
    }

    @Override
    public void close() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
                this.process.destroyForcibly();
            }
        }
        catch (InterruptedException ex) {
            this.process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

}
