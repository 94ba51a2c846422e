package io.ticketblue.shared.content;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;

/** The controls of tests of the cache: its parts, each without one guard. */
final class UnguardedContent {

    private UnguardedContent() {
    }

    /** Takes content for as new as anything, whenever its loading began. */
    static final class Epochs extends TagEpochs {

        @Override
        long beforeLoading(String tag) {
            return Long.MAX_VALUE;
        }

    }

    /** Stores content with the generation from after its loading. */
    static final class Level extends RedisLevel {

        Level(RedisLink redis, ContentSettings settings, String release, Clock clock, MeterRegistry metrics) {
            super(redis, settings, release, clock, metrics);
        }

        @Override
        void store(ContentKey<?> key, Found before, Content content, long began) {
            Found after = find(key);
            super.store(key, (after != null) ? after : before, content, began);
        }

    }

    /** Repeats nothing. */
    static final class Feed extends InvalidationFeed {

        Feed(RedisLevel redis, TagEpochs epochs, PendingInvalidations pending, MeterRegistry metrics) {
            super(redis, epochs, pending, metrics);
        }

        @Override
        void repeat() {
            // The guard that is taken out.
        }

    }

    /** Takes no notice of lost connections. */
    static final class Pending extends PendingInvalidations {

        @Override
        synchronized void connectionChanged() {
            // The guard that is taken out.
        }

    }

}
