package io.ticketblue.shared.content;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.shared.breaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connections to Redis that answer soon or not at all: a circuit breaker lets one caller
 * try every half second while Redis does not answer, and refuses all others at once.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private static final Duration CONNECT = Duration.ofMillis(500);

    private final LettuceConnectionFactory connections;

    private final Counter failures;

    private final CircuitBreaker breaker = new CircuitBreaker(RETRY_AFTER, RETRY_AFTER, System::nanoTime);

    /** Whether the log says that Redis does not answer. */
    private final AtomicBoolean logged = new AtomicBoolean();

    private volatile boolean closed;

    /** The same server as the application's, with a timeout of its own. */
    RedisLink(LettuceConnectionFactory application, Duration timeout, MeterRegistry metrics) {
        this.connections = new LettuceConnectionFactory(server(application),
                client(application.getClientConfiguration(), timeout, application.getClusterConfiguration() != null));
        this.connections.setValidateConnection(false);
        this.connections.afterPropertiesSet();
        this.connections.start();
        this.failures = Counter.builder("ticketblue.cache.redis.failures")
            .description("Calls to Redis for public content that failed")
            .register(metrics);
        Gauge.builder("ticketblue.cache.redis.away", this, (link) -> link.isAway() ? 1 : 0)
            .description("1 while Redis does not answer, 0 otherwise")
            .register(metrics);
    }

    private static RedisConfiguration server(LettuceConnectionFactory application) {
        if (application.getClusterConfiguration() != null) {
            return application.getClusterConfiguration();
        }
        return (application.getSentinelConfiguration() != null) ? application.getSentinelConfiguration()
                : application.getStandaloneConfiguration();
    }

    private static LettuceClientConfiguration client(LettuceClientConfiguration application, Duration timeout,
            boolean cluster) {
        LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder();
        application.getClientResources().ifPresent(client::clientResources);
        application.getRedisCredentialsProviderFactory().ifPresent(client::redisCredentialsProviderFactory);
        ClientOptions.Builder options = cluster ? ClusterClientOptions.builder() : ClientOptions.builder();
        application.getClientOptions().ifPresent((given) -> options.sslOptions(given.getSslOptions()));
        client.clientOptions(options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .build());
        client.commandTimeout(timeout).shutdownTimeout(Duration.ZERO);
        if (application.isUseSsl()) {
            LettuceClientConfiguration.LettuceSslClientConfigurationBuilder ssl = client.useSsl();
            ssl.verifyPeer(Objects.requireNonNull(application.getVerifyMode()));
            if (application.isStartTls()) {
                ssl.startTls();
            }
            return ssl.build();
        }
        return client.build();
    }

    /**
     * Asks Redis.
     * @return the answer, null if it does not come in time or there is none
     */
    <T extends @Nullable Object> @Nullable T ask(Function<RedisConnection, T> question) {
        if (!this.breaker.tryEnter()) {
            return null;
        }
        try (RedisConnection connection = this.connections.getConnection()) {
            T answer = question.apply(connection);
            answered();
            return answer;
        }
        catch (DataAccessException | RedisException ex) {
            failed(ex);
            return null;
        }
        catch (IllegalStateException ex) {
            if (!this.closed) {
                throw ex;
            }
            LOG.debug("Redis was asked while the application stops", ex);
            return null;
        }
    }

    private void answered() {
        if (this.breaker.answered() && this.logged.getAndSet(false)) {
            LOG.info("Redis answers again; public content is shared between nodes again");
        }
    }

    private void failed(RuntimeException cause) {
        this.failures.increment();
        // A single late answer is only counted.
        if (!this.breaker.failed() && this.logged.compareAndSet(false, true)) {
            LOG.warn("Redis does not answer ({}); public content is read from the database",
                    NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
            LOG.debug("The failure", cause);
        }
    }

    boolean isAway() {
        return this.breaker.isOpen();
    }

    /**
     * Has a callback run whenever a connection is lost or made, since the server behind
     * the next one may be another. It must not block.
     */
    void onConnectionChange(Runnable callback) {
        this.connections.getRequiredNativeClient().addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
                callback.run();
            }

            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                callback.run();
            }
        });
    }

    /**
     * A connection that receives messages and connects again by itself.
     * @throws RedisException if Redis does not answer
     */
    StatefulRedisPubSubConnection<String, String> subscriber() {
        AbstractRedisClient client = this.connections.getRequiredNativeClient();
        return (client instanceof RedisClusterClient cluster) ? cluster.connectPubSub(StringCodec.UTF8)
                : ((RedisClient) client).connectPubSub(StringCodec.UTF8);
    }

    @Override
    public void close() {
        this.closed = true;
        this.connections.destroy();
    }

}
