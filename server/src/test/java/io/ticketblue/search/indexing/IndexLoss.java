package io.ticketblue.search.indexing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/** What of the files of a generation of Lucene is lost. */
enum IndexLoss {

    ALL_DIRECTORIES {

        @Override
        void of(Path generation) throws IOException {
            for (Path type : list(generation)) {
                FileSystemUtils.deleteRecursively(type);
            }
        }

    },
    THE_GENERATION {

        @Override
        void of(Path generation) throws IOException {
            FileSystemUtils.deleteRecursively(generation);
        }

    },
    ONE_TYPE {

        @Override
        void of(Path generation) throws IOException {
            FileSystemUtils.deleteRecursively(generation.resolve("performer"));
        }

    },
    ALL_FILES {

        @Override
        void of(Path generation) throws IOException {
            for (Path file : list(generation.resolve("performer"))) {
                Files.delete(file);
            }
        }

    },
    THE_COMMIT {

        @Override
        void of(Path generation) throws IOException {
            delete(generation, "segments_");
        }

    },
    THE_SEGMENTS {

        @Override
        void of(Path generation) throws IOException {
            delete(generation, "_");
        }

    };

    abstract void of(Path generation) throws IOException;

    private static void delete(Path generation, String prefix) throws IOException {
        for (Path file : list(generation.resolve("performer"))) {
            if (file.getFileName().toString().startsWith(prefix)) {
                Files.delete(file);
            }
        }
    }

    static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
