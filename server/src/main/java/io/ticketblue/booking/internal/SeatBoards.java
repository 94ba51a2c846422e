package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ticketblue.catalog.RoundId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The boards of the rounds that somebody looks at, as many as memory should hold. */
@Component
public class SeatBoards {

    private static final long MOST_SEATS_IN_MEMORY = 500_000;

    private final RoundBook rounds;

    private final LedgerQueries ledger;

    private final Clock clock;

    private final Duration age;

    private final Cache<RoundId, SeatBoard> boards = Caffeine.newBuilder()
        .maximumWeight(MOST_SEATS_IN_MEMORY)
        .<RoundId, SeatBoard>weigher((round, board) -> board.plan().capacity())
        .expireAfterAccess(Duration.ofMinutes(1))
        .build();

    SeatBoards(RoundBook rounds, LedgerQueries ledger, Clock clock, BookingSettings settings) {
        this.rounds = rounds;
        this.ledger = ledger;
        this.clock = clock;
        this.age = settings.boardAge();
    }

    /** The board of a round with its present plan, or {@code RoundNotFound}. */
    public SeatBoard board(RoundId round) {
        RoundPlan plan = this.rounds.plan(round);
        SeatBoard present = this.boards.getIfPresent(round);
        if (present != null && present.plan() == plan) {
            return present;
        }
        return this.boards.asMap()
            .compute(round, (id, board) -> (board != null && board.plan() == plan) ? board
                    : new SeatBoard(plan, () -> this.ledger.taken(id), this.clock, this.age));
    }

    @EventListener
    void on(LedgerChanges.Changed event) {
        SeatBoard board = this.boards.getIfPresent(event.round());
        if (board != null) {
            board.change();
        }
    }

}
