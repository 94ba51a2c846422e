package io.ticketblue.accounts.internal;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.SerializationException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Sessions in Redis, without which the house stays open: while Redis is gone everybody is
 * signed out, and nobody can sign in on a page.
 */
@Configuration(proxyBeanMethods = false)
class SessionStore {

    private static final Logger log = LoggerFactory.getLogger(SessionStore.class);

    private final RedisConnectionFactory redis;

    SessionStore(RedisConnectionFactory redis) {
        this.redis = redis;
    }

    /** Whether a session would be kept. */
    boolean isAvailable() {
        try (RedisConnection connection = this.redis.getConnection()) {
            return connection.ping() != null;
        }
        catch (DataAccessException ex) {
            log.warn("Sessions cannot be kept: Redis does not answer", ex);
            return false;
        }
    }

    @Bean
    static BeanPostProcessor sessionsWithoutRedis() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return (bean instanceof SessionRepository<?> sessions) ? new Tolerant<>(sessions) : bean;
            }
        };
    }

    /**
     * Without its server the client answers at once instead of keeping everybody waiting.
     */
    @Bean
    static LettuceClientOptionsBuilderCustomizer failFast() {
        return (options) -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    private static final class Tolerant<S extends Session> implements SessionRepository<S> {

        private final SessionRepository<S> sessions;

        private Tolerant(SessionRepository<S> sessions) {
            this.sessions = sessions;
        }

        @Override
        public S createSession() {
            return this.sessions.createSession();
        }

        @Override
        public void save(S session) {
            try {
                this.sessions.save(session);
            }
            catch (DataAccessException ex) {
                log.warn("A session was not kept: {}", ex.getMessage());
            }
        }

        @Override
        public @Nullable S findById(String id) {
            try {
                return this.sessions.findById(id);
            }
            catch (DataAccessException | SerializationException ex) {
                log.warn("A session was not found, its owner counts as signed out: {}", ex.getMessage());
                return null;
            }
        }

        @Override
        public void deleteById(String id) {
            try {
                this.sessions.deleteById(id);
            }
            catch (DataAccessException ex) {
                log.warn("A session was not ended: {}", ex.getMessage());
            }
        }

    }

}
