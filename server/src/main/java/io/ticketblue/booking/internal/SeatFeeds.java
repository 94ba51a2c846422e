package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.database.DatabaseFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** The feeds of the rounds that somebody watches, each with one thread. */
@Component
class SeatFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(SeatFeeds.class);

    /** Looks often enough whether anybody still watches. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final SeatBoards boards;

    private final JsonMapper json;

    private final Map<RoundId, Watched> feeds = new HashMap<>();

    SeatFeeds(SeatBoards boards, JsonMapper json) {
        this.boards = boards;
        this.json = json;
    }

    /**
     * Begins to watch a round; the subscription must be closed.
     * @throws RoundNotFound if there is no such round
     */
    Subscription subscribe(RoundId round) {
        SeatSnapshot first = this.boards.board(round).current();
        synchronized (this.feeds) {
            Watched watched = this.feeds.get(round);
            if (watched == null || watched.feed.isEnded()) {
                watched = new Watched(new SeatFeed(first, this.json));
                this.feeds.put(round, watched);
                SeatFeed feed = watched.feed;
                Thread.ofVirtual().name("seat-feed-" + round).start(() -> run(round, feed));
            }
            watched.watchers++;
            return new Subscription(watched);
        }
    }

    private void run(RoundId round, SeatFeed feed) {
        try {
            while (isWatched(round, feed)) {
                look(round, feed);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            feed.end();
        }
    }

    /** While the ledger cannot be read, watchers keep what they have. */
    private void look(RoundId round, SeatFeed feed) throws InterruptedException {
        try {
            feed.publish(this.boards.board(round).next(feed.present(), LOOK_AGAIN_AFTER));
        }
        catch (RoundNotFound ex) {
            feed.end();
        }
        catch (RuntimeException ex) {
            if (!(ex instanceof Unavailable) && !DatabaseFailures.isOutage(ex)) {
                LOG.atError().setCause(ex).addKeyValue("round", round).log("Changes of a seat map could not be read");
            }
            // Backs off: nothing tells that the database is there again but another try.
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
    }

    private boolean isWatched(RoundId round, SeatFeed feed) {
        synchronized (this.feeds) {
            Watched watched = this.feeds.get(round);
            if (watched == null || watched.feed != feed) {
                return false;
            }
            if (watched.watchers == 0 || feed.isEnded()) {
                this.feeds.remove(round);
                return false;
            }
            return true;
        }
    }

    /** Whether the round has a feed. */
    boolean isWatched(RoundId round) {
        synchronized (this.feeds) {
            return this.feeds.containsKey(round);
        }
    }

    private static final class Watched {

        private final SeatFeed feed;

        private int watchers;

        private Watched(SeatFeed feed) {
            this.feed = feed;
        }

    }

    /** One watcher of a round. */
    final class Subscription implements AutoCloseable {

        private final Watched watched;

        private Subscription(Watched watched) {
            this.watched = watched;
        }

        SeatFeed feed() {
            return this.watched.feed;
        }

        @Override
        public void close() {
            synchronized (SeatFeeds.this.feeds) {
                this.watched.watchers--;
            }
        }

    }

}
