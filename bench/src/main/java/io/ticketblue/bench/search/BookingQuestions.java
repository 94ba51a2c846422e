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
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.ticketblue.bench.Database;
import org.jspecify.annotations.Nullable;

/**
 * What staff look for: bookings by name, part of a name, address, code, and conditions,
 * with values of some bookings at equal distances in the generated data.
 */
final class BookingQuestions {

    private static final int SEED = 20_261_128;

    private static final String SAMPLE = """
            SELECT r.code, r.status, r.amount, r.created_at, a.name, a.email, o.performance_id
            FROM reservation r JOIN account a ON a.id = r.account_id JOIN performance_round o ON o.id = r.round_id
            WHERE r.id >= ? AND a.email IS NOT NULL AND CHAR_LENGTH(a.name) >= 3 ORDER BY r.id LIMIT 1""";

    private BookingQuestions() {
    }

    /**
     * Takes the values from the database. The order is shuffled, always in the same way,
     * so that those of a kind do not follow each other.
     * @param samples from how many bookings
     */
    static List<Question> of(Database database, int samples) {
        List<Question> questions = new ArrayList<>();
        long most = database.number("SELECT MAX(id) FROM reservation");
        try (Connection connection = database.connect();
                PreparedStatement sample = connection.prepareStatement(SAMPLE)) {
            for (int i = 0; i < samples; i++) {
                sample.setLong(1, 1 + most * i / samples);
                try (ResultSet row = sample.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("There are no generated bookings to look for");
                    }
                    add(questions, row);
                }
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The bookings could not be read", ex);
        }
        Collections.shuffle(questions, new Random(SEED));
        return List.copyOf(questions);
    }

    private static void add(List<Question> questions, ResultSet row) throws SQLException {
        String name = row.getString("name");
        String email = row.getString("email");
        long performance = row.getLong("performance_id");
        Instant day = row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC);
        Instant to = day.plus(Duration.ofDays(1));
        questions.add(Question.of("name", name));
        questions.add(Question.of("name without its first letter", name.substring(1)));
        questions.add(Question.of(Question.ADDRESS, email));
        questions.add(Question.of("beginning of an address", email.substring(0, email.indexOf('@'))));
        questions.add(Question.of(Question.CODE, row.getString("code")));
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

        static final String ADDRESS = "address";

        static final String CODE = "code";

        static Question of(String group, String text) {
            return new Question(group, text, null, null, null, null, null);
        }

        /** Whether it names one booking or one account as a whole. */
        boolean namesOne() {
            return this.group.equals(ADDRESS) || this.group.equals(CODE);
        }

        /** In words. */
        String words() {
            String conditions = ((this.performance != null) ? ", performance " + this.performance : "")
                    + ((this.status != null) ? ", " + this.status : "")
                    + ((this.from != null) ? ", from " + this.from : "")
                    + ((this.minAmount != null) ? ", at least " + this.minAmount + " won" : "");
            return (this.text + conditions).replaceFirst("^, ", "");
        }

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
