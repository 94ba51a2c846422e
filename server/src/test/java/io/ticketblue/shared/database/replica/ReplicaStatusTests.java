package io.ticketblue.shared.database.replica;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaStatusTests {

    private final ReplicaStatus status = new ReplicaStatus(new ReplicaSettings("jdbc:mariadb://replica/x", "reader", "",
            20, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMillis(500)));

    @Test
    void isUsedAfterThreePassedChecks() {
        assertThat(this.status.isInUse()).isFalse();
        lag(1);
        lag(1);
        assertThat(this.status.state()).isEqualTo(ReplicaState.RECOVERING);
        lag(1);
        assertThat(this.status.isInUse()).isTrue();
        assertThat(this.status.lag()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isOutOfUseAfterOneFaultUntilThreePassedChecksInARow() {
        use();
        this.status.fault(ReplicaState.DOWN, null);
        assertThat(this.status.isInUse()).isFalse();
        lag(1);
        lag(1);
        this.status.fault(ReplicaState.DOWN, null);
        lag(1);
        lag(1);
        assertThat(this.status.isInUse()).isFalse();
        lag(1);
        assertThat(this.status.isInUse()).isTrue();
    }

    @Test
    void isOutOfUseAboveTheLimitOfTheLag() {
        use();
        lag(5);
        assertThat(this.status.isInUse()).isTrue();
        lag(6);
        assertThat(this.status.state()).isEqualTo(ReplicaState.LAGGING);
        lag(5);
        assertThat(this.status.isInUse()).isFalse();
    }

    @Test
    void isOutOfUseButUsableWithoutPrimaryIfTheLagIsNotMeasuredForTooLong() {
        use();
        this.status.lags(Duration.ofSeconds(6), Duration.ofSeconds(1));
        assertThat(this.status.state()).isEqualTo(ReplicaState.UNMEASURED);
        this.status.lags(Duration.ofHours(1), Duration.ofSeconds(1));
        assertThat(this.status.isInUse()).isFalse();
        assertThat(this.status.isUsableWithoutPrimary()).isTrue();
        assertThat(this.status.lag()).isEqualTo(Duration.ofHours(1));
        lag(6);
        assertThat(this.status.state()).isEqualTo(ReplicaState.LAGGING);
    }

    @Test
    void canBeReadWithoutThePrimaryWhileItLagsButNotForEver() {
        assertThat(this.status.isUsableWithoutPrimary()).isFalse();
        lag(200);
        assertThat(this.status.isInUse()).isFalse();
        assertThat(this.status.isUsableWithoutPrimary()).isTrue();
        lag(301);
        assertThat(this.status.isUsableWithoutPrimary()).isFalse();
        lag(1);
        this.status.fault(ReplicaState.PROMOTED, null);
        assertThat(this.status.isUsableWithoutPrimary()).isTrue();
        this.status.fault(ReplicaState.FOREIGN, null);
        assertThat(this.status.isUsableWithoutPrimary()).isFalse();
        this.status.fault(ReplicaState.DOWN, null);
        assertThat(this.status.isUsableWithoutPrimary()).isFalse();
    }

    private void use() {
        for (int check = 0; check < ReplicaStatus.CHECKS_TO_RECOVER; check++) {
            lag(1);
        }
        assertThat(this.status.isInUse()).isTrue();
    }

    private void lag(int seconds) {
        this.status.lags(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
    }

}
