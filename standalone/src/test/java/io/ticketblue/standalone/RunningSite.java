package io.ticketblue.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import org.springframework.util.FileSystemUtils;

/**
 * The one-machine edition with its demo, in a process of its own, on free ports, with its
 * data in a directory that is thrown away.
 */
final class RunningSite implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(10);

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

    private final Process process;

    private final Path directory;

    private String url = "";

    private RunningSite(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts it and waits until the demo is loaded and its tickets are sold. */
    static RunningSite start() {
        try {
            Path directory = Files.createTempDirectory("ticketblue-browser");
            List<String> command = List.of(ProcessHandle.current().info().command().orElse("java"),
                    "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-cp", System.getProperty("java.class.path"),
                    Standalone.class.getName(), "--server.port=0", "--ticketblue.data=" + directory);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<String> address = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("site output").start(() -> read(process, address));
            return awaited(new RunningSite(process, directory), address);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** A site that does not get ready is ended too. */
    private static RunningSite awaited(RunningSite site, CompletableFuture<String> address) {
        try {
            site.url = address.orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
            site.awaitSales();
            return site;
        }
        catch (RuntimeException ex) {
            site.close();
            throw ex;
        }
    }

    /** Reads to the end, so that the process is never held up by a full pipe. */
    private static void read(Process process, CompletableFuture<String> address) {
        StringBuilder output = new StringBuilder();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher found = ADDRESS.matcher(line);
                if (!address.isDone() && found.find()) {
                    address.complete(found.group());
                }
                output.append(line).append('\n');
            }
        }
        catch (IOException ex) {
            output.append(ex.getMessage());
        }
        address.completeExceptionally(new IllegalStateException("The site did not start:\n" + output));
    }

    private void awaitSales() {
        Path progress = this.directory.resolve("demo.properties");
        Awaitility.await("the demo's tickets to be sold")
            .atMost(START)
            .until(() -> Keepsakes.open(progress).find("tickets").isPresent());
    }

    String url() {
        return this.url;
    }

    @Override
    public void close() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(1, TimeUnit.MINUTES)) {
                this.process.descendants().forEach(ProcessHandle::destroyForcibly);
                this.process.destroyForcibly().waitFor();
            }
            FileSystemUtils.deleteRecursively(this.directory);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
