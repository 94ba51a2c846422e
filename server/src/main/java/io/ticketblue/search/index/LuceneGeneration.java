package io.ticketblue.search.index;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;

import org.springframework.util.FileSystemUtils;

/** A generation in a directory of its own. */
final class LuceneGeneration extends OpenIndex {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private static final String MARK = "generation";

    private final Path directory;

    LuceneGeneration(IndexDefinition definition, long generation, CloseableSearchMapping mapping, Path directory) {
        super(definition, generation, mapping);
        this.directory = directory;
    }

    @Override
    boolean isRemote() {
        return false;
    }

    /**
     * Also marks each directory: all later commits keep what is in the first one, and an
     * index that Lucene makes where there is none lacks it.
     */
    @Override
    public void create() {
        super.create();
        for (String name : names()) {
            try (Directory files = FSDirectory.open(this.directory.resolve(name));
                    IndexWriter writer = new IndexWriter(files,
                            new IndexWriterConfig().setOpenMode(IndexWriterConfig.OpenMode.APPEND))) {
                writer.setLiveCommitData(Map.of(MARK, mark()).entrySet());
                writer.commit();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    private String mark() {
        return Long.toString(generation());
    }

    @Override
    public boolean exists() {
        try {
            for (String name : names()) {
                if (!isWhole(this.directory.resolve(name))) {
                    return false;
                }
            }
            return true;
        }
        catch (IOException ex) {
            if (isDamage(ex)) {
                return false;
            }
            throw new UncheckedIOException(ex);
        }
    }

    /** Whether there is a marked commit and each of its files. */
    private boolean isWhole(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Directory files = FSDirectory.open(path)) {
            SegmentInfos commit = SegmentInfos.readLatestCommit(files);
            if (!mark().equals(commit.getUserData().get(MARK))) {
                return false;
            }
            // The next commit deletes files of this one.
            return Set.of(files.listAll()).containsAll(commit.files(true))
                    || SegmentInfos.getLastCommitGeneration(files) > commit.getGeneration();
        }
    }

    @Override
    boolean isDamage(Throwable failure) {
        return failure instanceof NoSuchFileException || failure instanceof FileNotFoundException
                || failure instanceof EOFException || failure instanceof CorruptIndexException
                || failure instanceof IndexFormatTooOldException || failure instanceof IndexFormatTooNewException;
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
