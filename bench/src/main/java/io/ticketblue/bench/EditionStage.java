package io.ticketblue.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * People and rounds of an {@link Edition}, made over its API, and people in bulk after
 * the image of one.
 *
 * @param tokens everybody's access token
 * @param rounds rounds of 15,000 seats
 * @param pairs ids of two seats beside each other
 */
record EditionStage(List<String> tokens, List<Long> rounds, List<List<Long>> pairs) {

    static final String PASSWORD = "benchmark-7-seats";

    /** The address of one of the people. */
    static String email(int number) {
        return "person-" + number + "@bench.example";
    }

    /** Makes them. */
    static EditionStage prepare(Edition edition, Database database, byte[] tokenKey, int people, int rounds) {
        Caller caller = new Caller(edition.port());
        caller.post("/api/accounts", null, Map.of("email", email(0), "password", PASSWORD, "name", "Person"));
        database.update("UPDATE account SET role = 'ADMIN' WHERE email = ?", email(0));
        String staff = caller.post("/api/sessions", null, Map.of("email", email(0), "password", PASSWORD))
            .path("accessToken")
            .asString();
        database.update("""
                SET STATEMENT max_recursive_iterations = 1000000 FOR
                INSERT INTO account (email, name, password_hash, role, customer_key, created_at)
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < ?)
                SELECT CONCAT('person-', n, '@bench.example'), CONCAT(name, ' ', n), password_hash, 'USER',
                       CONCAT('bench-', n), created_at
                FROM account CROSS JOIN number WHERE email = ?""", people + 1, email(0));
        long first = database.number("SELECT MIN(id) FROM account WHERE role = 'USER'");
        List<String> tokens = tokens(staff, tokenKey, first, people - 1);
        List<Long> ids = rounds(caller, staff, rounds);
        return new EditionStage(tokens, ids, pairs(caller, ids.getFirst()));
    }

    private static List<String> tokens(String pattern, byte[] key, long first, int people) {
        String[] parts = pattern.split("\\.");
        ObjectNode claims = (ObjectNode) JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
        claims.put("role", "USER");
        return LongStream.range(first, first + people).mapToObj((id) -> {
            byte[] payload = JsonMapper.shared().writeValueAsBytes(claims.put("sub", Long.toString(id)));
            return sign(key, parts[0] + "." + base64(payload));
        }).toList();
    }

    private static String sign(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java signs with HMAC", ex);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static List<Long> rounds(Caller caller, String staff, int rounds) {
        JsonNode venue = caller.post("/api/admin/venues", staff,
                Map.of("name", "Arena", "address", "1 Harbour Road, Seoul", "capacity", BenchOptions.ARENA));
        LocalDate firstDay = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        List<String> sections = venue.path("sections").valueStream().map((one) -> one.path("name").asString()).toList();
        Map<String, Object> performance = new LinkedHashMap<>();
        performance.put("title", "Songs of the Sea");
        performance.put("category", "MUSICAL");
        performance.put("durationMinutes", 60);
        performance.put("ageLimit", 8);
        performance.put("startDate", firstDay.toString());
        performance.put("endDate", firstDay.plusDays(100).toString());
        performance.put("venueId", venue.path("id").asLong());
        performance.put("grades", List.of(Map.of("name", "R", "price", 90_000, "sections", sections)));
        performance.put("performerIds", List.of());
        performance.put("maxPerPerson", 20);
        long id = caller.post("/api/admin/performances", staff, performance).path("id").asLong();
        IntStream.range(0, rounds)
            .forEach((round) -> caller.post("/api/admin/performances/" + id + "/rounds", staff,
                    Map.of("startsAt", List.of(firstDay.plusDays(round) + "T19:00:00+09:00"))));
        return caller.get("/api/performances/" + id + "/rounds")
            .valueStream()
            .map((round) -> round.path("id").asLong())
            .toList();
    }

    private static List<List<Long>> pairs(Caller caller, long round) {
        Map<String, List<Long>> rows = new LinkedHashMap<>();
        caller.get("/api/rounds/" + round + "/seats")
            .path("sections")
            .forEach((section) -> section.path("seats")
                .forEach((seat) -> rows
                    .computeIfAbsent(section.path("name").asString() + "/" + seat.path("row").asString(),
                            (row) -> new ArrayList<>())
                    .add(seat.path("id").asLong())));
        return new Hall(0, "", 0, List.of(), 0, List.copyOf(rows.values())).neighbours(2, 1);
    }

}
