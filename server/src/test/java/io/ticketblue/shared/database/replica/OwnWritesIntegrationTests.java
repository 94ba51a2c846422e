package io.ticketblue.shared.database.replica;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

import io.ticketblue.ApiClient;
import io.ticketblue.PageClient;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.PerformanceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * People see what they changed while the replica stands still, as it does between two
 * changes that reach it. Others are the control: they see the old state meanwhile.
 */
class OwnWritesIntegrationTests extends ReplicatedSite {

    private static final long ACCOUNT = 4711;

    private static final Duration SPAN = Duration.ofSeconds(22);

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private RedisConnectionFactory connections;

    private final AtomicLong nanos = new AtomicLong();

    private ApiClient anybody;

    @BeforeEach
    void prepare() {
        this.anybody = ApiClient.at(this.port);
        new RecentWriters(this.redis, SPAN).contains(ACCOUNT);
        this.redis.delete("ticketblue:replica:new");
    }

    @AfterEach
    void resume() {
        SERVERS.resumeReplication();
    }

    @Test
    void staffSeeWhatTheyChangedByTheApiAlsoWithTheNextRequest() {
        ApiClient staff = this.anybody.newStaff();
        ApiClient other = this.anybody.newStaff();
        awaitReplicated();
        SERVERS.pauseReplication();
        String name = Examples.uniqueName("New house");
        assertThat(staff.post("/api/admin/venues", Map.of("name", name, "address", "a", "capacity", 10)).status())
            .isEqualTo(201);
        for (int request = 0; request < 3; request++) {
            assertThat(audit(staff)).contains(name);
            assertThat(audit(other)).doesNotContain(name);
        }
        SERVERS.resumeReplication();
        awaitReplicated();
        assertThat(audit(other)).contains(name);
    }

    @Test
    void aBrowserReadsThePrimaryAfterItsOwnFormAndOthersDoNot() {
        String email = ApiClient.newEmail();
        this.anybody.post("/api/accounts", Map.of("email", email, "password", ApiClient.PASSWORD, "name", "먼바다"));
        PageClient browser = new PageClient(this.port);
        browser.signIn(email, ApiClient.PASSWORD);
        PageClient other = new PageClient(this.port);
        PerformanceId id = newPerformance();
        awaitReplicated();
        SERVERS.pauseReplication();
        String title = rename(id);
        assertThat(browser.submit("/profile", "/profile", Map.of("name", "안개주파수")).statusCode()).isEqualTo(302);
        assertThat(browser.cookie("ticketblue-reads")).contains("primary");
        String list = "/performances?venueId=" + this.catalog.performance(id).venue().id().value();
        assertThat(browser.get(list).body()).contains(title, "안개주파수");
        assertThat(other.get(list).body()).doesNotContain(title).contains("<html");
        assertThat(other.cookie("ticketblue-reads")).isEmpty();
    }

    @Test
    void lookingAroundLeavesNoCookieAndReadsTheReplica() {
        PerformanceId id = newPerformance();
        awaitReplicated();
        PageClient browser = new PageClient(this.port);
        long before = this.reads.atReplica();
        for (String path : new String[] { "/", "/performances", "/performances/" + id.value() }) {
            assertThat(browser.get(path).statusCode()).isEqualTo(200);
        }
        assertThat(browser.cookie("ticketblue-reads")).isEmpty();
        assertThat(this.reads.atReplica()).isGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void anAccountIsKnownOnEveryNodeForTheSpan() {
        RecentWriters here = node();
        RecentWriters there = node();
        assertThat(there.contains(ACCOUNT)).isFalse();
        here.add(ACCOUNT);
        assertThat(there.contains(ACCOUNT)).isTrue();
        assertThat(there.contains(ACCOUNT + 1)).isFalse();
        assertThat(this.redis.getExpire("ticketblue:replica:wrote:" + ACCOUNT)).isBetween(15L, SPAN.toSeconds());
        this.redis.delete("ticketblue:replica:wrote:" + ACCOUNT);
        assertThat(there.contains(ACCOUNT)).isFalse();
        assertThat(here.contains(ACCOUNT)).isTrue();
        this.nanos.addAndGet(SPAN.toNanos() + 1);
        assertThat(here.contains(ACCOUNT)).isFalse();
    }

    @Test
    void everybodyReadsThePrimaryForASpanAfterRedisHasLostItsMemory() {
        this.redis.delete("ticketblue:replica:remembers");
        assertThat(node().contains(ACCOUNT)).isTrue();
        assertThat(node().contains(ACCOUNT)).isTrue();
        assertThat(this.redis.getExpire("ticketblue:replica:new")).isBetween(15L, SPAN.toSeconds());
        this.redis.delete("ticketblue:replica:new");
        assertThat(node().contains(ACCOUNT)).isFalse();
    }

    @Test
    void signedInPeopleReadThePrimaryOnEveryNodeWhileRedisIsGone() {
        RecentWriters here = node();
        RecentWriters there = node();
        killRedis();
        try {
            here.add(ACCOUNT);
            assertThat(here.contains(ACCOUNT + 1)).isTrue();
            assertThat(there.contains(ACCOUNT)).isTrue();
        }
        finally {
            REDIS.startAgain();
        }
        awaitRepaired(here);
        assertThat(there.contains(ACCOUNT)).isTrue();
        assertThat(this.redis.hasKey("ticketblue:replica:new")).isTrue();
    }

    /**
     * Two accounts write while Redis hangs: the command for the first one waits in the
     * socket and is done later, the second one is not even sent. Redis loses nothing, so
     * before the repair, which is the control, no other node knows of it.
     */
    @Test
    void aWriteThatRedisHasMissedWhileItHungCountsOnEveryNode() {
        RecentWriters there = node();
        LettuceConnectionFactory impatient = impatientConnections();
        RecentWriters here = new RecentWriters(new StringRedisTemplate(impatient), SPAN, this.nanos::get);
        signal("STOP", REDIS.pid());
        try {
            here.add(ACCOUNT + 1);
            here.add(ACCOUNT);
        }
        finally {
            signal("CONT", REDIS.pid());
        }
        assertThat(there.contains(ACCOUNT)).isFalse();
        assertThat(here.contains(ACCOUNT + 2)).isTrue();
        awaitRepaired(here);
        assertThat(there.contains(ACCOUNT)).isTrue();
        this.redis.delete("ticketblue:replica:new");
        assertThat(there.contains(ACCOUNT)).isFalse();
        assertThat(here.contains(ACCOUNT + 2)).isFalse();
        impatient.destroy();
    }

    /** To the same server, without the seconds that the application waits for it. */
    private LettuceConnectionFactory impatientConnections() {
        LettuceConnectionFactory impatient = new LettuceConnectionFactory(
                ((LettuceConnectionFactory) this.connections).getStandaloneConfiguration(),
                LettuceClientConfiguration.builder().commandTimeout(Duration.ofMillis(300)).build());
        impatient.afterPropertiesSet();
        new StringRedisTemplate(impatient).hasKey("connected");
        return impatient;
    }

    /**
     * Redis writes its data to the disk, an account changes something, Redis crashes and
     * starts with what is on the disk. Without what the application then says, which is
     * the control, other nodes trust that.
     */
    @Test
    void everybodyReadsThePrimaryForASpanAfterRedisHasComeBackWithOlderData() throws Exception {
        RecentWriters there = node();
        Path snapshot = save();
        try {
            node().add(ACCOUNT);
            assertThat(there.contains(ACCOUNT)).isTrue();
            killRedis();
            REDIS.startAgain();
            await().atMost(LONGEST)
                .ignoreExceptions()
                .until(() -> this.redis.hasKey("ticketblue:replica:new") && !this.writers.isBehind());
            assertThat(there.contains(ACCOUNT)).isTrue();
            this.redis.delete("ticketblue:replica:new");
            assertThat(there.contains(ACCOUNT)).isFalse();
        }
        finally {
            Files.delete(snapshot);
        }
    }

    /** Writes what is in Redis to the disk, from where it is read at each start. */
    private Path save() {
        try (RedisConnection connection = this.connections.getConnection()) {
            connection.serverCommands().save();
            Properties settings = connection.serverCommands().getConfig("dir");
            return Path.of(Objects.requireNonNull(settings).getProperty("dir"), "dump.rdb");
        }
    }

    private void awaitRepaired(RecentWriters node) {
        await().atMost(LONGEST).until(() -> {
            this.nanos.addAndGet(Duration.ofMillis(1001).toNanos());
            node.repair();
            return !node.isBehind();
        });
    }

    private RecentWriters node() {
        return new RecentWriters(this.redis, SPAN, this.nanos::get);
    }

    private static String audit(ApiClient client) {
        return client.get("/api/admin/audit").body().path("items").toString();
    }

}
