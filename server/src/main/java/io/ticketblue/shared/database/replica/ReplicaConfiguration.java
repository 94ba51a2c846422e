package io.ticketblue.shared.database.replica;

import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.Misconfigured;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.database.PrimaryAvailability;
import io.ticketblue.shared.database.ReplicaFallback;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads at the replica, if {@code ticketblue.database.replica.url} is set. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean
    ReplicaStatus replicaStatus(ReplicaSettings settings) {
        return new ReplicaStatus(settings);
    }

    @Bean
    ReplicaReads replicaReads(ReplicaSettings settings, ReplicaStatus status, ObjectProvider<OwnWrites> ownWrites) {
        OwnWrites own = ownWrites.getIfAvailable();
        return new ReplicaReads(settings.isConfigured(), status, (own != null) ? own::wroteLately : () -> false);
    }

    /** Behind the guard against stale reads, before the transaction. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor replicaReadsAdvisor(ObjectProvider<ReplicaReads> reads) {
        MethodInterceptor late = (call) -> reads.getObject().invoke(call);
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new ComposablePointcut(AnnotationMatchingPointcut.forMethodAnnotation(MayBeStale.class))
                    .union((Pointcut) AnnotationMatchingPointcut.forMethodAnnotation(ReplicaFallback.class)),
                late);
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return advisor;
    }

    @Bean
    HealthIndicator replicaHealthIndicator(ReplicaSettings settings, ReplicaStatus status) {
        return new ReplicaHealth(settings, status);
    }

    /** What is there only with a replica. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(ReplicaSettings.PREFIX + ".url")
    static class WithReplica {

        /**
         * A request may last this long after its first transaction was committed, or
         * after it was noted that it may write.
         */
        private static final Duration LONGEST_REQUEST = Duration.ofSeconds(12);

        @Bean
        static BeanPostProcessor routing(ObjectProvider<ReplicaConnections> replica) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return (bean instanceof DataSource primary && bean instanceof PrimaryAvailability)
                            ? new RoutingDataSource(primary, replica::getObject) : bean;
                }
            };
        }

        @Bean
        ReplicaConnections replicaConnections(ReplicaSettings settings, DataSource primary) throws Exception {
            return new ReplicaConnections(settings, primary.unwrap(HikariDataSource.class));
        }

        @Bean
        ReplicaMonitor replicaMonitor(ReplicaSettings settings, ReplicaStatus status, JdbcConnectionDetails primary) {
            String url = Objects.requireNonNull(settings.url());
            if (url.equals(primary.getJdbcUrl())) {
                throw new Misconfigured(ReplicaSettings.PREFIX + ".url is the address of the primary database",
                        "Set it to the address of a replica, or leave it out.");
            }
            ReplicaProbe probe = new ReplicaProbe(
                    new JdbcHeartbeat(primary.getJdbcUrl(), primary.getUsername(), primary.getPassword()),
                    new JdbcHeartbeat(url, settings.username(), settings.password()), status, System::nanoTime);
            return new ReplicaMonitor(probe, settings.checkEvery());
        }

        @Bean
        RecentWriters recentWriters(ReplicaSettings settings, RedisConnectionFactory redis) {
            return new RecentWriters(new StringRedisTemplate(redis), span(settings));
        }

        @Bean
        RecentWritersRepair recentWritersRepair(RecentWriters writers, LettuceConnectionFactory redis) {
            return new RecentWritersRepair(writers, redis);
        }

        @Bean
        OwnWrites ownWrites(RecentWriters writers, ReplicaSettings settings, ObjectProvider<CurrentPerson> person,
                SiteSettings site) {
            return new OwnWrites(writers, () -> person.getObject().id(), span(settings), site);
        }

        private static Duration span(ReplicaSettings settings) {
            return settings.ownWrites().plus(LONGEST_REQUEST);
        }

        @Bean
        WebMvcConfigurer ownWritesOfRequests(OwnWrites ownWrites) {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(ownWrites).order(Ordered.HIGHEST_PRECEDENCE);
                }
            };
        }

        @Bean
        MeterBinder replicaMetrics(ReplicaStatus status, ReplicaReads reads) {
            return new ReplicaMetrics(status, reads);
        }

    }

}
