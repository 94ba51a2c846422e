package io.ticketblue.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many people at once. One signs up and in as everybody does; the others are made after
 * that one's image, because passwords are expensive on purpose.
 */
final class Crowd {

    private static final String EMAIL = "person-0@bench.example";

    private static final String PASSWORD = "benchmark-7-seats";

    private final Accounts accounts;

    private final Database database;

    private final byte[] tokenKey;

    Crowd(Accounts accounts, Database database, byte[] tokenKey) {
        this.accounts = accounts;
        this.database = database;
        this.tokenKey = tokenKey;
    }

    /** Makes people and returns an access token of each. */
    List<String> gather(int people, int port) {
        long first = this.accounts.register(new SignUp(EMAIL, PASSWORD, "Person")).id().value();
        this.database.update("""
                SET STATEMENT max_recursive_iterations = 1000000 FOR
                INSERT INTO account (id, email, name, password_hash, role, customer_key, created_at)
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < ?)
                SELECT id + n, CONCAT('person-', n, '@bench.example'), CONCAT(name, ' ', n), password_hash, role,
                       CONCAT('bench-', n), created_at
                FROM account CROSS JOIN number WHERE id = ?""", people, first);
        String[] token = signIn(port).split("\\.");
        ObjectNode claims = (ObjectNode) JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token[1]));
        if (!claims.path("sub").asString().equals(Long.toString(first))) {
            throw new IllegalStateException("Access tokens no longer name the account as their subject");
        }
        return LongStream.range(first, first + people).mapToObj((id) -> {
            byte[] payload = JsonMapper.shared().writeValueAsBytes(claims.put("sub", Long.toString(id)));
            return sign(token[0] + "." + base64(payload));
        }).toList();
    }

    private static String signIn(int port) {
        String body = "{\"email\":\"" + EMAIL + "\",\"password\":\"" + PASSWORD + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/sessions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Nobody can sign in: " + answer.statusCode() + " " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body()).path("accessToken").asString();
        }
        catch (IOException ex) {
            throw new IllegalStateException("Nobody can sign in", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signing in", ex);
        }
    }

    private String sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(this.tokenKey, "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java signs with HMAC", ex);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

}
