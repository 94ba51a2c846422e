package io.ticketblue.bench.search;

import java.util.List;

import io.ticketblue.bench.Database;

/**
 * {@code LIKE '%…%'} on the tables of the catalogue, the same title first, then titles
 * that begin with the text, then titles that contain it. It does not count what it finds.
 */
final class LikeFinder extends SqlFinder {

    /** What it is called. */
    static final String NAME = "LIKE '%…%'";

    private static final String PERFORMANCES = """
            SELECT p.id, p.title AS name, p.category, p.start_date, p.end_date, v.name AS venue
            FROM performance p JOIN venue v ON v.id = p.venue_id
            WHERE p.archived_at IS NULL
              AND (p.title LIKE ? OR p.description LIKE ? OR v.name LIKE ?
                   OR EXISTS (SELECT 1 FROM performance_cast c JOIN performer f ON f.id = c.performer_id
                              WHERE c.performance_id = p.id AND f.name LIKE ?))
            ORDER BY p.title = ? DESC, p.title LIKE ? DESC, p.title LIKE ? DESC, p.start_date, p.id LIMIT 20""";

    private static final String NAMES = """
            SELECT id, name FROM %s WHERE name LIKE ?
            ORDER BY name = ? DESC, name LIKE ? DESC, CHAR_LENGTH(name), id LIMIT 10""";

    LikeFinder(Database database) {
        super(database, PERFORMANCES, NAMES.formatted("performer"), NAMES.formatted("venue"));
    }

    @Override
    List<String> performances(String text) {
        String contains = "%" + escaped(text) + "%";
        return List.of(contains, contains, contains, contains, text, escaped(text) + "%", contains);
    }

    @Override
    List<String> names(String text) {
        return List.of("%" + escaped(text) + "%", text, escaped(text) + "%");
    }

    /** The text without the wildcards of {@code LIKE}. */
    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

}
