package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How much can still be had, for lists and calendars. Counting reads a round's whole
 * ledger, so rounds that are missing are counted at once, by one request for all, and
 * kept: those on sale for two seconds, others for up to a minute, but not past the moment
 * when they open.
 */
@Component
public class Availability {

    private static final Duration LATELY = Duration.ofDays(7);

    private static final Duration BUSY = Duration.ofSeconds(2);

    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final int ROUNDS_LOOKED_AT = 500;

    private final LedgerQueries ledger;

    private final RoundReservations reservations;

    private final Catalog catalog;

    private final Clock clock;

    private final Cache<RoundId, Present> remaining = Caffeine.newBuilder()
        .maximumSize(50_000)
        .expireAfter(Expiry.<RoundId, Present>writing((id, present) -> present.keepFor()))
        .build();

    private final ReentrantLock counting = new ReentrantLock();

    private final Cache<Integer, List<PerformanceId>> popular = Caffeine.newBuilder()
        .maximumSize(100)
        .expireAfterWrite(Duration.ofMinutes(1))
        .build();

    Availability(LedgerQueries ledger, RoundReservations reservations, Catalog catalog, Clock clock) {
        this.ledger = ledger;
        this.reservations = reservations;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** What is free in each of the rounds. */
    public Map<RoundId, RoundAvailability> of(Collection<RoundId> rounds) {
        Instant now = this.clock.instant();
        Map<RoundId, RoundAvailability> answers = new LinkedHashMap<>();
        present(rounds, now).forEach((id, present) -> {
            RoundStatus status = RoundStatus.of(present.round(), present.remaining().free(), now);
            answers.put(id,
                    new RoundAvailability(id, status, present.remaining().byGrade(), present.remaining().capacity()));
        });
        return answers;
    }

    private Map<RoundId, Present> present(Collection<RoundId> rounds, Instant now) {
        Set<RoundId> wanted = Set.copyOf(rounds);
        Map<RoundId, Present> known = this.remaining.getAllPresent(wanted);
        if (known.size() == wanted.size()) {
            return known;
        }
        this.counting.lock();
        try {
            return this.remaining.getAll(wanted, (missing) -> read(missing, now));
        }
        finally {
            this.counting.unlock();
        }
    }

    private Map<RoundId, Present> read(Set<? extends RoundId> rounds, Instant now) {
        Map<RoundId, RoundView> known = this.catalog.rounds(Set.copyOf(rounds));
        Map<RoundId, Present> present = new HashMap<>();
        this.ledger.remaining(known.keySet(), now).forEach((id, remaining) -> {
            RoundView round = known.get(id);
            if (round != null) {
                present.put(id, new Present(round, remaining, keepFor(round, now)));
            }
        });
        return present;
    }

    private static Duration keepFor(RoundView round, Instant now) {
        if (now.isBefore(round.bookingOpensAt())) {
            Duration rest = Duration.between(now, round.bookingOpensAt());
            return (rest.compareTo(QUIET) < 0) ? rest : QUIET;
        }
        return now.isBefore(round.bookingClosesAt()) ? BUSY : QUIET;
    }

    /** The performances that are booked most now, at most so many. */
    public List<PerformanceId> mostBooked(int limit) {
        return this.popular.get(limit, this::countMostBooked);
    }

    @EventListener
    void on(LedgerChanges.Replanned event) {
        this.remaining.invalidate(event.round());
    }

    private List<PerformanceId> countMostBooked(int limit) {
        Map<RoundId, Integer> seats = this.reservations.mostConfirmed(this.clock.instant().minus(LATELY),
                ROUNDS_LOOKED_AT);
        Map<PerformanceId, Integer> sums = new HashMap<>();
        this.catalog.rounds(seats.keySet())
            .values()
            .forEach((round) -> sums.merge(round.performanceId(), seats.getOrDefault(round.id(), 0), Integer::sum));
        return sums.entrySet()
            .stream()
            .sorted(Map.Entry.<PerformanceId, Integer>comparingByValue().reversed())
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    }

    /**
     * Free seats of a round.
     *
     * @param byGrade free seats by grade, dearest first
     * @param free all free seats
     * @param capacity all seats
     */
    record Remaining(Map<String, Integer> byGrade, int free, int capacity) {
    }

    /**
     * A round as it was read.
     *
     * @param round its times
     * @param remaining its free seats
     * @param keepFor how long that is good enough
     */
    private record Present(RoundView round, Remaining remaining, Duration keepFor) {
    }

}
