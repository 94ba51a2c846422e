package io.ticketblue.shared.database.replica;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.ticketblue.shared.database.ConnectionShortage;
import io.ticketblue.shared.database.DatabaseRoute;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.database.PrimaryReads;
import io.ticketblue.shared.database.ReplicaFallback;
import io.ticketblue.shared.database.TrackedReads;
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

    private static final RuntimeException SHORTAGE = new DataAccessResourceFailureException("none free",
            new ConnectionShortage("all in use", null));

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
        for (int check = 0; check < ReplicaStatus.CHECKS_TO_RECOVER; check++) {
            lag(0);
        }
    }

    @Test
    void servesMarkedReadsByTheReplicaWhileItIsUsed() {
        assertThat(this.facade.list()).isEqualTo("replica");
        lag(6);
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

    /** Its control is the test before: a lost connection does take the replica out. */
    @Test
    void keepsAReplicaWhosePoolIsFull() {
        this.atReplica = failing(SHORTAGE);
        assertThat(this.facade.list()).isEqualTo("primary");
        assertThat(this.asked).containsExactly(REPLICA, PRIMARY);
        assertThat(this.status.isInUse()).isTrue();
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
        this.status.primaryAnswered(false);
        lag(200);
        assertThat(this.facade.list()).isEqualTo("replica");
        assertThat(this.reads.read(this.facade::unmarked)).isEqualTo("replica");
        assertThat(this.reads.toReplica()).isEqualTo(4);
        lag(301);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::list);
    }

    /** Its control is the test before: a lost connection does lead to the replica. */
    @Test
    void doesNotTakeAFullPoolForAnOutage() {
        this.atPrimary = failing(SHORTAGE);
        lag(200);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::list);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::name);
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
            .isThrownBy(() -> PrimaryReads.run(this.facade::list));
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
            .isThrownBy(() -> this.reads.read(this.facade::unmarked));
        assertThat(this.asked).doesNotContain(REPLICA);
    }

    @Test
    void asksTheReplicaIfThePoolIsFullBecauseThePrimaryStoppedAnswering() {
        this.atPrimary = failing(SHORTAGE);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::name);
        this.status.primaryAnswered(false);
        assertThat(this.facade.name()).isEqualTo("replica");
    }

    /** As a circuit breaker that opened because the statements of others are slow. */
    @Test
    void doesNotReadAReplicaThatIsFarBehindWhileThePrimaryAnswersTheProbe() {
        this.atPrimary = failing(GONE);
        assertThat(this.facade.name()).isEqualTo("replica");
        lag(6);
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.facade::name);
        this.status.primaryAnswered(false);
        assertThat(this.facade.name()).isEqualTo("replica");
    }

    @Test
    void tellsTheCallerThatTheReplicaAnswered() {
        assertThat(TrackedReads.of(this.facade::name)).isEqualTo(new TrackedReads<>("primary", false));
        this.atPrimary = failing(GONE);
        assertThat(TrackedReads.of(this.facade::name)).isEqualTo(new TrackedReads<>("replica", true));
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

    private void lag(int seconds) {
        this.status.lags(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
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
