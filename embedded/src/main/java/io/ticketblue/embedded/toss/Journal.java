package io.ticketblue.embedded.toss;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Keeps every change in a file of JSON lines that is appended to before anybody is
 * answered, so that a process that dies at any moment loses nothing it has answered for.
 * (A machine that loses its power may.) Opening it rewrites the file when most of it is
 * outdated.
 */
final class Journal implements AutoCloseable {

    private static final int WORTH_REWRITING = 1_000;

    private final Map<String, SimulatedPayment> payments = new LinkedHashMap<>();

    private final Map<String, RememberedAnswer> answers = new LinkedHashMap<>();

    private final @Nullable FileChannel guard;

    private @Nullable FileChannel file;

    private Journal(@Nullable FileChannel guard) {
        this.guard = guard;
    }

    /**
     * A journal that keeps nothing.
     */
    static Journal none() {
        return new Journal(null);
    }

    /**
     * Opens the journal of a directory for this process alone and reads what it holds.
     */
    static Journal open(Path directory) {
        try {
            Files.createDirectories(directory);
            Journal journal = new Journal(guard(directory));
            try {
                journal.load(directory.resolve("payments.jsonl"));
                return journal;
            }
            catch (IOException | RuntimeException ex) {
                journal.close();
                throw ex;
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The Toss simulator cannot keep its payments in " + directory
                    + ": make it a writable directory or choose another (" + ex.getMessage() + ")", ex);
        }
    }

    private static FileChannel guard(Path directory) throws IOException {
        FileChannel guard = FileChannel.open(directory.resolve("payments.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!locked(guard)) {
            guard.close();
            throw new IllegalStateException("Another Toss simulator already keeps its payments in " + directory
                    + ": stop it or choose another directory");
        }
        return guard;
    }

    private static boolean locked(FileChannel guard) throws IOException {
        try {
            return guard.tryLock() != null;
        }
        catch (OverlappingFileLockException ex) {
            return false;
        }
    }

    private void load(Path path) throws IOException {
        long whole = 0;
        int lines = 0;
        if (Files.exists(path)) {
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(path))) {
                for (byte[] line = line(stream); line != null; line = line(stream)) {
                    lines++;
                    whole += line.length + 1;
                    keep(parse(path, lines, new String(line, StandardCharsets.UTF_8)));
                }
            }
        }
        if (lines > WORTH_REWRITING && lines > 2 * (this.payments.size() + this.answers.size())) {
            whole = rewrite(path);
        }
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.file.truncate(whole);
        this.file.position(whole);
    }

    /**
     * The next line, or null at the end. A last line without its end was being written
     * when the process died; nobody was answered for it, so it does not count.
     */
    private static byte @Nullable [] line(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = stream.read(); next >= 0; next = stream.read()) {
            if (next == '\n') {
                return line.toByteArray();
            }
            line.write(next);
        }
        return null;
    }

    private static Entry parse(Path path, int number, String line) throws IOException {
        try {
            return Json.read(line, Entry.class);
        }
        catch (JacksonException ex) {
            throw new IOException("line " + number + " of " + path + " is damaged: move the file away to start empty",
                    ex);
        }
    }

    private void keep(Entry entry) {
        if (entry.payment() != null) {
            this.payments.put(entry.payment().paymentKey(), entry.payment());
        }
        if (entry.answer() != null) {
            this.answers.put(entry.answer().id(), entry.answer());
        }
    }

    private long rewrite(Path path) throws IOException {
        Path next = path.resolveSibling("payments.jsonl.next");
        List<Entry> entries = Stream
            .concat(this.payments.values().stream().map(payment -> new Entry(payment, null)),
                    this.answers.values().stream().map(answer -> new Entry(null, answer)))
            .toList();
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Entry entry : entries) {
                write(channel, entry);
            }
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        return Files.size(path);
    }

    /**
     * The payments that it held when it was opened, oldest first.
     */
    Collection<SimulatedPayment> payments() {
        return this.payments.values();
    }

    /**
     * The answers that it held when it was opened, oldest first.
     */
    Collection<RememberedAnswer> answers() {
        return this.answers.values();
    }

    synchronized void append(Entry entry) {
        try {
            if (this.file != null) {
                write(this.file, entry);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The Toss simulator cannot write its journal", ex);
        }
    }

    private static void write(FileChannel channel, Entry entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (this.file != null) {
                this.file.close();
            }
            if (this.guard != null) {
                this.guard.close();
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
