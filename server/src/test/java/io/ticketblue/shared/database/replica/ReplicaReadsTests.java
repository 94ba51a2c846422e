package io.ticketblue.shared.database.replica;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.database.PrimaryReads;
import io.ticketblue.shared.database.ReplicaFallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.BadSqlGrammarException;

import static io.ticketblue.shared.database.DatabaseRoute.PRIMARY;
import static io.ticketblue.shared.database.DatabaseRoute.REPLICA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicaReadsTests {

    private static final RuntimeException GONE = new DataAccessResourceFailureException("gone",
            new SQLTransientConnectionException("no connection", "08001"));

    private final ReplicaStatus status = new ReplicaStatus(new ReplicaSettings("jdbc:mariadb://replica/x", "reader", "",
            20, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMillis(500)));

    private boolean wrote;

    private final ReplicaReads reads = new ReplicaReads(true, this.status, () -> this.wrote);

    private final List<DatabaseRoute> asked = new ArrayList<>();

    private Supplier<String> atPrimary = () -> "primary";

    private Supplier<String> atReplica = () -> "replica";

    private final Facade facade = proxy(this.reads);

    @BeforeEach
    void use() {
        for (int look = 0; look < ReplicaStatus.LOOKS_TO_RECOVER; look++) {
            this.status.lags(Duration.ZERO);
        }
    }

    @Test
    void servesMarkedReadsByTheReplicaWhileItIsUsed() {
        assertThat(this.facade.list()).isEqualTo("replica");
        this.status.lags(Duration.ofSeconds(6));
        assertThat(this.facade.list()).isEqualTo("primary");
    }

    @Test
    void servesWhoeverNeedsThePresentStateByThePrimary() {
        assertThat(PrimaryReads.run(this.facade::list)).isEqualTo("primary");
        this.wrote = true;
        assertThat(this.facade.list()).isEqualTo("primary");
        this.wrote = false;
        assertThat(this.facade.name()).isEqualTo("primary");
        assertThat(this.asked).doesNotContain(REPLICA);
    }

    @Test
    void asksThePrimaryOnceMoreAfterAFailureOfTheReplica() {
        this.atReplica = failing(GONE);
        assertThat(this.facade.list()).isEqualTo("primary");
        assertThat(this.asked).containsExactly(REPLICA, PRIMARY);
        assertThat(this.status.state()).isEqualTo(ReplicaState.DOWN);
        assertThat(this.reads.toPrimary()).isOne();
    }

    @Test
    void keepsAReplicaThatCannotServeASingleStatement() {
        this.atReplica = failing(new BadSqlGrammarException("", "", new SQLException("No such table", "42S02")));
        assertThat(this.facade.list()).isEqualTo("primary");
        assertThat(this.status.isInUse()).isTrue();
    }

    @Test
    void leavesWhatIsNoFailureOfTheDatabaseToTheCaller() {
        this.atReplica = failing(new NothingThere());
        assertThatExceptionOfType(NothingThere.class).isThrownBy(this.facade::list);
        assertThat(this.asked).containsExactly(REPLICA);
    }

    @Test
    void asksTheReplicaIfThePrimaryIsGoneAlsoForWhatNeedsThePresentState() {
        this.atPrimary = failing(GONE);
        assertThat(PrimaryReads.run(this.facade::list)).isEqualTo("replica");
        assertThat(this.facade.name()).isEqualTo("replica");
        this.status.lags(Duration.ofSeconds(200));
        assertThat(this.facade.list()).isEqualTo("replica");
        assertThat(this.reads.read(this.facade::unmarked)).isEqualTo("replica");
        assertThat(this.reads.toReplica()).isEqualTo(4);
        this.status.lags(Duration.ofSeconds(301));
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::list);
    }

    @Test
    void doesNotAskTheReplicaForWhatThePrimaryRefuses() {
        this.atPrimary = failing(new BadSqlGrammarException("", "", new SQLException("No such column", "42S22")));
        assertThatExceptionOfType(BadSqlGrammarException.class).isThrownBy(this.facade::name);
        assertThat(this.asked).containsExactly(PRIMARY);
    }

    @Test
    void failsIfBothAreGone() {
        this.atPrimary = failing(GONE);
        this.atReplica = failing(GONE);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::list);
        assertThat(this.asked).containsExactly(REPLICA, PRIMARY);
    }

    /** Control: the same call without the interceptor fails with the primary. */
    @Test
    void nothingElseAsksASecondTime() {
        this.atPrimary = failing(GONE);
        Facade bare = proxy(new ReplicaReads(false, this.status, () -> false));
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(bare::list);
        assertThat(this.asked).containsExactly(PRIMARY);
    }

    private static Supplier<String> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private Facade proxy(ReplicaReads interceptor) {
        ProxyFactory factory = new ProxyFactory(new Facade(this));
        factory.setProxyTargetClass(true);
        factory.addAdvice(interceptor);
        return (Facade) factory.getProxy(getClass().getClassLoader());
    }

    private String answer() {
        DatabaseRoute route = DatabaseRoute.present();
        this.asked.add(route);
        return ((route == REPLICA) ? this.atReplica : this.atPrimary).get();
    }

    /** What callers see. */
    static class Facade {

        private final ReplicaReadsTests test;

        Facade(ReplicaReadsTests test) {
            this.test = test;
        }

        @MayBeStale
        String list() {
            return this.test.answer();
        }

        @ReplicaFallback
        String name() {
            return this.test.answer();
        }

        String unmarked() {
            return this.test.answer();
        }

    }

    private static final class NothingThere extends RuntimeException {

    }

}
