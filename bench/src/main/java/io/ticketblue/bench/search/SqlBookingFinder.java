package io.ticketblue.bench.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import io.ticketblue.bench.Database;
import org.jspecify.annotations.Nullable;

/**
 * Bookings by {@code LIKE '%…%'} on the tables, or by a full-text index of MariaDB on a
 * table with the words of each booking. It does not count what it finds.
 */
final class SqlBookingFinder implements BookingQuestions.Finder {

    private static final String TABLE = "bench_booking_text";

    private static final String SELECT = """
            SELECT r.id, r.code, r.status, r.amount, r.created_at, a.name, a.email, p.title
            FROM reservation r JOIN account a ON a.id = r.account_id JOIN performance_round o ON o.id = r.round_id
            JOIN performance p ON p.id = o.performance_id JOIN venue v ON v.id = p.venue_id
            """;

    private static final String LIKE = "(CONVERT(r.code USING utf8mb4) LIKE ? OR a.name LIKE ? "
            + "OR CONVERT(a.email USING utf8mb4) LIKE ? OR p.title LIKE ? OR v.name LIKE ?)";

    private final Connection connection;

    private final boolean fullText;

    SqlBookingFinder(Database database, boolean fullText) {
        this.connection = SqlFinder.limited(database);
        this.fullText = fullText;
    }

    /** Makes the table for full-text search, without its full-text index. */
    static void fillTable(Database database) {
        database.update("DROP TABLE IF EXISTS " + TABLE);
        database.update("CREATE TABLE " + TABLE + " (id BIGINT NOT NULL PRIMARY KEY, words VARCHAR(800) NOT NULL) "
                + "ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci");
        database.update("INSERT INTO " + TABLE + """
                 SELECT r.id, CONCAT_WS(' ', r.code, a.name, a.email, p.title, v.name)
                FROM reservation r JOIN account a ON a.id = r.account_id
                JOIN performance_round o ON o.id = r.round_id JOIN performance p ON p.id = o.performance_id
                JOIN venue v ON v.id = p.venue_id""");
    }

    static void buildIndex(Database database) {
        database.update("ALTER TABLE " + TABLE + " ADD FULLTEXT ft_words (words)");
    }

    static void dropTable(Database database) {
        database.update("DROP TABLE IF EXISTS " + TABLE);
    }

    @Override
    public List<Long> find(BookingQuestions.Question question) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        String text = question.text();
        if (!text.isEmpty()) {
            if (this.fullText) {
                conditions.add("MATCH (t.words) AGAINST (? IN BOOLEAN MODE)");
                values.add(words(text));
            }
            else {
                conditions.add(LIKE);
                values.addAll(Collections.nCopies(5, "%" + LikeFinder.escaped(text) + "%"));
            }
        }
        add(conditions, values, "o.performance_id = ?", question.performance());
        add(conditions, values, "r.status = ?", question.status());
        add(conditions, values, "r.created_at >= ?",
                (question.from() != null) ? LocalDateTime.ofInstant(question.from(), ZoneOffset.UTC) : null);
        add(conditions, values, "r.created_at < ?",
                (question.to() != null) ? LocalDateTime.ofInstant(question.to(), ZoneOffset.UTC) : null);
        add(conditions, values, "r.amount >= ?", question.minAmount());
        String from = (this.fullText && !text.isEmpty()) ? SELECT + "JOIN " + TABLE + " t ON t.id = r.id " : SELECT;
        return ids(
                from + "WHERE " + String.join(" AND ", conditions) + " ORDER BY r.created_at DESC, r.id DESC LIMIT 20",
                values);
    }

    private static void add(List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private static String words(String text) {
        return Arrays.stream(text.replaceAll("[^\\p{L}\\p{N}\\s]", " ").strip().split("\\s+"))
            .filter((word) -> !word.isEmpty())
            .map((word) -> "+" + word + "*")
            .collect(Collectors.joining(" "));
    }

    private List<Long> ids(String sql, List<Object> values) {
        try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
        catch (SQLException ex) {
            throw new IllegalStateException("Bookings could not be found", ex);
        }
    }

    @Override
    public void close() {
        Database.close(this.connection);
    }

}
