package io.ticketblue.shared.content;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

import java.time.temporal.ChronoUnit;

/**
 * Settings of the cache of public content.
 *
 * @param levels which levels are used
 * @param localMegabytes how much of a node's memory it takes at most
 * @param redisMegabytes how much a node writes to Redis at most within the time for which
 * content stays there
 * @param redisTimeout after which an answer of Redis is not waited for any longer
 * @param namespace what the keys in Redis begin with; installations that share a Redis
 * need different ones
 */
@Validated
@ConfigurationProperties("ticketblue.cache")
record ContentSettings(@DefaultValue("both") Levels levels, @DefaultValue("64") @Min(1) @Max(65_536) int localMegabytes,
        @DefaultValue("64") @Min(1) @Max(65_536) int redisMegabytes,
        @DefaultValue("100ms") @DurationUnit(ChronoUnit.MILLIS) Duration redisTimeout,
        @DefaultValue("ticketblue:content") @NotBlank String namespace) {

    /** Which levels keep content. */
    enum Levels {

        /** Everything is read from the database each time. */
        NONE(false, false),

        /** Only Redis. */
        REDIS(false, true),

        /** Each node's memory in front of Redis. */
        BOTH(true, true);

        private final boolean local;

        private final boolean redis;

        Levels(boolean local, boolean redis) {
            this.local = local;
            this.redis = redis;
        }

        boolean local() {
            return this.local;
        }

        boolean redis() {
            return this.redis;
        }

        boolean any() {
            return this.local || this.redis;
        }

    }

}
