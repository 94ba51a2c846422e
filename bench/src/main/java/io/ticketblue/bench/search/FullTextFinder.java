package io.ticketblue.bench.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.ticketblue.bench.Database;
import org.jspecify.annotations.Nullable;

/**
 * Full-text indexes of MariaDB, on a table that has one row for each performance,
 * performer and venue with all its words, so that one index answers. Every word must be
 * there or begin a word that is. MariaDB's parser knows blanks and punctuation only:
 * there is none for Korean, and no n-gram parser as in MySQL.
 */
final class FullTextFinder extends SqlFinder {

    /** What it is called. */
    static final String NAME = "FULLTEXT";

    /** The table. */
    static final String TABLE = "bench_text";

    private static final String PERFORMANCES = """
            SELECT t.id, t.name, p.category, p.start_date, p.end_date,
                   MATCH (t.name) AGAINST (? IN BOOLEAN MODE) * 10
                   + MATCH (t.name, t.body) AGAINST (? IN BOOLEAN MODE) AS score
            FROM bench_text t JOIN performance p ON p.id = t.id
            WHERE t.kind = 'PERFORMANCE' AND MATCH (t.name, t.body) AGAINST (? IN BOOLEAN MODE)
            ORDER BY t.name = ? DESC, score DESC, t.id LIMIT 20""";

    private static final String NAMES = """
            SELECT id, name, MATCH (name) AGAINST (? IN BOOLEAN MODE) AS score
            FROM bench_text WHERE kind = '%s' AND MATCH (name) AGAINST (? IN BOOLEAN MODE)
            ORDER BY name = ? DESC, score DESC, id LIMIT 10""";

    FullTextFinder(Database database) {
        super(database, PERFORMANCES, NAMES.formatted("PERFORMER"), NAMES.formatted("VENUE"));
    }

    /** Makes the table, without its full-text indexes. */
    static void fillTable(Database database) {
        database.update("DROP TABLE IF EXISTS " + TABLE);
        database.update("""
                CREATE TABLE bench_text (
                    number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, kind VARCHAR(12) NOT NULL, id BIGINT NOT NULL,
                    name VARCHAR(200) NOT NULL, body TEXT NOT NULL, KEY (kind, id)
                ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci""");
        database.update("""
                INSERT INTO bench_text (kind, id, name, body)
                SELECT 'PERFORMANCE', p.id, p.title,
                       CONCAT_WS(' ', p.description, v.name, p.category,
                                 (SELECT GROUP_CONCAT(f.name SEPARATOR ' ') FROM performance_cast c
                                  JOIN performer f ON f.id = c.performer_id WHERE c.performance_id = p.id))
                FROM performance p JOIN venue v ON v.id = p.venue_id WHERE p.archived_at IS NULL""");
        database
            .update("INSERT INTO bench_text (kind, id, name, body) SELECT 'PERFORMER', id, name, '' FROM performer");
        database.update("INSERT INTO bench_text (kind, id, name, body) SELECT 'VENUE', id, name, address FROM venue");
    }

    /** Builds the full-text indexes. */
    static void buildIndexes(Database database) {
        database.update("ALTER TABLE " + TABLE + " ADD FULLTEXT ft_name (name)");
        database.update("ALTER TABLE " + TABLE + " ADD FULLTEXT ft_all (name, body)");
    }

    /** How many bytes the full-text indexes take. */
    static long indexBytes(Database database) {
        return database.number("""
                SELECT SUM(FILE_SIZE) FROM information_schema.INNODB_SYS_TABLESPACES
                WHERE NAME LIKE CONCAT(DATABASE(), '/FTS\\_%')""");
    }

    @Override
    @Nullable List<String> performances(String text) {
        String words = words(text);
        return words.isEmpty() ? null : List.of(words, words, words, text);
    }

    @Override
    List<String> names(String text) {
        return List.of(words(text), words(text), text);
    }

    /** Each word as one that must be there, without what is syntax. */
    private static String words(String text) {
        return Arrays.stream(text.replaceAll("[^\\p{L}\\p{N}\\s]", " ").strip().split("\\s+"))
            .filter((word) -> !word.isEmpty())
            .map((word) -> "+" + word + "*")
            .collect(Collectors.joining(" "));
    }

}
