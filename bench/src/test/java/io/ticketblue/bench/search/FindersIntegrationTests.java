package io.ticketblue.bench.search;

import java.nio.file.Path;
import java.time.Duration;
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
    void countsAnswersAndErrorsOfAllThreads() {
        Rush.Speed speed = new Rush<>(List.of("right", "wrong")).run(3, Duration.ofMillis(20), Object::new,
                (nothing, question) -> {
                    if (question.equals("wrong")) {
                        throw new IllegalStateException(question);
                    }
                });
        assertThat(speed.answers()).isPositive();
        assertThat(speed.errors()).isPositive();
        assertThat(Math.abs(speed.errors() - speed.answers())).isLessThanOrEqualTo(3);
    }

}
