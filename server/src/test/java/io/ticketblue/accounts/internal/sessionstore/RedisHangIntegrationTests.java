package io.ticketblue.accounts.internal.sessionstore;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static io.ticketblue.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Redis that keeps its connections and answers nothing. Counts who asks it. */
@IntegrationTest
@Import(RedisHangIntegrationTests.Counting.class)
@DirtiesContext
class RedisHangIntegrationTests {

    private static final EmbeddedRedis REDIS = EmbeddedRedis.startTemporary();

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final int REQUESTS = 5;

    @LocalServerPort
    private int port;

    @Autowired
    private RemovableBreaker breaker;

    private PageClient browser;

    private String email;

    @DynamicPropertySource
    static void ownRedis(DynamicPropertyRegistry registry) {
        registry.add("spring.data.redis.url", REDIS::url);
        registry.add("spring.data.redis.timeout", () -> "300ms");
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @BeforeEach
    void signIn() {
        this.email = ApiClient.newEmail();
        ApiClient.at(this.port)
            .post("/api/accounts", Map.of("email", this.email, "password", PASSWORD, "name", "푸른하늘"));
        this.browser = new PageClient(this.port);
        this.browser.signIn(this.email, PASSWORD);
        assertThat(this.browser.get("/").body()).contains("푸른하늘");
        awaitTheSessionIsSaved();
        CALLS.set(0);
    }

    /**
     * Sessions are saved after the answer was sent; the next request on the same
     * connection is answered after that.
     */
    private void awaitTheSessionIsSaved() {
        assertThat(this.browser.get("/css/base.css").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void resume() {
        signal("CONT");
        this.breaker.removed = false;
        this.breaker.answered();
    }

    @Test
    void filesAndTheApiNeverLookForTheSession() {
        for (String path : List.of("/css/base.css", "/assets/AAAAAAAAAAAA/css/base.css", "/icons.svg", "/favicon.svg",
                "/js/site.js", "/webjars/htmx.org/dist/htmx.min.js",
                "/posters/0123456789abcdef0123456789abcdef-480.jpg", "/css/no-such.css", "/api/performances",
                "/api/performances/999999", "/api/search/suggestions?q=a", "/api/me", "/api/no-such")) {
            assertThat(this.browser.get(path).statusCode()).as(path).isIn(200, 401, 404);
        }
        assertThat(CALLS).hasValue(0);
        assertThat(this.browser.get("/").body()).contains("푸른하늘");
        assertThat(CALLS).hasPositiveValue();
    }

    @Test
    void oneRequestAtATimeTriesAndTheSessionGoesOnAfterwards() {
        String session = this.browser.cookie("ticketblue").orElseThrow();
        signal("STOP");
        try {
            look(1);
            assertThat(CALLS).as("the first waited").hasPositiveValue();
            CALLS.set(0);
            look(REQUESTS);
            HttpResponse<String> profile = this.browser.get("/profile");
            assertThat(profile.statusCode()).isEqualTo(302);
            assertThat(profile.headers().firstValue("Location").orElse("")).endsWith("/sign-in");
            assertThat(this.browser.signIn(this.email, PASSWORD).headers().firstValue("Location").orElse(""))
                .endsWith("/sign-in?error=unavailable");
            assertThat(CALLS).as("the others did not").hasValue(0);
            this.breaker.nanos.addAndGet(SessionBreaker.PAUSE.toNanos());
            look(REQUESTS);
            assertThat(CALLS).as("one tried again").hasValue(1);
        }
        finally {
            signal("CONT");
        }
        assertThat(this.browser.cookie("ticketblue")).contains(session);
        awaitSignedIn();
        assertThat(this.browser.cookie("ticketblue")).contains(session);
        assertThat(this.browser.submit("/profile", "/profile", Map.of("name", "먼바다")).statusCode()).isEqualTo(302);
        assertThat(this.browser.get("/").body()).contains("먼바다");
    }

    /** The control. */
    @Test
    void withoutTheBreakerEachRequestWaitsForRedis() {
        this.breaker.removed = true;
        signal("STOP");
        try {
            look(REQUESTS);
            assertThat(CALLS).hasValueGreaterThanOrEqualTo(REQUESTS);
        }
        finally {
            signal("CONT");
        }
        awaitSignedIn();
    }

    private void look(int times) {
        for (int time = 0; time < times; time++) {
            HttpResponse<String> home = this.browser.get("/");
            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(home.body()).doesNotContain("푸른하늘");
        }
    }

    private void awaitSignedIn() {
        await().untilAsserted(() -> {
            this.breaker.nanos.addAndGet(SessionBreaker.PAUSE.toNanos());
            assertThat(this.browser.get("/").body()).contains("푸른하늘");
        });
    }

    private static void signal(String name) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(REDIS.pid())).inheritIO().start().waitFor())
                .isZero();
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** With a clock that stands still, and which can be taken out. */
    static final class RemovableBreaker extends SessionBreaker {

        private final AtomicLong nanos;

        private volatile boolean removed;

        private RemovableBreaker(AtomicLong nanos) {
            super(nanos::get);
            this.nanos = nanos;
        }

        @Override
        public boolean tryEnter() {
            return this.removed || super.tryEnter();
        }

    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Counting {

        @Bean
        @Primary
        RemovableBreaker removableBreaker() {
            return new RemovableBreaker(new AtomicLong());
        }

        /** Behind the breaker, right before Redis. */
        @Bean
        static BeanPostProcessor countedSessions() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    return (bean instanceof SessionRepository<?> sessions) ? new Counted<>(sessions) : bean;
                }
            };
        }

    }

    private record Counted<S extends Session>(SessionRepository<S> sessions) implements SessionRepository<S> {

        @Override
        public S createSession() {
            return this.sessions.createSession();
        }

        @Override
        public void save(S session) {
            CALLS.incrementAndGet();
            this.sessions.save(session);
        }

        @Override
        public S findById(String id) {
            CALLS.incrementAndGet();
            return this.sessions.findById(id);
        }

        @Override
        public void deleteById(String id) {
            CALLS.incrementAndGet();
            this.sessions.deleteById(id);
        }

    }

}
