package io.ticketblue.shared.database.replica;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaStatusTests {

    private final ReplicaStatus status = new ReplicaStatus(new ReplicaSettings("jdbc:mariadb://replica/x", "reader", "",
            20, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMillis(500)));

    @Test
    void isUsedAfterThreeGoodLooks() {
        assertThat(this.status.isInUse()).isFalse();
        lag(1);
        lag(1);
        assertThat(this.status.state()).isEqualTo(ReplicaState.RECOVERING);
        lag(1);
        assertThat(this.status.isInUse()).isTrue();
        assertThat(this.status.lag()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isOutOfUseAfterOneFaultUntilThreeGoodLooksInARow() {
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
        for (int look = 0; look < ReplicaStatus.LOOKS_TO_RECOVER; look++) {
            lag(1);
        }
        assertThat(this.status.isInUse()).isTrue();
    }

    private void lag(int seconds) {
        this.status.lags(Duration.ofSeconds(seconds));
    }

}
