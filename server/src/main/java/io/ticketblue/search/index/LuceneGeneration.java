package io.ticketblue.search.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;

import org.springframework.util.FileSystemUtils;

/** A generation in a directory of its own. */
final class LuceneGeneration extends OpenIndex {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

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
    public Set<Long> dropOthers(LongPredicate which) {
        Set<Long> dropped = new TreeSet<>();
        try (Stream<Path> directories = Files.list(this.directory.toAbsolutePath().getParent())) {
            for (Path one : directories.filter((each) -> NUMBER.matcher(each.getFileName().toString()).matches())
                .toList()) {
                long other = Long.parseLong(one.getFileName().toString());
                if (other != generation() && which.test(other) && FileSystemUtils.deleteRecursively(one)) {
                    dropped.add(other);
                }
            }
            return dropped;
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
