package io.ticketblue.search.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;

import org.springframework.util.FileSystemUtils;

/** A generation in a directory of its own. */
final class LuceneGeneration extends OpenIndex {

    private final Path directory;

    LuceneGeneration(IndexDefinition definition, long generation, CloseableSearchMapping mapping, Path directory) {
        super(definition, generation, mapping);
        this.directory = directory;
    }

    @Override
    boolean isRemote() {
        return false;
    }

    @Override
    public boolean exists() {
        if (!Files.isDirectory(this.directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(this.directory, 2)) {
            return files.filter((file) -> file.getFileName().toString().startsWith("segments_"))
                .map(Path::getParent)
                .distinct()
                .count() == types().size();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void drop() {
        close();
        try {
            FileSystemUtils.deleteRecursively(this.directory);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
