package io.ticketblue.catalog.internal.occupancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueOccupied;
import io.ticketblue.shared.AuditTrail;

/**
 * Keeps the rounds of a venue from overlapping: a round takes the venue from its start to
 * its end and for the venue's turnaround after that. Whoever changes anything that this
 * depends on locks the venue first, so that two changes at once see each other. Cancelled
 * rounds and rounds that are over do not count. All methods join the caller's
 * transaction.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class VenueOccupancy {

    /** No round, with its turnaround, is longer than this. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private final JdbcClient jdbc;

    private final AuditTrail trail;

    private final Clock clock;

    VenueOccupancy(JdbcClient jdbc, AuditTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Lets nobody else change the rounds of venues until the transaction ends.
     * @param venues which; those that do not exist are left out
     */
    public void lock(Collection<VenueId> venues) {
        this.jdbc.sql("SELECT id FROM venue WHERE id IN (:ids) ORDER BY id FOR UPDATE")
            .param("ids", venues.stream().map(VenueId::value).toList())
            .query(Long.class)
            .list();
    }

    /**
     * Makes a change and undoes it if rounds then overlap that did not before, unless
     * there is a reason, which is kept in the audit trail.
     * @param <T> what the change gives
     * @param venue where, locked by the caller
     * @param reason why rounds may overlap, empty if they must not
     * @param change the change
     * @return what the change gave
     * @throws VenueOccupied if rounds would overlap
     */
    public <T extends Object> T check(VenueId venue, String reason, Supplier<T> change) {
        List<Slot> before = slots(venue);
        Set<Overlap.Pair> known = overlaps(before, turnaround(venue)).stream()
            .map(Overlap::pair)
            .collect(Collectors.toSet());
        T result = change.get();
        Duration turnaround = turnaround(venue);
        List<Overlap> added = overlaps(slots(venue), turnaround).stream()
            .filter((overlap) -> !known.contains(overlap.pair()))
            .toList();
        if (!added.isEmpty()) {
            if (reason.isEmpty()) {
                throw occupied(added.getFirst(), Set.copyOf(before), turnaround);
            }
            added.forEach((overlap) -> this.trail.record("round.overlap-allowed", "round " + overlap.other().round(),
                    null, Map.of("reason", reason, "performanceId", overlap.one().performance(), "roundId",
                            overlap.one().round(), "startsAt", overlap.one().startsAt())));
        }
        return result;
    }

    /** What was there before has the venue; if both were, the earlier one has it. */
    private static VenueOccupied occupied(Overlap overlap, Set<Slot> before, Duration turnaround) {
        boolean earlierChanged = !before.contains(overlap.one()) && before.contains(overlap.other());
        Slot refused = earlierChanged ? overlap.one() : overlap.other();
        Slot there = earlierChanged ? overlap.other() : overlap.one();
        return new VenueOccupied(refused.startsAt(), new VenueOccupied.Other(there.round(), there.performance(),
                there.title(), there.startsAt(), there.endsAt()), (int) turnaround.toMinutes());
    }

    private static List<Overlap> overlaps(List<Slot> slots, Duration turnaround) {
        List<Overlap> overlaps = new ArrayList<>();
        for (int index = 0; index < slots.size(); index++) {
            Slot slot = slots.get(index);
            Instant freeAt = slot.endsAt().plus(turnaround);
            for (int next = index + 1; next < slots.size() && slots.get(next).startsAt().isBefore(freeAt); next++) {
                if (!slot.mayShareWith(slots.get(next))) {
                    overlaps.add(new Overlap(slot, slots.get(next)));
                }
            }
        }
        return overlaps;
    }

    private Duration turnaround(VenueId venue) {
        return Duration.ofMinutes(this.jdbc.sql("SELECT turnaround FROM venue WHERE id = :id")
            .param("id", venue.value())
            .query(Long.class)
            .optional()
            .orElse(0L));
    }

    /** The rounds that are still to end, soonest first. */
    private List<Slot> slots(VenueId venue) {
        Instant now = this.clock.instant();
        return this.jdbc.sql("""
                SELECT r.id, r.performance_id, p.title, p.category, r.starts_at, p.duration_minutes
                FROM performance p JOIN performance_round r ON r.performance_id = p.id
                WHERE p.venue_id = :venue AND r.cancelled_at IS NULL AND r.starts_at > :from
                ORDER BY r.starts_at, r.id""")
            .param("venue", venue.value())
            .param("from", now.minus(LONGEST))
            .query((row, number) -> {
                Instant startsAt = row.getObject("starts_at", Instant.class);
                return new Slot(new RoundId(row.getLong("id")), new PerformanceId(row.getLong("performance_id")),
                        row.getString("title"), Category.EXHIBITION.name().equals(row.getString("category")), startsAt,
                        startsAt.plus(Duration.ofMinutes(row.getLong("duration_minutes"))));
            })
            .list()
            .stream()
            .filter((slot) -> slot.endsAt().isAfter(now))
            .toList();
    }

}
