package io.ticketblue.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * A catalogue to read, and somebody who is signed in on the pages.
 *
 * @param performance a performance with a cast, rounds and 20,000 reviews
 * @param performer somebody of its cast
 * @param venue where it is
 * @param round one of its rounds
 * @param cookies the cookies of a person who is signed in
 */
record ReadStage(long performance, long performer, long venue, long round, String cookies) {

    static final int REVIEWS = 20_000;

    private static final int PERFORMANCES = 60;

    private static final int ROUNDS = 12;

    private static final int SEATS = 300;

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** Makes the catalogue over the API, and the reviews in bulk. */
    static ReadStage prepare(int port, Database database) {
        Caller caller = new Caller(port);
        String staff = caller
            .post("/api/sessions", null, Map.of("email", EditionStage.email(0), "password", EditionStage.PASSWORD))
            .path("accessToken")
            .asString();
        JsonNode venue = caller.post("/api/admin/venues", staff,
                Map.of("name", "Theatre", "address", "1 Harbour Road, Seoul", "capacity", SEATS));
        List<Long> cast = Stream.of("김바다", "이파도", "박등대", "최갈매기")
            .map((name) -> caller.post("/api/admin/performers", staff, Map.of("name", name, "nation", "대한민국"))
                .path("id")
                .asLong())
            .toList();
        long performance = 0;
        long round = 0;
        for (int number = 0; number < PERFORMANCES; number++) {
            performance = caller
                .post("/api/admin/performances", staff, performance("Songs of the Sea " + number, venue, cast))
                .path("id")
                .asLong();
            LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(30);
            List<String> starts = IntStream.range(0, ROUNDS)
                .mapToObj((day) -> first.plusDays(day) + "T19:00:00+09:00")
                .toList();
            // Rounds of one venue must not overlap.
            round = caller
                .post("/api/admin/performances/" + performance + "/rounds", staff,
                        Map.of("startsAt", starts, "overlapReason", "two halls under one roof"))
                .get(0)
                .path("id")
                .asLong();
        }
        addReviews(database, performance);
        return new ReadStage(performance, cast.getFirst(), venue.path("id").asLong(), round, signIn(port));
    }

    private static Map<String, Object> performance(String title, JsonNode venue, List<Long> cast) {
        LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        List<String> sections = venue.path("sections").valueStream().map((one) -> one.path("name").asString()).toList();
        Map<String, Object> performance = new LinkedHashMap<>();
        performance.put("title", title);
        performance.put("category", "MUSICAL");
        performance.put("description", "A long evening of songs about the sea. ".repeat(20));
        performance.put("durationMinutes", 60);
        performance.put("ageLimit", 8);
        performance.put("startDate", first.toString());
        performance.put("endDate", first.plusDays(100).toString());
        performance.put("venueId", venue.path("id").asLong());
        performance.put("grades", List.of(Map.of("name", "R", "price", 90_000, "sections", sections)));
        performance.put("performerIds", cast);
        performance.put("maxPerPerson", 4);
        return performance;
    }

    /**
     * Each of a reservation of its own, none of which needs to exist for reading, by one
     * of the people of the stage.
     */
    private static void addReviews(Database database, long performance) {
        Connection connection = database.connect();
        try {
            Database.update(connection, "SET foreign_key_checks = 0");
            Database.update(connection, """
                    SET STATEMENT max_recursive_iterations = 1000000 FOR
                    INSERT INTO review (performance_id, reservation_id, account_id, author, rating, content, created_at)
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    SELECT ?, 1000000000 + n, ? + MOD(n, ?), ELT(1 + MOD(n, 4), '김*다', '이*도', '박*대', '최*기'),
                           1 + MOD(n * 7, 5), CONCAT('A long evening by the sea, number ', n,
                           '. The songs were worth the way, and we would come again.'), UTC_TIMESTAMP(6) FROM number""",
                    REVIEWS, performance,
                    Database.number(connection, "SELECT MIN(id) + 1 FROM account WHERE role = 'USER'"),
                    Database.number(connection, "SELECT COUNT(*) - 1 FROM account WHERE role = 'USER'"));
            Database.update(connection, """
                    INSERT INTO review_rating (performance_id, rated_1, rated_2, rated_3, rated_4, rated_5)
                    SELECT performance_id, SUM(rating = 1), SUM(rating = 2), SUM(rating = 3), SUM(rating = 4),
                           SUM(rating = 5) FROM review WHERE performance_id = ? GROUP BY performance_id""",
                    performance);
        }
        finally {
            Database.close(connection);
        }
    }

    /** The cookies of the session. */
    private static String signIn(int port) {
        CookieManager cookies = new CookieManager();
        URI page = URI.create("http://127.0.0.1:" + port + "/sign-in");
        try (HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            String form = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
            Matcher token = TOKEN.matcher(form);
            if (!token.find()) {
                throw new IllegalStateException("The page for signing in has no token");
            }
            Map<String, String> fields = Map.of("email", EditionStage.email(1), "password", EditionStage.PASSWORD,
                    "_csrf", token.group(1));
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet()
                    .stream()
                    .map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"))))
                .build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 302 || answer.headers().firstValue("Location").orElse("").contains("error")) {
                throw new IllegalStateException("Signing in on the page was answered by " + answer.statusCode());
            }
            return cookies.getCookieStore()
                .getCookies()
                .stream()
                .map((cookie) -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        }
        catch (IOException ex) {
            throw new IllegalStateException("Nobody could sign in on the page", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", ex);
        }
    }

    /** The six reads by name. */
    Map<String, String> reads() {
        Map<String, String> reads = new LinkedHashMap<>();
        reads.put("performer", "/api/performers/" + this.performer);
        reads.put("performance", "/api/performances/" + this.performance);
        reads.put("rounds", "/api/performances/" + this.performance + "/rounds");
        reads.put("reviews", "/api/performances/" + this.performance + "/reviews");
        reads.put("cast", "/api/performances/" + this.performance + "/performers");
        reads.put("venue", "/api/venues/" + this.venue);
        return reads;
    }

    /** The pages by name. */
    Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("home", "/");
        pages.put("list", "/performances");
        pages.put("performance page", "/performances/" + this.performance);
        pages.put("seat page", "/rounds/" + this.round + "/seats");
        return pages;
    }

}
