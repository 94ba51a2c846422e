package io.ticketblue.shared.content;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.content.ContentSettings.Levels;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Nodes with one Redis of their own and something that stands for the database: texts by
 * number, whose reading can be held up after the text was read.
 */
final class ContentNodes implements AutoCloseable {

    static final Lifetime LONG = new Lifetime(Duration.ofMinutes(10), Duration.ofMinutes(20));

    final Map<Integer, String> database = new ConcurrentHashMap<>();

    final AtomicInteger loads = new AtomicInteger();

    final AtomicInteger mostLoading = new AtomicInteger();

    final EmbeddedRedis redis = EmbeddedRedis.startTemporary();

    private final AtomicInteger loading = new AtomicInteger();

    private final String namespace = "test:" + UUID.randomUUID();

    private final LettuceConnectionFactory application;

    private final List<Node> nodes = new ArrayList<>();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    private volatile @Nullable Instant validUntil;

    ContentNodes() {
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(this.redis.host(), this.redis.port());
        server.setPassword(this.redis.password());
        this.application = new LettuceConnectionFactory(server);
        this.application.afterPropertiesSet();
        this.application.start();
    }

    Node node() {
        return node((parts) -> {
        });
    }

    Node node(Levels levels) {
        return node((parts) -> parts.levels = levels);
    }

    Node node(Consumer<Parts> changes) {
        Parts parts = new Parts();
        changes.accept(parts);
        Node node = new Node(parts);
        this.nodes.add(node);
        return node;
    }

    ContentKind<Integer> kind(Lifetime lifetime) {
        return ContentKind.of("text", lifetime, Duration.ofMinutes(2), (id) -> "text:" + id, Missing::new, this::load);
    }

    /** Whoever has read the database from now on waits until the gate opens. */
    void closeGate() {
        this.gate = new CountDownLatch(1);
    }

    void openGate() {
        this.gate.countDown();
    }

    void changesAt(Instant time) {
        this.validUntil = time;
    }

    @Nullable Content load(int id) {
        CountDownLatch closed = this.gate;
        String text = this.database.get(id);
        this.loads.incrementAndGet();
        this.mostLoading.accumulateAndGet(this.loading.incrementAndGet(), Math::max);
        try {
            if (!closed.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The gate was not opened");
            }
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            this.loading.decrementAndGet();
        }
        return (text != null) ? Content.of(text.getBytes(StandardCharsets.UTF_8), this.validUntil) : null;
    }

    /** Sends a message as another node would. */
    void publish(String message) {
        try (RedisConnection connection = this.application.getConnection()) {
            connection.publish(bytes(this.namespace + ":invalidations"), bytes(message));
        }
    }

    /** Has Redis write down what it has now, which it reads when it is started again. */
    void save() {
        try (RedisConnection connection = this.application.getConnection()) {
            connection.execute("SAVE");
        }
    }

    void killRedis() {
        ProcessHandle.of(this.redis.pid()).orElseThrow().destroyForcibly();
        this.redis.ended().join();
    }

    long contentsInRedis() {
        try (RedisConnection connection = this.application.getConnection()) {
            return connection.keyCommands().keys(bytes(this.namespace + ":*:*:*")).size();
        }
    }

    long keysInRedis() {
        try (RedisConnection connection = this.application.getConnection()) {
            Long size = connection.serverCommands().dbSize();
            return (size != null) ? size : 0;
        }
    }

    long bytesInRedis() {
        try (RedisConnection connection = this.application.getConnection()) {
            return connection.keyCommands()
                .keys(bytes(this.namespace + ":*:*:*"))
                .stream()
                .mapToLong((key) -> connection.stringCommands().strLen(key))
                .sum();
        }
    }

    /** Stops Redis without ending it, or lets it go on. */
    void signal(String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(this.redis.pid())).start().waitFor();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        openGate();
        this.nodes.forEach((node) -> node.feed.close());
        this.application.destroy();
        this.redis.close();
    }

    /** What a node is made of; controls replace one by another that lacks a guard. */
    static final class Parts {

        Levels levels = Levels.BOTH;

        int localMegabytes = 16;

        int redisMegabytes = 16;

        Clock clock = Clock.systemUTC();

        TagEpochs epochs = new TagEpochs();

        PendingInvalidations pending = new PendingInvalidations();

        LevelFactory level = RedisLevel::new;

        FeedFactory feed = InvalidationFeed::new;

    }

    @FunctionalInterface
    interface LevelFactory {

        RedisLevel make(RedisLink link, ContentSettings settings, String release, Clock clock, MeterRegistry metrics);

    }

    @FunctionalInterface
    interface FeedFactory {

        InvalidationFeed make(RedisLevel level, TagEpochs epochs, PendingInvalidations pending, MeterRegistry metrics);

    }

    /** One of several caches. */
    final class Node {

        final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        final ContentCache cache;

        private final ContentKind<Integer> kind = kind(LONG);

        private final InvalidationFeed feed;

        private Node(Parts parts) {
            ContentSettings settings = new ContentSettings(parts.levels, parts.localMegabytes, parts.redisMegabytes,
                    Duration.ofMillis(100), ContentNodes.this.namespace);
            RedisLink link = new RedisLink(ContentNodes.this.application, settings.redisTimeout(), this.metrics);
            RedisLevel level = parts.level.make(link, settings, "test", parts.clock, this.metrics);
            this.feed = parts.feed.make(level, parts.epochs, parts.pending, this.metrics);
            this.feed.start();
            this.cache = new ContentCache(settings, parts.epochs, parts.levels.redis() ? this.feed : null, parts.clock,
                    this.metrics);
        }

        String get(int id) {
            return get(this.kind, id);
        }

        String get(ContentKind<Integer> which, int id) {
            return new String(this.cache.get(which, id).plain(), StandardCharsets.UTF_8);
        }

        CompletableFuture<String> ask(int id) {
            return CompletableFuture.supplyAsync(() -> get(id), Thread::startVirtualThread);
        }

        void close() {
            this.feed.close();
        }

        void change(int id, String text) {
            ContentNodes.this.database.put(id, text);
            this.cache.invalidateAfterCommit(List.of("text:" + id));
        }

        boolean receives() {
            return this.feed.isCurrent(System.nanoTime());
        }

        double value(String gauge) {
            return this.metrics.get(gauge).gauge().value();
        }

    }

    /** There is no such text. */
    static final class Missing extends NotFound {

        Missing() {
            super("test.text-not-found");
        }

    }

}
