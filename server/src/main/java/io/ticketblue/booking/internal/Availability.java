package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.cache.RefreshingCache;
import io.ticketblue.shared.cache.RefreshingCache.Options;
import io.ticketblue.shared.database.FallbackReads;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How much can still be had, for lists and calendars. Counting reads a round's whole
 * ledger, so the counts are kept and read again in the background, those of many rounds
 * by one request: while a round is on sale they are at most 1.1 seconds old, otherwise a
 * minute. The status goes by the round's times, which are as new as in {@link RoundBook}.
 * While the primary database does not answer, all this is read from the replica, if there
 * is one: it is shown and decides nothing.
 */
@Component
public class Availability {

    private static final Duration LATELY = Duration.ofDays(7);

    private static final Lifetime ON_SALE = new Lifetime(Duration.ofMillis(500), Duration.ofMillis(1100));

    private static final Lifetime NOT_ON_SALE = new Lifetime(Duration.ofSeconds(20), Duration.ofMinutes(1));

    private static final Lifetime POPULAR = new Lifetime(Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** A hanging primary takes five seconds to be noticed, then the replica answers. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private static final int ROUNDS_LOOKED_AT = 500;

    private static final int COUNTED_AT_ONCE = 200;

    private final LedgerQueries ledger;

    private final RoundReservations reservations;

    private final RoundBook rounds;

    private final Catalog catalog;

    private final FallbackReads reads;

    private final Clock clock;

    private final RefreshingCache<RoundId, Counted> counts;

    private final RefreshingCache<Integer, List<PerformanceId>> popular;

    Availability(LedgerQueries ledger, RoundReservations reservations, RoundBook rounds, Catalog catalog,
            FallbackReads reads, Clock clock, MeterRegistry metrics) {
        this.ledger = ledger;
        this.reservations = reservations;
        this.rounds = rounds;
        this.catalog = catalog;
        this.reads = reads;
        this.clock = clock;
        this.counts = RefreshingCache.ofBatches(
                new Options("availability", 50_000, metrics).withLongestWait(LONGEST_WAIT), COUNTED_AT_ONCE,
                ON_SALE.refreshAfter(), (counted) -> counted.onSale() ? ON_SALE : NOT_ON_SALE,
                (ids) -> reads.read(() -> count(ids)));
        this.popular = RefreshingCache.of(new Options("most-booked", 100, metrics).withLongestWait(LONGEST_WAIT),
                POPULAR, (list) -> 1, (limit) -> reads.read(() -> countMostBooked(limit)));
    }

    /** What is free in each of the rounds; those that do not exist are left out. */
    public Map<RoundId, RoundAvailability> of(Collection<RoundId> rounds) {
        Instant now = this.clock.instant();
        Map<RoundId, RoundView> views = views(rounds);
        Map<RoundId, Counted> counted = counted(views, now);
        Map<RoundId, RoundAvailability> answers = new LinkedHashMap<>();
        views.forEach((id, view) -> {
            Counted count = counted.get(id);
            if (count != null) {
                Remaining remaining = count.remaining();
                answers.put(id, new RoundAvailability(id, RoundStatus.of(view, remaining.free(), now),
                        remaining.byGrade(), remaining.capacity()));
            }
        });
        return answers;
    }

    private Map<RoundId, RoundView> views(Collection<RoundId> rounds) {
        try {
            return this.rounds.rounds(rounds);
        }
        catch (Unavailable ex) {
            if (!this.reads.arePossible()) {
                throw ex;
            }
            return this.reads.read(() -> this.catalog.rounds(rounds));
        }
    }

    private Map<RoundId, Counted> counted(Map<RoundId, RoundView> views, Instant now) {
        Map<RoundId, Counted> counted = this.counts.getAll(views.keySet());
        List<RoundId> opened = views.values()
            .stream()
            .filter((view) -> isOnSale(view, now))
            .map(RoundView::id)
            .filter((id) -> counted.containsKey(id) && !Objects.requireNonNull(counted.get(id)).onSale())
            .toList();
        if (!opened.isEmpty()) {
            opened.forEach(this.counts::invalidate);
            counted.putAll(this.counts.getAll(opened));
        }
        return counted;
    }

    private Map<RoundId, Counted> count(Set<RoundId> rounds) {
        Instant now = this.clock.instant();
        Map<RoundId, RoundView> views = this.catalog.rounds(rounds);
        Map<RoundId, Counted> counted = new HashMap<>();
        this.ledger.remaining(views.keySet(), now).forEach((id, remaining) -> {
            RoundView view = views.get(id);
            if (view != null) {
                counted.put(id, new Counted(remaining, isOnSale(view, now)));
            }
        });
        return counted;
    }

    private static boolean isOnSale(RoundView round, Instant now) {
        return !now.isBefore(round.bookingOpensAt()) && now.isBefore(round.bookingClosesAt());
    }

    /** The performances that are booked most now, at most so many. */
    public List<PerformanceId> mostBooked(int limit) {
        return Objects.requireNonNull(this.popular.get(limit));
    }

    @EventListener
    void on(LedgerChanges.Replanned event) {
        this.counts.invalidate(event.round());
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
     * The seats of a round as they were counted.
     *
     * @param remaining its free seats
     * @param onSale whether it was on sale then
     */
    private record Counted(Remaining remaining, boolean onSale) {
    }

}
