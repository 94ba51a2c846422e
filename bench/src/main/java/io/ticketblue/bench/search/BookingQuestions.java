package io.ticketblue.bench.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.bench.Database;
import org.jspecify.annotations.Nullable;

/**
 * What staff look for: bookings by name, part of a name, address, code, title, and
 * conditions, with values of bookings all over the generated data.
 */
final class BookingQuestions {

    private static final int SAMPLES = 4;

    private static final String SAMPLE = """
            SELECT r.code, r.status, r.amount, r.created_at, a.name, a.email, o.performance_id
            FROM reservation r JOIN account a ON a.id = r.account_id JOIN performance_round o ON o.id = r.round_id
            WHERE r.id >= ? AND a.email IS NOT NULL ORDER BY r.id LIMIT 1""";

    private BookingQuestions() {
    }

    /** Takes the values from the database. */
    static List<Question> of(Database database) {
        List<Question> questions = new ArrayList<>();
        long most = database.number("SELECT MAX(id) FROM reservation");
        try (Connection connection = database.connect();
                PreparedStatement sample = connection.prepareStatement(SAMPLE)) {
            for (int i = 0; i < SAMPLES; i++) {
                sample.setLong(1, 1 + most * i / SAMPLES);
                try (ResultSet row = sample.executeQuery()) {
                    row.next();
                    add(questions, row);
                }
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The bookings could not be read", ex);
        }
        return questions;
    }

    private static void add(List<Question> questions, ResultSet row) throws SQLException {
        String name = row.getString("name");
        String email = row.getString("email");
        long performance = row.getLong("performance_id");
        Instant day = row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC);
        Instant to = day.plus(Duration.ofDays(1));
        questions.add(new Question("name", name, null, null, null, null, null));
        questions.add(new Question("half a name", name.substring(1), null, null, null, null, null));
        questions.add(new Question("address", email, null, null, null, null, null));
        questions.add(new Question("beginning of an address", email.substring(0, email.indexOf('@')), null, null, null,
                null, null));
        questions.add(new Question("code", row.getString("code"), null, null, null, null, null));
        questions.add(new Question("name and day", name, null, null, day.minus(Duration.ofDays(1)), to, null));
        questions.add(new Question("name and performance", name, performance, null, null, null, null));
        questions
            .add(new Question("performance and state", "", performance, row.getString("status"), null, null, null));
        questions.add(new Question("day and amount", "", null, null, day, to, row.getLong("amount")));
    }

    /**
     * What is looked for.
     *
     * @param group what it is an example of
     * @param text what is typed
     * @param performance of this performance
     * @param status in this state
     * @param from booked from this time on
     * @param to booked before this time
     * @param minAmount of this amount or more
     */
    record Question(String group, String text, @Nullable Long performance, @Nullable String status,
            @Nullable Instant from, @Nullable Instant to, @Nullable Long minAmount) {
    }

    /** A way to find bookings, as one thread uses it. */
    interface Finder extends AutoCloseable {

        /** The ids of the first page, the newest first. */
        List<Long> find(Question question);

        @Override
        default void close() {
        }

    }

}
