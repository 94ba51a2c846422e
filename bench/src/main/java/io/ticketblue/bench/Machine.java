package io.ticketblue.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import io.ticketblue.bench.report.Markdown;

/**
 * On what was measured.
 *
 * @param cores how many processors Java sees
 * @param memoryMegabytes how much memory the machine has
 * @param processor its model
 * @param system its operating system
 * @param java which Java
 * @param fsyncMedian milliseconds that it takes to write 4 kB through to the disk,
 * usually
 * @param fsyncNinetyNinth and in one of a hundred cases
 */
public record Machine(int cores, long memoryMegabytes, String processor, String system, String java, double fsyncMedian,
        double fsyncNinetyNinth) {

    private static final int WRITES = 500;

    /** Looks at this machine and writes to the disk of a directory. */
    public static Machine here(Path directory) {
        Latencies fsync = fsync(directory);
        return new Machine(Runtime.getRuntime().availableProcessors(), bean().getTotalMemorySize() / (1024 * 1024),
                modelOfProcessor(), System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                fsync.percentile(50), fsync.percentile(99));
    }

    /** Adds its rows to the table of circumstances of a report. */
    public void describe(Markdown text) {
        text.line("| machine | %d cores of %s, %,d MB memory, %s |", this.cores, this.processor, this.memoryMegabytes,
                this.system)
            .line("| disk | 4 kB written and forced to the disk in %.2f ms (median), %.2f ms (p99) |", this.fsyncMedian,
                    this.fsyncNinetyNinth);
    }

    /** How many nanoseconds of a processor this process has used. */
    static long ownCpuNanos() {
        return bean().getProcessCpuTime();
    }

    private static OperatingSystemMXBean bean() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    private static Latencies fsync(Path directory) {
        Latencies.Recorder latencies = new Latencies.Recorder();
        try {
            Path file = Files.createTempFile(directory, "fsync", null);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer page = ByteBuffer.allocateDirect(4096);
                for (int i = 0; i < WRITES; i++) {
                    long before = System.nanoTime();
                    channel.write(page.clear());
                    channel.force(false);
                    latencies.add(System.nanoTime() - before);
                }
            }
            finally {
                Files.delete(file);
            }
        }
        catch (IOException ex) {
            throw new IllegalStateException("No file could be written in " + directory, ex);
        }
        return latencies.latencies();
    }

    private static String modelOfProcessor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter((line) -> line.startsWith("model name"))
                .map((line) -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        }
        catch (IOException ex) {
            throw new IllegalStateException(file + " could not be read", ex);
        }
    }

}
