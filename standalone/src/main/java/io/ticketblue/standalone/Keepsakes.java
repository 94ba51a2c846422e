package io.ticketblue.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * A few values in a file that only its owner can read. Each change replaces the file as a
 * whole, so a crash leaves the old or the new one.
 */
final class Keepsakes {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    private final Properties values = new Properties();

    private Keepsakes(Path file) {
        this.file = file;
    }

    static Keepsakes open(Path file) {
        Keepsakes keepsakes = new Keepsakes(file);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                keepsakes.values.load(reader);
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        return keepsakes;
    }

    synchronized Optional<String> find(String name) {
        return Optional.ofNullable(this.values.getProperty(name));
    }

    /** The value, which is made the first time it is asked for. */
    synchronized String get(String name, Supplier<String> first) {
        return find(name).orElseGet(() -> {
            String made = first.get();
            put(name, made);
            return made;
        });
    }

    synchronized void put(String name, String value) {
        this.values.setProperty(name, value);
        Path next = this.file.resolveSibling(this.file.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            if (Files.getFileStore(this.file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(next,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (Writer writer = Files.newBufferedWriter(next)) {
                this.values.store(writer, null);
            }
            Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Random letters and digits that nobody can guess: 43 characters. */
    static String unguessable() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    /** 32 random bytes in base64. */
    static String key() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

}
