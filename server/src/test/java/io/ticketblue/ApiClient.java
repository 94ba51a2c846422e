package io.ticketblue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.accounts.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Speaks to the API over HTTP as a person would: in a language, perhaps with a token. */
public final class ApiClient {

    /** The password of everybody who signs up here. */
    public static final String PASSWORD = "blue-seat-7";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RestTestClient http;

    private final String language;

    private final @Nullable String token;

    private final Map<String, String> headers;

    private ApiClient(RestTestClient http, String language, @Nullable String token, Map<String, String> headers) {
        this.http = http;
        this.language = language;
        this.token = token;
        this.headers = headers;
    }

    /**
     * Speaks Korean and is not signed in.
     * @param http the client that knows the server
     * @return a client for the API
     */
    public static ApiClient of(RestTestClient http) {
        return new ApiClient(http, "ko", null, Map.of());
    }

    /**
     * Speaks Korean and is not signed in.
     * @param port a port of this machine that a server answers on
     * @return a client for the API
     */
    public static ApiClient at(int port) {
        return of(RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build());
    }

    /**
     * The same person in another language.
     * @param language what to send as Accept-Language
     * @return the new client
     */
    public ApiClient in(String language) {
        return new ApiClient(this.http, language, this.token, this.headers);
    }

    /**
     * The same with an access token.
     * @param token the token, null for none
     * @return the new client
     */
    public ApiClient with(@Nullable String token) {
        return new ApiClient(this.http, this.language, token, this.headers);
    }

    /**
     * The same with another header.
     * @param name the header's name
     * @param value its value
     * @return the new client
     */
    public ApiClient header(String name, String value) {
        Map<String, String> more = new HashMap<>(this.headers);
        more.put(name, value);
        return new ApiClient(this.http, this.language, this.token, more);
    }

    /**
     * Signs a new buyer up and in.
     * @return a client with the buyer's access token
     */
    public ApiClient newBuyer() {
        String email = newEmail();
        post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        return with(signIn(email, PASSWORD).text("accessToken"));
    }

    /**
     * Signs new staff up and in.
     * @param role what they may do
     * @return a client with the staff's access token
     */
    public ApiClient newStaff(Role role) {
        String email = newEmail();
        joinStaff(email, PASSWORD, role);
        return signedIn(email, PASSWORD);
    }

    /**
     * Makes an account of staff, by an invitation of the first administrator.
     * @param email the address
     * @param password the password
     * @param role what they may do
     * @return the answer with the account
     */
    public Answer joinStaff(String email, String password, Role role) {
        String code = signedIn(TestServers.ROOT, PASSWORD)
            .post("/api/admin/invitations", Map.of("email", email, "role", role))
            .text("inviteCode");
        return post("/api/admin/accounts",
                Map.of("email", email, "password", password, "name", "박무대", "inviteCode", code));
    }

    /**
     * Signs new administrators up and in.
     * @return a client with the staff's access token
     */
    public ApiClient newStaff() {
        return with(newStaffToken());
    }

    /**
     * Signs new staff up and in.
     * @return the access token
     */
    public String newStaffToken() {
        String email = newEmail();
        joinStaff(email, PASSWORD, Role.ADMIN);
        return signIn(email, PASSWORD).text("accessToken");
    }

    /**
     * Signs somebody in who has an account.
     * @param email the address
     * @param password the password
     * @return a client with the person's access token
     */
    public ApiClient signedIn(String email, String password) {
        return with(signIn(email, password).text("accessToken"));
    }

    /**
     * Signs in.
     * @param email the address
     * @param password the password
     * @return the tokens
     */
    public Answer signIn(String email, String password) {
        return post("/api/sessions", Map.of("email", email, "password", password));
    }

    /**
     * An address that nobody has.
     * @return the address, in lower case
     */
    public static String newEmail() {
        return "p" + UUID.randomUUID().toString().substring(0, 18) + "@ticketblue.example";
    }

    /**
     * Sends a GET.
     * @param path the path with its query
     * @return the answer
     */
    public Answer get(String path) {
        return send(HttpMethod.GET, path, null);
    }

    /**
     * Sends a POST.
     * @param path the path with its query
     * @param body what becomes JSON, or JSON as a text
     * @return the answer
     */
    public Answer post(String path, @Nullable Object body) {
        return send(HttpMethod.POST, path, body);
    }

    /**
     * Sends a PATCH.
     * @param path the path with its query
     * @param body what becomes JSON, or JSON as a text
     * @return the answer
     */
    public Answer patch(String path, @Nullable Object body) {
        return send(HttpMethod.PATCH, path, body);
    }

    /**
     * Sends a PUT.
     * @param path the path with its query
     * @param body what becomes JSON, or JSON as a text
     * @return the answer
     */
    public Answer put(String path, @Nullable Object body) {
        return send(HttpMethod.PUT, path, body);
    }

    /**
     * Sends a DELETE.
     * @param path the path with its query
     * @param body what becomes JSON, or JSON as a text; null for none
     * @return the answer
     */
    public Answer delete(String path, @Nullable Object body) {
        return send(HttpMethod.DELETE, path, body);
    }

    /**
     * Fetches what an answer says was created.
     * @param created the answer
     * @return what is there
     */
    public Answer follow(Answer created) {
        return get(created.header(HttpHeaders.LOCATION));
    }

    /**
     * Sends a request.
     * @param method the method
     * @param path the path with its query
     * @param body what becomes JSON, or JSON as a text; null for none
     * @return the answer
     */
    public Answer send(HttpMethod method, String path, @Nullable Object body) {
        RestTestClient.RequestBodySpec request = this.http.method(method)
            .uri(path)
            .header(HttpHeaders.ACCEPT_LANGUAGE, this.language);
        this.headers.forEach(request::header);
        if (this.token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + this.token);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                .body((body instanceof String text) ? text : JSON.writeValueAsString(body));
        }
        EntityExchangeResult<byte[]> result = request.exchange().expectBody(byte[].class).returnResult();
        byte[] bytes = result.getResponseBody();
        JsonNode node = (bytes != null && bytes.length > 0) ? JSON.readTree(bytes) : JSON.createObjectNode();
        Answer answer = new Answer(result.getStatus().value(), node, result.getResponseHeaders());
        if (answer.status() == HttpStatus.CREATED.value()) {
            assertThat(answer.header(HttpHeaders.LOCATION)).as("Location after %s %s", method, path).isNotEmpty();
        }
        return answer;
    }

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param body the JSON, an empty object if there was none
     * @param headers the headers
     */
    public record Answer(int status, JsonNode body, HttpHeaders headers) {

        /**
         * A member of the body.
         * @param field its name
         * @return its text, empty if it is not there
         */
        public String text(String field) {
            return this.body.path(field).asString("");
        }

        /**
         * The problem's code.
         * @return the code, empty if it is no problem
         */
        public String code() {
            return text("code");
        }

        /**
         * A header.
         * @param name its name
         * @return its first value, empty if it is not there
         */
        public String header(String name) {
            String value = this.headers.getFirst(name);
            return (value != null) ? value : "";
        }

        /**
         * The fields that a problem names.
         * @return their names in order
         */
        public List<String> fields() {
            return this.body.path("errors").valueStream().map((error) -> error.path("field").asString()).toList();
        }

    }

}
