package io.ticketblue.shared.content;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PendingInvalidationsTests {

    private static final int MOST = 3;

    private final AtomicLong nanos = new AtomicLong();

    private final PendingInvalidations pending = new PendingInvalidations(this.nanos::get, MOST);

    @Test
    void isBehindUntilRedisHasTakenAll() {
        assertThat(this.pending.isBehind()).isFalse();
        this.pending.add("a");
        this.pending.add("b");
        Map<String, Long> first = this.pending.next(1);
        assertThat(first).containsOnlyKeys("a");
        this.pending.done(first);
        assertThat(this.pending.isBehind()).isTrue();
        this.pending.done(this.pending.next(10));
        assertThat(this.pending.isBehind()).isFalse();
    }

    /** A second change whose own request failed while the first one was repeated. */
    @Test
    void keepsWhatWasAddedAgainWhileItWasRepeated() {
        this.pending.add("a");
        Map<String, Long> repeated = this.pending.next(10);
        this.pending.add("a");
        this.pending.done(repeated);
        assertThat(this.pending.isBehind()).isTrue();
        assertThat(this.pending.next(10)).containsOnlyKeys("a");
    }

    @Test
    void addsWhatWasInvalidatedLatelyWhenAConnectionChanged() {
        this.pending.remember("early");
        pass(Duration.ofMinutes(2));
        this.pending.remember("late");
        pass(Duration.ofSeconds(90));
        this.pending.addRecent();
        assertThat(this.pending.isBehind()).isFalse();
        this.pending.connectionChanged();
        assertThat(this.pending.isBehind()).isTrue();
        this.pending.addRecent();
        assertThat(this.pending.next(10)).containsOnlyKeys("late");
    }

    @Test
    void isNotBehindAfterAChangedConnectionIfNothingWasInvalidated() {
        this.pending.connectionChanged();
        this.pending.addRecent();
        assertThat(this.pending.isBehind()).isFalse();
    }

    @Test
    void invalidatesEverythingIfMoreIsPendingThanItHolds() {
        for (String tag : new String[] { "a", "b", "c", "d" }) {
            this.pending.add(tag);
        }
        assertThat(this.pending.isAllPending()).isTrue();
        this.pending.allDone();
        this.pending.done(this.pending.next(10));
        assertThat(this.pending.isBehind()).as("what is in Redis may be old").isTrue();
        pass(Duration.ofMinutes(3));
        assertThat(this.pending.isBehind()).isFalse();
    }

    @Test
    void invalidatesEverythingIfItCannotRememberAllThatRedisMayHaveLost() {
        for (String tag : new String[] { "a", "b", "c", "d" }) {
            this.pending.remember(tag);
        }
        this.pending.connectionChanged();
        this.pending.addRecent();
        assertThat(this.pending.isAllPending()).isTrue();
    }

    @Test
    void remembersATagByItsLatestInvalidation() {
        for (String tag : new String[] { "a", "b", "c", "a", "b", "c" }) {
            this.pending.remember(tag);
        }
        this.pending.connectionChanged();
        this.pending.addRecent();
        assertThat(this.pending.isAllPending()).isFalse();
        assertThat(this.pending.next(10)).containsOnlyKeys("a", "b", "c");
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

}
