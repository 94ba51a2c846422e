package io.ticketblue.shared.database.replica;

import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.ticketblue.ApiClient;
import io.ticketblue.PageClient;
import io.ticketblue.TestServers;
import io.ticketblue.TicketBlue;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.PrimaryAvailability;
import io.ticketblue.shared.database.replica.Load.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Servers that fail while people look around, on a node that reads the database for each
 * request and on one with caches, as nodes have by default.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplicaOutageIntegrationTests extends ReplicatedSite {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(12);

    private static final int ENOUGH = 60;

    private static final int NODES = 2;

    @Autowired
    private DataSource source;

    private static @Nullable ConfigurableApplicationContext cached;

    @BeforeAll
    static void startNodeWithCaches(@Autowired Environment other) {
        Map<String, Object> settings = new HashMap<>(TestServers.properties());
        for (String same : List.of("spring.datasource.url", "spring.datasource.username", "spring.datasource.password",
                "spring.data.redis.url", "spring.session.data.redis.namespace", ReplicaSettings.PREFIX + ".url",
                ReplicaSettings.PREFIX + ".username", ReplicaSettings.PREFIX + ".password",
                ReplicaSettings.PREFIX + ".check-every")) {
            settings.put(same, other.getRequiredProperty(same));
        }
        settings.put("server.port", "0");
        settings.put("ticketblue.search.backend", "NONE");
        cached = new SpringApplicationBuilder(TicketBlue.class)
            .initializers((context) -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("node", settings)))
            .run();
    }

    @AfterAll
    static void stopNodeWithCaches() {
        if (cached != null) {
            cached.close();
        }
    }

    private static int cachedPort() {
        return Objects.requireNonNull(cached).getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    @Test
    void nobodyNoticesThatTheReplicaIsKilledAndComesBack() {
        PerformanceId id = shown();
        try (Load load = guests(id)) {
            load.awaitAnswers(ENOUGH);
            SERVERS.replica().crash();
            await().atMost(LONGEST).until(() -> this.status.state() == ReplicaState.DOWN);
            load.awaitAnswers(ENOUGH);
            assertTheReplicaCannotBeRead();
            SERVERS.replica().startAgain();
            awaitReplicaInUse();
            long before = this.reads.atReplica();
            await().atMost(LONGEST).until(() -> this.reads.atReplica() > before);
            load.awaitAnswers(ENOUGH);
            load.stop();
            assertAllAnswered(load);
        }
    }

    /** Control: what reads the replica without the way back fails. */
    private void assertTheReplicaCannotBeRead() {
        assertThatException()
            .isThrownBy(() -> DatabaseRoute.REPLICA.call(() -> this.catalog.rounds(List.<RoundId>of(new RoundId(1)))))
            .isInstanceOfAny(DataAccessException.class, TransactionException.class);
    }

    @Test
    void nobodyNoticesThatTheReplicaHangs() {
        PerformanceId id = shown();
        try (Load load = guests(id)) {
            load.awaitAnswers(ENOUGH);
            signal("STOP", SERVERS.replica().pid());
            await().atMost(LONGEST).until(() -> this.status.state() == ReplicaState.DOWN);
            load.awaitAnswers(ENOUGH);
            signal("CONT", SERVERS.replica().pid());
            awaitReplicaInUse();
            load.stop();
            assertAllAnswered(load);
        }
        finally {
            signal("CONT", SERVERS.replica().pid());
        }
    }

    @Test
    void readsGoOnWhileThePrimaryHangs() {
        PerformanceId id = shown();
        PageClient browser = new PageClient(this.port);
        browser.signIn(newAccount(ApiClient.at(this.port)), ApiClient.PASSWORD);
        String session = browser.cookie("ticketblue").orElseThrow();
        awaitReplicated();
        try (Load load = guests(id); Load people = new Load(this.port)) {
            people.with(reads(people, id, "Cookie", "ticketblue=" + session));
            load.awaitAnswers(ENOUGH);
            signal("STOP", SERVERS.primary().pid());
            await().atMost(LONGEST).until(this::isPrimaryAway);
            load.awaitAnswers(ENOUGH);
            people.awaitAnswers(ENOUGH);
            signal("CONT", SERVERS.primary().pid());
            awaitReplicaInUse();
            load.awaitAnswers(ENOUGH);
            load.stop();
            people.stop();
            assertAllAnswered(load);
            assertAllAnswered(people);
            assertSignedIn(people);
        }
        finally {
            signal("CONT", SERVERS.primary().pid());
        }
    }

    @Test
    void nobodyNoticesThatTheReplicaLagsOrStopsReplicating() {
        PerformanceId id = shown();
        try (Load load = guests(id)) {
            SERVERS.pauseReplication();
            String title = rename(id);
            await().atMost(LONGEST).until(() -> this.status.state() == ReplicaState.LAGGING);
            assertThat(this.status.lag()).isGreaterThan(Duration.ofSeconds(5));
            assertThat(this.catalog.shownPerformance(id).title()).isEqualTo(title);
            load.awaitAnswers(ENOUGH);
            SERVERS.resumeReplication();
            awaitReplicaInUse();
            assertThat(this.status.lag()).isLessThan(Duration.ofSeconds(5));
            load.stop();
            assertAllAnswered(load);
        }
    }

    @Test
    void aPromotedReplicaIsReadNoMore() {
        PerformanceId id = shown();
        try (Load load = guests(id)) {
            SERVERS.promote();
            await().atMost(LONGEST).until(() -> this.status.state() == ReplicaState.PROMOTED);
            long before = this.reads.atReplica();
            load.awaitAnswers(ENOUGH);
            assertThat(this.reads.atReplica()).isEqualTo(before);
            SERVERS.demote();
            awaitReplicaInUse();
            load.stop();
            assertAllAnswered(load);
        }
    }

    @Test
    void nobodyNoticesThatRedisIsKilledAndComesBack() {
        PerformanceId id = shown();
        ApiClient buyer = ApiClient.at(this.port);
        String token = buyer.signIn(newAccount(buyer), ApiClient.PASSWORD).text("accessToken");
        PageClient browser = new PageClient(this.port);
        browser.signIn(newAccount(buyer), ApiClient.PASSWORD);
        String session = browser.cookie("ticketblue").orElseThrow();
        try (Load load = guests(id)) {
            load.with(reads(load, id, "Authorization", "Bearer " + token))
                .with(reads(load, id, "Cookie", "ticketblue=" + session));
            load.awaitAnswers(ENOUGH);
            killRedis();
            load.awaitAnswers(2 * ENOUGH);
            REDIS.startAgain();
            load.awaitAnswers(2 * ENOUGH);
            load.stop();
            assertAllAnswered(load);
        }
    }

    @Test
    void readsGoOnWithoutThePrimaryWritesAreRefusedAndNothingIsLost(CapturedOutput output) {
        PerformanceId id = shown();
        ApiClient anybody = ApiClient.at(this.port);
        String token = anybody.signIn(newAccount(anybody), ApiClient.PASSWORD).text("accessToken");
        PageClient browser = new PageClient(this.port);
        browser.signIn(newAccount(anybody), ApiClient.PASSWORD);
        String session = browser.cookie("ticketblue").orElseThrow();
        awaitReplicated();
        AtomicInteger names = new AtomicInteger();
        int logged = output.getAll().length();
        try (Load load = guests(id); Load people = new Load(this.port); Load writers = new Load(this.port)) {
            people.with(reads(people, id, "Cookie", "ticketblue=" + session));
            writers.with(List.of(() -> rename(writers, token, names.incrementAndGet())));
            load.awaitAnswers(ENOUGH);
            writers.awaitAnswers(5);
            SERVERS.primary().crash();
            await().atMost(LONGEST).until(this::isPrimaryAway);
            load.awaitAnswers(2 * ENOUGH);
            people.awaitAnswers(10);
            writers.awaitAnswers(3);
            assertThat(new PageClient(this.port).signIn(ApiClient.newEmail(), ApiClient.PASSWORD)
                .headers()
                .firstValue("Location")
                .orElse("")).endsWith("/sign-in?error=unavailable");
            SERVERS.primary().startAgain();
            await().atMost(LONGEST).until(() -> !this.isPrimaryAway());
            awaitReplicaInUse();
            load.awaitAnswers(ENOUGH);
            writers.awaitAnswers(5);
            load.stop();
            people.stop();
            writers.stop();
            assertAllAnswered(load);
            assertAllAnswered(people);
            assertSignedIn(people);
            assertThat(writers.answers()).allSatisfy((answer) -> {
                assertThat(answer.status()).isIn(200, 503);
                assertThat(answer.took()).isLessThan(LONGEST_ANSWER);
            });
            assertThat(writers.answers()).filteredOn((answer) -> answer.status() == 503)
                .isNotEmpty()
                .allSatisfy((answer) -> {
                    assertThat(answer.retryAfter()).isNotNull();
                    assertThat(answer.body()).contains("request.unavailable");
                });
            assertNoConfirmedWriteIsLost(writers.answers(), token);
            assertTheOutageIsLoggedOnce(output.getAll().substring(logged));
        }
    }

    private HttpRequest.Builder rename(Load load, String token, int number) {
        return load.get("/api/me", "Authorization", "Bearer " + token, "Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers
                .ofString(JsonMapper.shared().writeValueAsString(Map.of("name", "이름 " + number))));
    }

    /**
     * Each name replaces the one before, so the last that was confirmed, or a later one,
     * is there.
     */
    private void assertNoConfirmedWriteIsLost(List<Answer> answers, String token) {
        String last = answers.stream()
            .filter((answer) -> answer.status() == 200)
            .map((answer) -> JsonMapper.shared().readTree(answer.body()).path("name").asString())
            .reduce("", (first, second) -> second);
        assertThat(ApiClient.at(this.port).with(token).get("/api/me").text("name")).isEqualTo(last);
    }

    /** By each node, not for each request and each job; what failed is counted. */
    private static void assertTheOutageIsLoggedOnce(String log) {
        assertThat(log.lines().filter((line) -> line.contains("The database does not answer"))).hasSize(NODES);
        assertThat(log.lines().filter((line) -> line.contains("The database answers again after"))).hasSize(NODES)
            .allSatisfy((line) -> assertThat(line).containsPattern("in which [1-9][0-9]* calls were refused"));
        assertThat(log.lines().filter((line) -> line.contains(" WARN ") || line.contains(" ERROR "))).as(log)
            .hasSizeLessThanOrEqualTo(8 * NODES);
        assertThat(log.lines().filter((line) -> line.startsWith("\tat "))).isEmpty();
    }

    private boolean isPrimaryAway() {
        try {
            return this.source.unwrap(PrimaryAvailability.class).isUnavailable();
        }
        catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private PerformanceId shown() {
        PerformanceId id = newPerformance();
        openRound(id);
        awaitReplicated();
        return id;
    }

    private Load guests(PerformanceId id) {
        Load load = new Load(this.port);
        Load ofCaches = new Load(cachedPort());
        RoundId round = this.catalog.shownRounds(id).getFirst().id();
        return load.with(List.of(() -> load.get("/api/rounds/" + round)))
            .with(reads(load, id))
            .with(reads(load, id))
            .with(reads(load, id))
            .beside(ofCaches.with(reads(ofCaches, id)).with(reads(ofCaches, id)));
    }

    private static List<Supplier<HttpRequest.Builder>> reads(Load load, PerformanceId id, String... headers) {
        boolean api = headers.length > 0 && headers[0].equals("Authorization");
        String page = "/performances/" + id.value();
        List<String> json = List.of("/api/performances?size=5", "/api/performances/" + id.value(),
                "/api/performances/" + id.value() + "/rounds", "/api/performances/" + id.value() + "/performers",
                "/api/venues", "/api/performers");
        List<String> pages = List.of("/", "/performances", page);
        return Stream.concat(json.stream(), (api ? List.<String>of() : pages)
            .stream()).<Supplier<HttpRequest.Builder>>map((path) -> () -> load.get(path, headers)).toList();
    }

    private static String newAccount(ApiClient anybody) {
        String email = ApiClient.newEmail();
        anybody.post("/api/accounts", Map.of("email", email, "password", ApiClient.PASSWORD, "name", "먼바다"));
        return email;
    }

    /** That the load was not of guests. */
    private static void assertSignedIn(Load people) {
        assertThat(people.answers()).filteredOn((answer) -> answer.body().startsWith("<!DOCTYPE html>"))
            .isNotEmpty()
            .allSatisfy((answer) -> assertThat(answer.body()).contains("action=\"/sign-out\""));
    }

    private static void assertAllAnswered(Load load) {
        assertThat(load.answers()).hasSizeGreaterThan(ENOUGH).allSatisfy((answer) -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.took()).isLessThan(LONGEST_ANSWER);
        });
        assertThat(load.answers().stream().map(Answer::what).distinct()).hasSizeGreaterThanOrEqualTo(6);
    }

}
