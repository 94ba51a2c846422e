package io.ticketblue.booking;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ticketblue.catalog.RoundId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The boards of the rounds that somebody looks at, as many as memory should hold. */
@Component
class SeatBoards {

    private static final long MOST_SEATS_IN_MEMORY = 1_000_000;

    private final LoadingCache<RoundId, SeatBoard> boards;

    SeatBoards(RoundBook rounds, LedgerQueries ledger, Clock clock, BookingSettings settings) {
        this.boards = Caffeine.newBuilder()
            .maximumWeight(MOST_SEATS_IN_MEMORY)
            .<RoundId, SeatBoard>weigher((round, board) -> board.capacity() + 1)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build((round) -> new SeatBoard(rounds.plan(round), () -> ledger.taken(round), clock, settings.boardAge()));
    }

    /** The board of a round, or {@code RoundNotFound}. */
    SeatBoard board(RoundId round) {
        return this.boards.get(round);
    }

    void forget(RoundId round) {
        this.boards.invalidate(round);
    }

    @EventListener
    void on(LedgerChanges.Changed event) {
        SeatBoard board = this.boards.getIfPresent(event.round());
        if (board != null) {
            board.change();
        }
    }

}
