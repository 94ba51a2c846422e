package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import io.ticketblue.shared.Misconfigured;

/** Posters as files of one directory, for one machine or a shared volume. */
final class DirectoryPosterStore implements PosterStore {

    private static final String UNFINISHED = ".part";

    private final Path directory;

    /**
     * Uses a directory, which is made if need be.
     * @param directory where the files are
     */
    DirectoryPosterStore(Path directory) {
        this.directory = directory.toAbsolutePath();
        try {
            Files.createDirectories(this.directory);
            Files.delete(Files.createTempFile(this.directory, "probe", UNFINISHED));
        }
        catch (IOException ex) {
            throw new Misconfigured("Posters cannot be written into the directory " + this.directory,
                    "Set ticketblue.catalog.posters.directory to a directory that the server may write to.", ex);
        }
    }

    @Override
    public void write(String name, byte[] jpeg) {
        Path unfinished = this.directory.resolve(name + UNFINISHED);
        try {
            Files.write(unfinished, jpeg);
            Files.move(unfinished, this.directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new PosterStoreUnavailable(ex);
        }
    }

    @Override
    public Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(this.directory.resolve(name)));
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
        catch (IOException ex) {
            throw new PosterStoreUnavailable(ex);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(this.directory.resolve(name));
            Files.deleteIfExists(this.directory.resolve(name + UNFINISHED));
        }
        catch (IOException ex) {
            throw new PosterStoreUnavailable(ex);
        }
    }

}
