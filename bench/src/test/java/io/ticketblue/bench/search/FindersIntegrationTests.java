package io.ticketblue.bench.search;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.ticketblue.bench.Database;
import io.ticketblue.embedded.EmbeddedMariaDb;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the search is compared with finds what it can. */
class FindersIntegrationTests {

    private static final EmbeddedMariaDb MARIADB = EmbeddedMariaDb.startTemporary();

    private static final Database DATABASE = new Database(MARIADB.jdbcUrl(), MARIADB.username(), MARIADB.password());

    private static final String NOW = "UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)";

    @BeforeAll
    static void fill() {
        Flyway.configure()
            .dataSource(DATABASE.url(), DATABASE.username(), DATABASE.password())
            .locations("classpath:db/migration")
            .load()
            .migrate();
        DATABASE.update("INSERT INTO venue (id, name, address, capacity, created_at, changed_at) "
                + "VALUES (1, '먼바다 극장', '부산', 10, " + NOW + ")");
        DATABASE.update(
                "INSERT INTO performer (id, name, created_at, changed_at) VALUES (1, 'Zoë Marchetti', " + NOW + ")");
        performance(1, "햄릿을 기다리며", "무대 뒤의 소동");
        performance(2, "햄릿", "덴마크 왕자");
        performance(3, "100% 바다", "햄릿이 없는 이야기");
        DATABASE
            .update("INSERT INTO performance_cast (performance_id, performer_id, position, role) VALUES (3, 1, 0, '')");
        bookings();
        FullTextFinder.fillTable(DATABASE);
        FullTextFinder.buildIndexes(DATABASE);
    }

    private static void performance(long id, String title, String description) {
        DATABASE.update(
                """
                        INSERT INTO performance (id, title, category, description, duration_minutes, age_limit, start_date,
                            end_date, venue_id, max_per_person, booking_fee, cancellation_policy, cancellation_terms, created_at,
                            changed_at)
                        VALUES (?, ?, 'PLAY', ?, 90, 8, '2030-01-01', '2030-12-31', 1, 4, 0, 'standard', '{"tiers": []}',
                                UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""",
                id, title, description);
    }

    private static void bookings() {
        DATABASE.update("""
                INSERT INTO account (id, email, name, password_hash, role, customer_key, created_at) VALUES
                (1, 'harbour@people.example', '김바다', '{argon2}x', 'USER', 'one', UTC_TIMESTAMP(6)),
                (2, 'wave@people.example', '이파도', '{argon2}x', 'USER', 'two', UTC_TIMESTAMP(6))""");
        DATABASE.update("""
                INSERT INTO performance_round (id, performance_id, starts_at, booking_opens_at, booking_closes_at,
                                               created_at)
                VALUES (1, 1, '2030-02-01', '2030-01-01', '2030-02-01', UTC_TIMESTAMP(6)),
                       (2, 2, '2030-02-01', '2030-01-01', '2030-02-01', UTC_TIMESTAMP(6))""");
        DATABASE.update("""
                INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee,
                                         created_at, confirmed_at)
                VALUES (1, 'AAAAAAAA', 1, 1, 'CONFIRMED', 1, 10000, 0, '2030-01-01 10:00:00', '2030-01-01 10:01:00'),
                       (2, 'BBBBBBBB', 1, 2, 'CONFIRMED', 1, 20000, 0, '2030-01-02 10:00:00', '2030-01-02 10:01:00'),
                       (3, 'CCCCCCCC', 2, 1, 'EXPIRED', 1, 10000, 0, '2030-01-02 11:00:00', NULL)""");
    }

    @AfterAll
    static void stop() {
        MARIADB.close();
    }

    @Test
    void likeFindsPartsOfNamesAndTexts() {
        try (LikeFinder like = new LikeFinder(DATABASE)) {
            assertThat(like.find("햄릿").performance()).isEqualTo("햄릿");
            assertThat(like.find("기다리").performance()).isEqualTo("햄릿을 기다리며");
            assertThat(like.find("zoe").performer()).isEqualTo("Zoë Marchetti");
            assertThat(like.find("zoe").performance()).isEqualTo("100% 바다");
            assertThat(like.find("극장").venue()).isEqualTo("먼바다 극장");
            assertThat(like.find("0% 바").performance()).isEqualTo("100% 바다");
            assertThat(like.find("_")).isEqualTo(new Finder.Found(null, null, null));
        }
    }

    @Test
    void fullTextFindsBeginningsOfWords() {
        try (FullTextFinder fullText = new FullTextFinder(DATABASE)) {
            assertThat(fullText.find("기다리").performance()).isEqualTo("햄릿을 기다리며");
            assertThat(fullText.find("march").performer()).isEqualTo("Zoë Marchetti");
            assertThat(fullText.find("다리며").performance()).isNull();
            assertThat(fullText.find("+-*\"()")).isEqualTo(new Finder.Found(null, null, null));
        }
    }

    @Test
    void comparesWithTheTable() {
        TableOfQueries table = new TableOfQueries(Path.of("..").resolve(TableOfQueries.PLACE));
        assertThat(table.queries()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(table.documents()).isGreaterThan(200);
        TableOfQueries.Query venue = new TableOfQueries.Query("venue", "극장", "VENUE", List.of("먼바다 극장"));
        TableOfQueries.Query nothing = new TableOfQueries.Query("hostile", "%", "NOTHING", List.of());
        assertThat(new Finder.Found("햄릿", null, "먼바다 극장").isRight(venue)).isTrue();
        assertThat(new Finder.Found("먼바다 극장", null, null).isRight(venue)).isFalse();
        assertThat(new Finder.Found(null, null, null).isRight(nothing)).isTrue();
        assertThat(new Finder.Found(null, null, "먼바다 극장").isRight(nothing)).isFalse();
    }

    @Test
    void bothFindBookingsByTextAndConditions() {
        SqlBookingFinder.fillTable(DATABASE);
        SqlBookingFinder.buildIndex(DATABASE);
        try (SqlBookingFinder like = new SqlBookingFinder(DATABASE, false);
                SqlBookingFinder fullText = new SqlBookingFinder(DATABASE, true)) {
            for (SqlBookingFinder finder : List.of(like, fullText)) {
                assertThat(finder.find(text("김바다"))).containsExactly(2L, 1L);
                assertThat(finder.find(text("harbour@people.example"))).containsExactly(2L, 1L);
                assertThat(finder.find(text("BBBBBBBB"))).containsExactly(2L);
                assertThat(finder.find(text("기다리"))).containsExactly(3L, 1L);
                assertThat(finder.find(text("먼바다"))).containsExactly(3L, 2L, 1L);
                assertThat(finder.find(text("nobody"))).isEmpty();
                assertThat(finder.find(new BookingQuestions.Question("", "김바다", 1L, null, null, null, null)))
                    .containsExactly(1L);
                assertThat(finder.find(new BookingQuestions.Question("", "", null, "EXPIRED", null, null, null)))
                    .containsExactly(3L);
                assertThat(finder.find(new BookingQuestions.Question("", "", null, null,
                        Instant.parse("2030-01-02T00:00:00Z"), Instant.parse("2030-01-03T00:00:00Z"), 20_000L)))
                    .containsExactly(2L);
            }
            assertThat(like.find(text("바다"))).containsExactly(3L, 2L, 1L);
            assertThat(like.find(text("다극"))).isEmpty();
            assertThat(like.find(text("_"))).isEmpty();
            assertThat(fullText.find(text("리며"))).isEmpty();
        }
        finally {
            SqlBookingFinder.dropTable(DATABASE);
        }
    }

    private static BookingQuestions.Question text(String text) {
        return BookingQuestions.Question.of("", text);
    }

    @Test
    void asksForBookingsAllOverTheDataInTheSameOrder() {
        List<BookingQuestions.Question> questions = BookingQuestions.of(DATABASE, 3);
        assertThat(questions).hasSize(27).isEqualTo(BookingQuestions.of(DATABASE, 3));
        assertThat(questions).filteredOn((question) -> question.group().equals(BookingQuestions.Question.CODE))
            .extracting(BookingQuestions.Question::text)
            .containsExactlyInAnyOrder("AAAAAAAA", "BBBBBBBB", "CCCCCCCC");
        assertThat(questions).filteredOn((question) -> question.group().equals("name without its first letter"))
            .extracting(BookingQuestions.Question::text)
            .contains("바다");
        try (SqlBookingFinder like = new SqlBookingFinder(DATABASE, false)) {
            assertThat(questions).allSatisfy((question) -> assertThat(like.find(question)).isNotEmpty());
        }
    }

}
