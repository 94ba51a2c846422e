package io.ticketblue.search.indexing;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Changes are indexed at once, not when the writer looks the next time. */
class WakeupTests {

    private final Wakeup wakeup = new Wakeup();

    @Test
    @Timeout(30)
    void aSignalEndsTheWait() throws InterruptedException {
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                this.wakeup.await(Duration.ofHours(1));
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        this.wakeup.signal();
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    @Timeout(30)
    void aSignalBeforeTheWaitIsNotLost() throws InterruptedException {
        this.wakeup.signal();
        this.wakeup.signal();
        this.wakeup.await(Duration.ofHours(1));
        this.wakeup.await(Duration.ZERO);
    }

}
