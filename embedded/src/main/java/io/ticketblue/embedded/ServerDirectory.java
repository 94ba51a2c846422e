package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The directory of one server, held by one Java process at a time. The operating system
 * gives the hold back when that process dies, however it dies.
 */
public final class ServerDirectory implements AutoCloseable {

    private static final String LOCK = "in-use.lock";

    /** The byte that is locked lies behind the text, so that others can read the text. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * What this Java process holds. Asking the operating system twice is not an option:
     * on POSIX systems, closing a second channel on a file gives up the first one's lock.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;

    private final FileChannel channel;

    private ServerDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory if it is not there, and takes hold of it.
     * @param directory the directory
     * @return the held directory
     * @throws EmbeddedServerException if it is in use or not writable
     */
    public static ServerDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            createDirectories(path);
            path = path.toRealPath();
            ServerDirectory held = tryOpen(path);
            if (held == null) {
                throw inUse(path);
            }
            return held;
        }
        catch (IOException ex) {
            throw notWritable(path, ex);
        }
    }

    /**
     * Makes and holds a throwaway directory, after clearing away those of dead processes.
     * @param kind the name of the server
     * @return the held directory
     */
    public static ServerDirectory openTemporary(String kind) {
        Path parent = temporaryRoot().resolve(kind + "-run");
        try {
            createDirectories(parent);
            return InTurn.holding(parent.resolve("run.lock"), () -> {
                sweep(parent);
                return open(Files.createTempDirectory(parent, ""));
            });
        }
        catch (IOException ex) {
            throw notWritable(parent, ex);
        }
    }

    /**
     * The place for what throwaway servers share; nobody else's account can write there.
     */
    static Path temporaryRoot() {
        String user = Platform.user().replaceAll("[^A-Za-z0-9_-]", "_");
        Path root = Path.of(Platform.property("java.io.tmpdir")).toAbsolutePath().resolve("ticketblue-" + user);
        try {
            createDirectories(root);
            Path probe = Files.createTempFile(root, "owner", null);
            boolean own = Files.getOwner(probe).equals(Files.getOwner(root, LinkOption.NOFOLLOW_LINKS));
            Files.delete(probe);
            if (!own) {
                throw new EmbeddedServerException("The directory " + root + " belongs to another user."
                        + " Remove it, or start Java with another -Djava.io.tmpdir.");
            }
            return root.toRealPath();
        }
        catch (IOException ex) {
            throw notWritable(root, ex);
        }
    }

    static EmbeddedServerException notWritable(Path path, IOException cause) {
        return new EmbeddedServerException("Cannot write to " + path + " (" + reason(cause)
                + "). Make it a directory that the user '" + Platform.user() + "' may write to, or choose another one.",
                cause);
    }

    /**
     * The directory.
     * @return its absolute path
     */
    public Path path() {
        return this.path;
    }

    /**
     * Resolves a name against the directory.
     * @param name a relative path
     * @return the absolute path
     */
    public Path resolve(String name) {
        return this.path.resolve(name);
    }

    /**
     * Writes a file that only its owner can read.
     * @param name its name in the directory
     * @param text its content
     * @return its path
     */
    public Path writePrivately(String name, String text) {
        Path file = resolve(name);
        try {
            Files.deleteIfExists(file);
            if (posix(this.path)) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.writeString(file, text);
        }
        catch (IOException ex) {
            throw notWritable(file, ex);
        }
    }

    /** Reads a file of the directory, if it is there. */
    Optional<String> read(String name) {
        Path file = resolve(name);
        try {
            return Files.exists(file) ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : Optional.empty();
        }
        catch (IOException ex) {
            throw new EmbeddedServerException("Cannot read " + file + " (" + reason(ex) + ").", ex);
        }
    }

    /** Deletes the directory and all in it, and lets go of it. */
    public void delete() {
        try {
            if (Platform.WINDOWS) {
                close();
            }
            deleteTree(this.path);
        }
        catch (IOException ex) {
            throw new EmbeddedServerException("Cannot delete " + this.path + " (" + reason(ex) + ").", ex);
        }
        finally {
            close();
        }
    }

    @Override
    public void close() {
        if (!HELD.contains(this.path) || !this.channel.isOpen()) {
            return;
        }
        try {
            this.channel.close();
        }
        catch (IOException ex) {
            throw new EmbeddedServerException("Cannot let go of " + this.path + " (" + reason(ex) + ").", ex);
        }
        finally {
            HELD.remove(this.path);
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                    throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }

        });
    }

    private static void sweep(Path parent) throws IOException {
        List<Path> directories;
        try (Stream<Path> found = Files.list(parent)) {
            directories = found.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            if (Files.exists(directory.resolve(LOCK))) {
                ServerDirectory abandoned = tryOpen(directory);
                if (abandoned != null) {
                    ServerProcess.endOrphan(abandoned);
                    abandoned.delete();
                }
            }
        }
    }

    private static @Nullable ServerDirectory tryOpen(Path path) throws IOException {
        if (!HELD.add(path)) {
            return null;
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                return null;
            }
            channel.truncate(0);
            channel
                .write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new ServerDirectory(path, channel);
        }
        finally {
            if (lock == null) {
                HELD.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static EmbeddedServerException inUse(Path path) throws IOException {
        String holder = HELD.contains(path) ? Long.toString(ProcessHandle.current().pid())
                : Files.readString(path.resolve(LOCK)).strip();
        return new EmbeddedServerException("The directory " + path + " is in use by process " + holder
                + ". Stop that one first, or choose another directory.");
    }

    private static void createDirectories(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (posix(parent)) {
                Files.createDirectory(path,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            else {
                Files.createDirectory(path);
            }
        }
        catch (FileAlreadyExistsException ex) {
            if (!Files.isDirectory(path)) {
                throw ex;
            }
        }
    }

    private static boolean posix(@Nullable Path path) {
        return path != null && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static String reason(IOException problem) {
        return problem.getClass().getSimpleName().replace("Exception", "") + ": " + problem.getMessage();
    }

}
