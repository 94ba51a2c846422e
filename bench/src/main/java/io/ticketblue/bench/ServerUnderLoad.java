package io.ticketblue.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.json.JsonMapper;

/**
 * The process of {@link BenchServer}, as this process started it. It ends with this
 * process, however that ends, because its standard input ends then.
 */
final class ServerUnderLoad implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(60);

    private final Process process;

    private final Path directory;

    private ServerUnderLoad(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts it and waits until it is ready. */
    static ServerUnderLoad start(BenchOptions options, List<String> arguments) {
        Path directory = options.directory();
        try {
            Path classPath = Files.writeString(directory.resolve("class-path.txt"),
                    "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
            List<String> command = new ArrayList<>(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(flags(options));
            command.add("@" + classPath);
            command.add(BenchServer.class.getName());
            command.addAll(arguments);
            Path log = directory.resolve("server.log");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            ServerUnderLoad server = new ServerUnderLoad(process, directory);
            server.awaitReady(log);
            return server;
        }
        catch (IOException ex) {
            throw new IllegalStateException("The server under load could not be started", ex);
        }
    }

    /** How it is started: as in production. */
    static List<String> flags(BenchOptions options) {
        String heap = options.heapMegabytes() + "m";
        return List.of("-Xms" + heap, "-Xmx" + heap, "-Duser.timezone=UTC", "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED");
    }

    long pid() {
        return this.process.pid();
    }

    /** What it has prepared. */
    Stage stage() {
        return JsonMapper.shared().readValue(this.directory.resolve(Stage.FILE), Stage.class);
    }

    /** Everybody's access tokens. */
    List<String> tokens() {
        try {
            return Files.readAllLines(this.directory.resolve(Stage.TOKENS));
        }
        catch (IOException ex) {
            throw new IllegalStateException("The access tokens could not be read", ex);
        }
    }

    @Override
    public void close() {
        try {
            this.process.getOutputStream().close();
            if (!this.process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                this.process.destroyForcibly();
                throw new IllegalStateException("The server under load did not end and was killed");
            }
        }
        catch (IOException ex) {
            throw new IllegalStateException("The server under load could not be told to end", ex);
        }
        catch (InterruptedException ex) {
            this.process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Path log) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("server-log").start(() -> {
            try (Writer writer = Files.newBufferedWriter(log)) {
                BufferedReader lines = this.process.inputReader();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    writer.append(line).append(System.lineSeparator()).flush();
                    if (line.startsWith(Stage.READY)) {
                        ready.complete(true);
                    }
                }
                ready.complete(false);
            }
            catch (IOException ex) {
                ready.completeExceptionally(ex);
            }
        });
        if (!ready.join()) {
            throw new IllegalStateException("The server under load did not start; see " + log.toAbsolutePath());
        }
    }

}
