package io.ticketblue.shared.database.replica;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewSort;
import io.ticketblue.review.Reviews;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.database.PrimaryReads;
import io.ticketblue.shared.database.replica.ServersOfTransactions.Begun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ReflectionUtils;

import static io.ticketblue.shared.database.replica.ServersOfTransactions.PRIMARY;
import static io.ticketblue.shared.database.replica.ServersOfTransactions.REPLICA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicaRoutingIntegrationTests extends ReplicatedSite {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private PlatformTransactionManager manager;

    @Autowired
    private MeterRegistry metrics;

    @LocalManagementPort
    private int managementPort;

    @Test
    void everyMarkedMethodReadsTheReplica() {
        List<String> seen = new ArrayList<>();
        for (Object bean : this.context.getBeansWithAnnotation(Component.class).values()) {
            Class<?> type = AopUtils.getTargetClass(bean);
            for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
                if (method.isAnnotationPresent(MayBeStale.class)) {
                    String name = type.getName() + "." + method.getName();
                    Begun first = this.transactions.during(() -> call(bean, method)).getFirst();
                    assertThat(first).as(name).isEqualTo(new Begun(name, REPLICA, true, true));
                    seen.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(seen).contains("Catalog.performances", "Catalog.shownPerformance", "AuditTrail.entries",
                "Coupons.open");
    }

    @Test
    void whatIsNotMarkedReadsThePrimary() {
        PerformanceId id = newPerformance();
        List<Begun> begun = this.transactions.during(() -> {
            this.catalog.performance(id);
            this.catalog.venueNames();
            rename(id);
        });
        assertThat(begun).hasSizeGreaterThanOrEqualTo(4).extracting(Begun::server).containsOnly(PRIMARY);
        assertThat(server()).isEqualTo(PRIMARY);
    }

    /** What staff have hidden must not show on a later page for as long as the lag. */
    @Test
    void everyPageOfReviewsIsReadAtThePrimary(@Autowired Reviews reviews) {
        PerformanceId id = newPerformance();
        awaitReplicated();
        List<Begun> begun = this.transactions.during(() -> {
            reviews.page(id, ReviewSort.NEWEST, null, 10);
            reviews.page(id, ReviewSort.NEWEST, "5-4711", 10);
        });
        assertThat(begun).filteredOn((one) -> one.name().endsWith("Reviews.page"))
            .hasSize(2)
            .extracting(Begun::server)
            .containsOnly(PRIMARY);
    }

    @Test
    void aWriteAfterAReadOfTheSameThreadGoesToThePrimaryOnAConnectionThatMayWrite() {
        PerformanceId id = newPerformance();
        List<Begun> begun = this.transactions.during(() -> {
            for (int turn = 0; turn < 30; turn++) {
                this.catalog.venues(new Paging(0, 1));
                this.catalog.performance(id);
                this.admin.createVenue(Examples.venue(10));
            }
        });
        assertThat(begun.stream().filter((one) -> !one.readOnly())).hasSizeGreaterThanOrEqualTo(30)
            .allSatisfy((write) -> {
                assertThat(write.server()).isEqualTo(PRIMARY);
                assertThat(write.connectionReadOnly()).isFalse();
            });
        assertThat(begun.stream().filter((one) -> one.name().endsWith(".venues"))).hasSize(30)
            .allSatisfy((read) -> assertThat(read.server()).isEqualTo(REPLICA));
    }

    @Test
    void aTransactionThatWritesLeavesTheRouteOfTheReplica() {
        TransactionTemplate writing = new TransactionTemplate(this.manager);
        int server = DatabaseRoute.REPLICA.call(() -> Objects.requireNonNull(writing.execute((status) -> write())));
        assertThat(server).isEqualTo(PRIMARY);
    }

    /** Control: with Spring's own transaction manager such a write meets the replica. */
    @Test
    void theReplicaRefusesAWriteThatKeepsTheRoute() {
        TransactionTemplate unguarded = new TransactionTemplate(new JdbcTransactionManager(this.source));
        assertThatExceptionOfType(DataAccessException.class)
            .isThrownBy(() -> DatabaseRoute.REPLICA.call(() -> unguarded.execute((status) -> write())))
            .withStackTraceContaining("--read-only option");
    }

    @Test
    void readsThePrimaryWhereThePresentStateIsAskedFor() {
        List<Begun> begun = this.transactions
            .during(() -> PrimaryReads.run(() -> this.catalog.venues(new Paging(0, 1))));
        assertThat(begun).extracting(Begun::server).containsExactly(PRIMARY);
    }

    @Test
    void readsThePrimaryWhileAllConnectionsToTheReplicaAreInUseAndKeepsTheReplica() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int connection = 0; connection < 20; connection++) {
                taken.add(DatabaseRoute.REPLICA.call(this.source::getConnection));
            }
            List<Begun> begun = this.transactions.during(() -> this.catalog.venues(new Paging(0, 1)));
            assertThat(begun).extracting(Begun::server).containsExactly(PRIMARY);
            assertThat(this.status.isInUse()).isTrue();
        }
        finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void joinsATransactionOfTheCaller() {
        TransactionTemplate reading = new TransactionTemplate(this.manager);
        reading.setReadOnly(true);
        List<Begun> begun = this.transactions
            .during(() -> reading.executeWithoutResult((status) -> this.catalog.venues(new Paging(0, 1))));
        assertThat(begun).extracting(Begun::server).containsExactly(PRIMARY);
    }

    @Test
    void sessionsAtTheReplicaAreReadOnlyWhateverTheirUserMayDo() {
        String query = "SELECT @@tx_read_only";
        assertThat(DatabaseRoute.REPLICA.call(() -> this.sql.sql(query).query(Integer.class).single())).isOne();
        assertThat(this.sql.sql(query).query(Integer.class).single()).isZero();
    }

    @Test
    void healthAndMetricsTellHowTheReplicaDoes() {
        this.catalog.venues(new Paging(0, 1));
        ApiClient management = ApiClient.at(this.managementPort);
        Answer health = management.get("/actuator/health/replica-reads");
        assertThat(health.text("status")).isEqualTo("UP");
        assertThat(health.body().at("/components/replica/details/state").asString()).isEqualTo("IN_USE");
        assertThat(health.body().at("/components/replica/details/lagMillis").asLong()).isBetween(0L, 5000L);
        assertThat(this.metrics.get("ticketblue.replica.used").gauge().value()).isOne();
        assertThat(this.metrics.get("ticketblue.replica.lag").gauge().value()).isBetween(0.0, 5.0);
        assertThat(this.metrics.get("ticketblue.database.reads").tag("target", "replica").functionCounter().count())
            .isPositive();
        this.status.fault(ReplicaState.DOWN, null);
        assertThat(management.get("/actuator/health/replica-reads").body().path("status").asString())
            .isEqualTo("UNKNOWN");
        assertThat(management.get("/actuator/health").status()).isEqualTo(200);
        assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private int server() {
        return this.sql.sql("SELECT @@server_id").query(Integer.class).single();
    }

    private int write() {
        this.sql.sql("UPDATE replica_heartbeat SET installation = installation WHERE id = 1").update();
        return server();
    }

    /** With whatever arguments: the transaction begins before they are looked at. */
    private static void call(Object bean, Method method) {
        try {
            method.invoke(bean,
                    Arrays.stream(method.getParameterTypes()).map(ReplicaRoutingIntegrationTests::any).toArray());
        }
        catch (InvocationTargetException ex) {
            assertThat(ex.getTargetException()).as(method.getName()).isInstanceOf(RuntimeException.class);
        }
        catch (IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static @Nullable Object any(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        return (type == long.class) ? (Object) 1L : (type == boolean.class) ? (Object) false : null;
    }

}
