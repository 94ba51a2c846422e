package io.ticketblue.shared.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStringCommands.SetOption;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Content in Redis. Each tag has a generation, a random value that an invalidation
 * replaces. Content is stored with the generation that its tag had before the content was
 * loaded, and counts only while the tag still has it: whoever loads before a commit and
 * stores after it stores something that nobody reads. A Redis that comes back empty has
 * no generations; one that comes back with older data may have old generations and
 * content, which {@link InvalidationFeed} invalidates once more before any is read.
 * <p>
 * Keys of content have the release of the application, so that none reads the JSON of
 * another; all releases share the generations.
 * <p>
 * Content and generation of a tag have a common hash tag, so that a cluster keeps them in
 * one slot and one request reads both.
 */
class RedisLevel {

    private static final int GENERATION_BYTES = 32;

    private static final int HEAD = GENERATION_BYTES + 2 * Long.BYTES + 1;

    private static final byte PLAIN = 'p';

    private static final byte ZIPPED = 'z';

    /** Longer than any content that is stored with it. */
    private static final Duration GENERATION_LIFE = Duration.ofHours(1);

    /** What is gone sooner does not count against the limit. */
    private static final Duration LONG_LIVED = Duration.ofSeconds(10);

    private final RedisLink redis;

    private final String namespace;

    private final String release;

    private final Clock clock;

    private final long mostBytes;

    private final Counter hits;

    private final Counter misses;

    private long windowEnds = System.nanoTime();

    private long written;

    RedisLevel(RedisLink redis, ContentSettings settings, String release, Clock clock, MeterRegistry metrics) {
        this.redis = redis;
        this.namespace = settings.namespace();
        this.release = release;
        this.clock = clock;
        this.mostBytes = settings.redisMegabytes() * 1024L * 1024L;
        this.hits = counter(metrics, "hit");
        this.misses = counter(metrics, "miss");
    }

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("ticketblue.cache.redis.gets")
            .tag("result", result)
            .description("Public content that Redis was asked for")
            .register(metrics);
    }

    /**
     * Content and generation of a key, null if Redis does not answer.
     */
    @Nullable Found find(ContentKey<?> key) {
        List<byte[]> values = this.redis
            .ask((connection) -> connection.stringCommands().mGet(generationKey(key.tag()), contentKey(key)));
        if (values == null) {
            return null;
        }
        byte[] generation = values.get(0);
        Content content = content(generation, values.get(1));
        ((content != null) ? this.hits : this.misses).increment();
        return new Found(generation, content);
    }

    private @Nullable Content content(byte @Nullable [] generation, byte @Nullable [] stored) {
        if (generation == null || stored == null || stored.length <= HEAD
                || !Arrays.equals(generation, 0, generation.length, stored, 0, GENERATION_BYTES)) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(stored, GENERATION_BYTES, HEAD - GENERATION_BYTES);
        long until = head.getLong();
        if (head.getLong() <= this.clock.millis()) {
            return null;
        }
        byte form = head.get();
        Instant validUntil = (until != 0) ? Instant.ofEpochMilli(until) : null;
        byte[] bytes = Arrays.copyOfRange(stored, HEAD, stored.length);
        return switch (form) {
            case PLAIN -> Content.of(bytes, validUntil).kept();
            case ZIPPED -> Content.ofZipped(bytes, validUntil);
            default -> null;
        };
    }

    /**
     * Stores content that was loaded afterwards. Its time counts from the beginning of
     * the loading, also if Redis takes the request much later.
     * @param before what was found
     * @param began when that was, in the nanoseconds of the system
     */
    void store(ContentKey<?> key, Found before, Content content, long began) {
        byte[] zipped = content.zipped();
        byte[] bytes = (zipped != null) ? zipped : content.plain();
        Duration life = key.kind().inRedis().minusNanos(System.nanoTime() - began).truncatedTo(ChronoUnit.MILLIS);
        if (!life.isPositive() || !mayWrite(bytes.length, key.kind().inRedis())) {
            return;
        }
        byte[] known = before.generation();
        byte[] generation = (known != null) ? known : newGeneration();
        Instant until = content.validUntil();
        byte[] stored = ByteBuffer.allocate(HEAD + bytes.length)
            .put(generation)
            .putLong((until != null) ? until.toEpochMilli() : 0)
            .putLong(this.clock.millis() + life.toMillis())
            .put((zipped != null) ? ZIPPED : PLAIN)
            .put(bytes)
            .array();
        this.redis.ask((connection) -> {
            byte[] generationKey = generationKey(key.tag());
            if (known == null) {
                connection.stringCommands()
                    .set(generationKey, generation, Expiration.from(GENERATION_LIFE), SetOption.ifAbsent());
            }
            else {
                connection.keyCommands().pExpire(generationKey, GENERATION_LIFE.toMillis());
            }
            return connection.stringCommands().set(contentKey(key), stored, Expiration.from(life), SetOption.upsert());
        });
    }

    /** Bounds what one node can have in Redis, whatever it is asked for. */
    private synchronized boolean mayWrite(int bytes, Duration life) {
        if (life.compareTo(LONG_LIVED) < 0) {
            return true;
        }
        long now = System.nanoTime();
        if (now - this.windowEnds >= 0) {
            this.windowEnds = now + Math.max(life.toNanos(), Duration.ofMinutes(1).toNanos());
            this.written = 0;
        }
        this.written += bytes + HEAD;
        return this.written <= this.mostBytes;
    }

    /** Gives tags new generations; false if Redis does not answer. */
    boolean invalidate(Collection<String> tags) {
        return Boolean.TRUE.equals(this.redis.ask((connection) -> {
            tags.forEach((tag) -> connection.stringCommands()
                .set(generationKey(tag), newGeneration(), Expiration.from(GENERATION_LIFE), SetOption.upsert()));
            return true;
        }));
    }

    /** Sends a message to all nodes. */
    boolean publish(String channel, String message) {
        return this.redis
            .ask((RedisConnection connection) -> connection.publish(bytes(channel), bytes(message))) != null;
    }

    RedisLink link() {
        return this.redis;
    }

    String channel() {
        return this.namespace + ":invalidations";
    }

    private byte[] generationKey(String tag) {
        return bytes(this.namespace + ":{" + tag + "}");
    }

    private byte[] contentKey(ContentKey<?> key) {
        return bytes(this.namespace + ":{" + key.tag() + "}:" + this.release + ":" + key);
    }

    private static byte[] newGeneration() {
        return bytes(UUID.randomUUID().toString().replace("-", ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What Redis has of a key.
     *
     * @param generation the tag's generation, null if it has none
     * @param content the content, null if it is not there or no longer counts
     */
    record Found(byte @Nullable [] generation, @Nullable Content content) {
    }

}
