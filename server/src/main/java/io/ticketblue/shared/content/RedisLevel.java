package io.ticketblue.shared.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
 * stores after it stores something that nobody reads. A generation that Redis lost is
 * never made again.
 * <p>
 * Content and generation of a tag have a common hash tag, so that a cluster keeps them in
 * one slot and one request reads both.
 */
final class RedisLevel {

    private static final int GENERATION_BYTES = 32;

    private static final int HEAD = GENERATION_BYTES + Long.BYTES + 1;

    private static final byte PLAIN = 'p';

    private static final byte ZIPPED = 'z';

    /** What is gone sooner does not count against the limit. */
    private static final Duration LONG_LIVED = Duration.ofSeconds(10);

    private final RedisLink redis;

    private final String namespace;

    private final long mostBytes;

    private final Counter hits;

    private final Counter misses;

    private long windowEnds = System.nanoTime();

    private long written;

    RedisLevel(RedisLink redis, ContentSettings settings, MeterRegistry metrics) {
        this.redis = redis;
        this.namespace = settings.namespace();
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
     * What Redis has of a key.
     * @return content and generation, null if Redis does not answer
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

    private static @Nullable Content content(byte @Nullable [] generation, byte @Nullable [] stored) {
        if (generation == null || stored == null || stored.length <= HEAD
                || !Arrays.equals(generation, 0, generation.length, stored, 0, GENERATION_BYTES)) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(stored, GENERATION_BYTES, Long.BYTES + 1);
        long until = head.getLong();
        byte form = head.get();
        Instant validUntil = (until != 0) ? Instant.ofEpochMilli(until) : null;
        byte[] bytes = Arrays.copyOfRange(stored, HEAD, stored.length);
        return switch (form) {
            case PLAIN -> Content.of(bytes, validUntil);
            case ZIPPED -> Content.ofZipped(bytes, validUntil);
            default -> null;
        };
    }

    /** The same look once more, for what it says of the generation. */
    Found again(ContentKey<?> key, Found before) {
        Found found = find(key);
        return (found != null) ? found : before;
    }

    /**
     * Stores content that was loaded after a look.
     * @param before what the look found
     */
    void store(ContentKey<?> key, Found before, Content content) {
        byte[] zipped = content.zipped();
        byte[] bytes = (zipped != null) ? zipped : content.plain();
        Duration life = key.kind().inRedis();
        if (!mayWrite(bytes.length, life)) {
            return;
        }
        byte[] known = before.generation();
        byte[] generation = (known != null) ? known : newGeneration();
        Instant until = content.validUntil();
        byte[] stored = ByteBuffer.allocate(HEAD + bytes.length)
            .put(generation)
            .putLong((until != null) ? until.toEpochMilli() : 0)
            .put((zipped != null) ? ZIPPED : PLAIN)
            .put(bytes)
            .array();
        this.redis.ask((connection) -> {
            byte[] generationKey = generationKey(key.tag());
            if (known == null) {
                connection.stringCommands()
                    .set(generationKey, generation, Expiration.from(generationLife(life)), SetOption.ifAbsent());
            }
            else {
                connection.keyCommands().pExpire(generationKey, generationLife(life).toMillis());
            }
            return connection.stringCommands().set(contentKey(key), stored, Expiration.from(life), SetOption.upsert());
        });
    }

    /** A generation outlives all that was stored with it. */
    private static Duration generationLife(Duration life) {
        return life.multipliedBy(2).plusMinutes(1);
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

    /**
     * Gives tags new generations.
     * @return whether Redis did it
     */
    boolean invalidate(Collection<String> tags) {
        return Boolean.TRUE.equals(this.redis.ask((connection) -> {
            tags.forEach((tag) -> connection.stringCommands()
                .set(generationKey(tag), newGeneration(), Expiration.from(Duration.ofHours(1)), SetOption.upsert()));
            return true;
        }));
    }

    /** Sends a message to all nodes. */
    boolean publish(String channel, String message) {
        return this.redis
            .ask((RedisConnection connection) -> connection.publish(bytes(channel), bytes(message))) != null;
    }

    String channel() {
        return this.namespace + ":invalidations";
    }

    private byte[] generationKey(String tag) {
        return bytes(this.namespace + ":{" + tag + "}");
    }

    private byte[] contentKey(ContentKey<?> key) {
        return bytes(this.namespace + ":{" + key.tag() + "}:" + key);
    }

    private static byte[] newGeneration() {
        return bytes(UUID.randomUUID().toString().replace("-", ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a look has found.
     *
     * @param generation the tag's generation, null if it has none
     * @param content the content, null if it is not there or no longer counts
     */
    record Found(byte @Nullable [] generation, @Nullable Content content) {
    }

}
