package io.ticketblue.shared.content;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The cache of public content of this node. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContentSettings.class)
class ContentConfiguration {

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    ContentCache contentCache(ContentSettings settings, RedisConnectionFactory redis, Clock clock,
            MeterRegistry metrics) {
        if (!settings.redisTimeout().isPositive() || settings.redisTimeout().compareTo(LONGEST_TIMEOUT) > 0) {
            throw new Misconfigured("ticketblue.cache.redis-timeout is " + settings.redisTimeout().toMillis() + " ms",
                    "Set ticketblue.cache.redis-timeout to a time between 1ms and 2s, for example 100ms.");
        }
        if (!settings.levels().redis()) {
            return new ContentCache(settings, new TagEpochs(), null, clock, metrics);
        }
        if (!(redis instanceof LettuceConnectionFactory lettuce)) {
            throw new Misconfigured("Redis is not connected to by Lettuce",
                    "Remove other clients of Redis from the class path, or set ticketblue.cache.levels=none.");
        }
        RedisLink link = new RedisLink(lettuce, settings.redisTimeout(), metrics);
        RedisLevel level = new RedisLevel(link, settings, Release.digest(), clock, metrics);
        TagEpochs epochs = new TagEpochs();
        InvalidationFeed feed = new InvalidationFeed(level, epochs, new PendingInvalidations(), metrics);
        feed.start();
        return new ContentCache(settings, epochs, feed, clock, metrics);
    }

}
