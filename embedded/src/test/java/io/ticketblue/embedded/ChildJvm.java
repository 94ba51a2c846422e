package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another Java process with the class path of this one, to be killed. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;

    private final String firstLine;

    private ChildJvm(Process process, String firstLine) {
        this.process = process;
        this.firstLine = firstLine;
    }

    /** Runs a main class until it has printed its first line. */
    public static ChildJvm run(Class<?> main, Object... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream
            .concat(Stream.of(java, "-Xmx64m", "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp",
                    System.getProperty("java.class.path"), main.getName()), Stream.of(arguments).map(Object::toString))
            .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new ChildJvm(process, process.inputReader().readLine());
    }

    public String firstLine() {
        return this.firstLine;
    }

    long pid() {
        return this.process.pid();
    }

    /** As {@code kill -9} does: no shutdown hook runs. */
    public void kill() {
        this.process.destroyForcibly().onExit().join();
    }

    /** As {@code kill} or Ctrl-C do: shutdown hooks run. */
    boolean endsWithin(Duration limit) throws InterruptedException {
        this.process.destroy();
        return this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets it stop what it has started, unless it was killed before. */
    @Override
    public void close() {
        this.process.destroy();
        this.process.onExit().join();
    }

}
