package io.ticketblue.shared.database;

import org.junit.jupiter.api.Test;

import static io.ticketblue.shared.database.DatabaseRoute.PRIMARY;
import static io.ticketblue.shared.database.DatabaseRoute.REPLICA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DatabaseRouteTests {

    @Test
    void tellsWhoKeepsWhatIsReadThatTheReplicaAnswered() {
        assertThat(TrackedReads.of(() -> PRIMARY.call(DatabaseRoute::present)))
            .isEqualTo(new TrackedReads<>(PRIMARY, false));
        assertThat(TrackedReads.of(() -> REPLICA.call(DatabaseRoute::present)))
            .isEqualTo(new TrackedReads<>(REPLICA, true));
        assertThat(TrackedReads.of(() -> TrackedReads.of(() -> REPLICA.call(DatabaseRoute::present)).value()))
            .isEqualTo(new TrackedReads<>(REPLICA, true));
    }

    @Test
    void tellsItAlsoWhenTheReplicaSaysThatThereIsNothing() {
        assertThat(TrackedReads.of(() -> {
            assertThatIllegalStateException().isThrownBy(() -> REPLICA.call(() -> {
                throw new IllegalStateException("Nothing there");
            }));
            return "nothing";
        })).isEqualTo(new TrackedReads<>("nothing", true));
    }

}
