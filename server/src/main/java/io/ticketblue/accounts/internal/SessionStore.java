package io.ticketblue.accounts.internal;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.ticketblue.accounts.internal.sessionstore.GuardedSessions;
import io.ticketblue.accounts.internal.sessionstore.PageSessionIds;
import io.ticketblue.accounts.internal.sessionstore.SessionBreaker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Sessions in Redis, without which the house stays open: while Redis is gone everybody is
 * signed out, and nobody can sign in on a page.
 */
@Configuration(proxyBeanMethods = false)
class SessionStore {

    private final RedisConnectionFactory redis;

    private final SessionBreaker breaker;

    SessionStore(RedisConnectionFactory redis, SessionBreaker breaker) {
        this.redis = redis;
        this.breaker = breaker;
    }

    /** Whether a session would be kept. */
    boolean isAvailable() {
        if (!this.breaker.tryEnter()) {
            return false;
        }
        try (RedisConnection connection = this.redis.getConnection()) {
            boolean answers = connection.ping() != null;
            this.breaker.answered();
            return answers;
        }
        catch (DataAccessException ex) {
            this.breaker.failed(ex);
            return false;
        }
    }

    @Bean
    static BeanPostProcessor guardedSessions(ObjectProvider<SessionBreaker> breaker,
            ObjectProvider<CookieSerializer> cookie) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof SessionRepositoryFilter<?> filter) {
                    CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
                    ids.setCookieSerializer(cookie.getObject());
                    filter.setHttpSessionIdResolver(new PageSessionIds(ids));
                }
                return (bean instanceof SessionRepository<?> sessions)
                        ? new GuardedSessions<>(sessions, breaker::getObject) : bean;
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

}
