package io.ticketblue.shared.database;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the circuit breaker before the pool. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    @Bean
    static CircuitBreakers failFastDataSource(ObjectProvider<DatabaseSettings> settings) {
        return new CircuitBreakers(settings);
    }

    private static FailFastDataSource guarded(HikariDataSource pool, DatabaseSettings settings) {
        FailFastDataSource guarded = new FailFastDataSource(pool, settings.mostWaiting(), () -> isFull(pool),
                System::nanoTime);
        pool.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public Override adjudicate(SQLException thrown) {
                guarded.observe(thrown);
                return Override.CONTINUE_EVICT;
            }
        });
        return guarded;
    }

    private static boolean isFull(HikariDataSource pool) {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        return connections != null && connections.getTotalConnections() >= pool.getMaximumPoolSize();
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource,
            ObjectProvider<TransactionManagerCustomizers> customizers) {
        LongTransactions transactions = new LongTransactions(dataSource);
        customizers.ifAvailable((all) -> all.customize(transactions));
        return transactions;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor staleReadGuard() {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                AnnotationMatchingPointcut.forMethodAnnotation(MayBeStale.class), new StaleReadGuard());
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    /** MariaDB gives a lock that did not come in time no state of its own. */
    @Bean
    SQLExceptionTranslator lockTimeouts() {
        return new SQLExceptionSubclassTranslator() {
            @Override
            protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql,
                    SQLException thrown) {
                return (thrown.getErrorCode() == LOCK_WAIT_TIMEOUT)
                        ? new CannotAcquireLockException(buildMessage(task, sql, thrown), thrown)
                        : super.doTranslate(task, sql, thrown);
            }
        };
    }

    /** A migration may take longer than any statement of a request. */
    @Bean
    FlywayConfigurationCustomizer migrationsWithoutTimeout(JdbcConnectionDetails database) {
        return (configuration) -> configuration.dataSource(database.getJdbcUrl(), database.getUsername(),
                database.getPassword());
    }

    @Bean
    MeterBinder databaseMetrics(DataSource dataSource) {
        return (registry) -> {
            try {
                if (dataSource.isWrapperFor(FailFastDataSource.class)) {
                    bind(dataSource.unwrap(FailFastDataSource.class), registry);
                }
            }
            catch (SQLException ex) {
                throw new IllegalStateException("The data source cannot be unwrapped", ex);
            }
        };
    }

    private static void bind(FailFastDataSource guarded, MeterRegistry registry) {
        Gauge.builder("ticketblue.database.away", guarded, (source) -> source.isUnavailable() ? 1 : 0)
            .description("1 while the database does not answer, 0 otherwise")
            .register(registry);
        Gauge.builder("ticketblue.database.waiting", guarded, FailFastDataSource::waiting)
            .description("Callers that wait for a connection")
            .register(registry);
        FunctionCounter.builder("ticketblue.database.refused", guarded, FailFastDataSource::refused)
            .description("Callers that were refused a connection without waiting for it")
            .register(registry);
    }

    /** Before post-processors that put something before the circuit breaker. */
    static final class CircuitBreakers implements BeanPostProcessor, PriorityOrdered {

        private final ObjectProvider<DatabaseSettings> settings;

        CircuitBreakers(ObjectProvider<DatabaseSettings> settings) {
            this.settings = settings;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return (bean instanceof HikariDataSource pool) ? guarded(pool, this.settings.getObject()) : bean;
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

    }

}
