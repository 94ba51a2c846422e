package io.ticketblue.shared.database.replica;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A primary and a replica that repeats its row at once, unless told otherwise. */
class ReplicaProbeTests {

    private static final SQLException TIMED_OUT = new SQLException("no answer", "08000", new SocketTimeoutException());

    private static final ReplicaSettings SETTINGS = new ReplicaSettings("jdbc:mariadb://replica/x", "reader", "", 20,
            Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMillis(500));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());

    private final Server primary = new Server();

    private final Server replica = new Server();

    private final ReplicaStatus status = new ReplicaStatus(SETTINGS, this.nanos::get);

    private final ReplicaProbe probe = new ReplicaProbe(this.primary, this.replica, this.status, this.nanos::get);

    private long micros = 1_800_000_000_000_000L;

    private boolean replicates = true;

    @BeforeEach
    void use() {
        this.replica.readOnly = true;
        check(3);
        assertThat(this.status.isInUse()).isTrue();
    }

    @Test
    void theLagIsWhatTheReplicaHasNotGotOfTheRow() {
        check(10);
        assertThat(this.status.lag()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        this.replicates = false;
        check(5);
        assertThat(this.status.isInUse()).isTrue();
        check(2);
        assertThat(this.status.state()).isEqualTo(ReplicaState.LAGGING);
        assertThat(this.status.lag()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
        this.replicates = true;
        check(3);
        assertThat(this.status.isInUse()).isTrue();
    }

    /** Else replication could stop unnoticed, and the replica be read for ever. */
    @Test
    void isNotUsedAnyLongerThanTheLimitOnceTheHeartbeatIsNotWritten() {
        this.primary.writeFailure = new SQLException("UPDATE command denied", "42000", 1142, null);
        this.replicates = false;
        check(4);
        assertThat(this.status.isInUse()).isTrue();
        check(3);
        assertThat(this.status.state()).isEqualTo(ReplicaState.LAGGING);
        assertThat(this.status.isPrimarySilent()).isFalse();
    }

    /** Control: a probe for which no time passes goes on using the replica. */
    @Test
    void isNotUsedAnyLongerThanTheLimitOnceThePrimaryDoesNotTellItsTime() {
        ReplicaStatus unguarded = new ReplicaStatus(SETTINGS);
        ReplicaProbe timeless = new ReplicaProbe(this.primary, this.replica, unguarded, () -> 0);
        for (int check = 0; check < ReplicaStatus.CHECKS_TO_RECOVER; check++) {
            timeless.check();
        }
        this.primary.readFailure = TIMED_OUT;
        this.replicates = false;
        check(4);
        assertThat(this.status.isInUse()).isTrue();
        assertThat(this.status.isPrimarySilent()).isTrue();
        check(3);
        assertThat(this.status.state()).isEqualTo(ReplicaState.UNMEASURED);
        timeless.check();
        assertThat(unguarded.isInUse()).isTrue();
        check(3600);
        assertThat(this.status.isUsableWithoutPrimary()).isTrue();
        this.primary.readFailure = null;
        this.replicates = true;
        check(4);
        assertThat(this.status.isInUse()).isTrue();
    }

    /** What the replica had when the primary stopped is all that there will be. */
    @Test
    void cannotBeUsedWithoutThePrimaryIfItWasTooFarBehindWhenThatStopped() {
        this.replicates = false;
        check(299);
        this.primary.readFailure = TIMED_OUT;
        check(1000);
        assertThat(this.status.isUsableWithoutPrimary()).isTrue();
        this.primary.readFailure = null;
        check(10);
        this.primary.readFailure = TIMED_OUT;
        check(1);
        assertThat(this.status.isUsableWithoutPrimary()).isFalse();
    }

    @Test
    void aPrimaryThatRefusesConnectionsIsNotSilent() {
        this.primary.readFailure = new SQLNonTransientConnectionException("Too many connections", "08004", 1040);
        check(1);
        assertThat(this.status.isPrimarySilent()).isFalse();
        this.primary.readFailure = new SQLException("Access denied", "28000", 1045);
        check(1);
        assertThat(this.status.isPrimarySilent()).isFalse();
        this.primary.readFailure = TIMED_OUT;
        check(1);
        assertThat(this.status.isPrimarySilent()).isTrue();
        this.primary.readFailure = null;
        check(9);
        assertThat(this.status.isPrimarySilent()).isTrue();
        check(1);
        assertThat(this.status.isPrimarySilent()).isFalse();
    }

    @Test
    void tellsAPromotedAForeignAndADeadReplica() {
        this.replica.readOnly = false;
        check(1);
        assertThat(this.status.state()).isEqualTo(ReplicaState.PROMOTED);
        this.replica.readOnly = true;
        this.replica.installation = "another";
        check(1);
        assertThat(this.status.state()).isEqualTo(ReplicaState.FOREIGN);
        this.replica.readFailure = TIMED_OUT;
        check(1);
        assertThat(this.status.state()).isEqualTo(ReplicaState.DOWN);
    }

    @Test
    void isNotUsedBeforeThePrimaryHasToldWhoseItIs() {
        ReplicaStatus unknown = new ReplicaStatus(SETTINGS);
        this.primary.readFailure = TIMED_OUT;
        ReplicaProbe first = new ReplicaProbe(this.primary, this.replica, unknown, this.nanos::get);
        first.check();
        assertThat(unknown.state()).isEqualTo(ReplicaState.RECOVERING);
        assertThat(unknown.isUsableWithoutPrimary()).isFalse();
    }

    /** One check a second. */
    private void check(int seconds) {
        for (int second = 0; second < seconds; second++) {
            this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            this.micros += Duration.ofSeconds(1).toNanos() / 1000;
            this.probe.check();
        }
    }

    private long micros() {
        return this.micros;
    }

    private final class Server implements Heartbeat {

        private String installation = "this";

        private long written;

        private boolean readOnly;

        private @Nullable SQLException readFailure;

        private @Nullable SQLException writeFailure;

        @Override
        public void write() throws SQLException {
            if (this.writeFailure != null) {
                throw this.writeFailure;
            }
            this.written = micros();
            if (ReplicaProbeTests.this.replicates) {
                ReplicaProbeTests.this.replica.written = this.written;
            }
        }

        @Override
        public Row read() throws SQLException {
            if (this.readFailure != null) {
                throw this.readFailure;
            }
            return new Row(this.installation, this.written, micros(), this.readOnly);
        }

        @Override
        public void close() {
        }

    }

}
