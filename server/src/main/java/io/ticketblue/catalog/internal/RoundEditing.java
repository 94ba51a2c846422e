package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.ticketblue.catalog.Archived;
import io.ticketblue.catalog.ChangeRound;
import io.ticketblue.catalog.ChangedMeanwhile;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundOpened;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.internal.occupancy.VenueOccupancy;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.database.LongTransactions;

/**
 * Makes and changes rounds. Locks are taken in one order: the venue (if a time of a round
 * changes), the performance, and of its rounds those whose bookings a decision depends
 * on. So two changes at once see each other, at one performance as well as at one venue,
 * and the sale of other rounds goes on.
 */
@Component
@Transactional(timeout = LongTransactions.SECONDS)
public class RoundEditing {

    private static final int MOST_AT_ONCE = 200;

    private final PerformanceTables performances;

    private final RoundTables rounds;

    private final VenueOccupancy occupancy;

    private final RoundSales sales;

    private final PerformanceChanges changes;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    RoundEditing(PerformanceTables performances, RoundTables rounds, VenueOccupancy occupancy, RoundSales sales,
            PerformanceChanges changes, AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.performances = performances;
        this.rounds = rounds;
        this.occupancy = occupancy;
        this.sales = sales;
        this.changes = changes;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes rounds, all or none. The present rounds are read without locks, so that their
     * sale goes on however many seats are written: the locks on the venue and the
     * performance keep other editors out.
     * @param performance of what
     * @param command when
     * @param terms whether they may overlap others
     * @return the ids in the order of the starts that were given
     */
    public List<RoundId> open(PerformanceId performance, OpenRounds command, EditTerms terms) {
        PerformanceTables.Present present = lockWithVenue(performance);
        if (present.archivedAt() != null) {
            throw new Archived();
        }
        Instant now = this.clock.instant();
        FieldErrors errors = new FieldErrors();
        String reason = RoundRules.overlapReason(terms, errors);
        List<RoundView> wanted = wanted(performance, command, present, now, errors);
        List<RoundView> taken = new ArrayList<>(this.rounds.of(List.of(performance)));
        for (RoundView round : wanted) {
            RoundRules.refuseNeighbours(round, taken);
            taken.add(round);
        }
        List<PricedSeat> seats = this.rounds.seating(performance);
        RoundRules.checkSize("startsAt", wanted.size(), seats.size(), errors);
        errors.throwIfAny();
        List<RoundView> opened = this.occupancy.check(present.venue(), reason,
                () -> wanted.stream()
                    .map((round) -> this.rounds.insert(performance, round.startsAt(), round.bookingOpensAt(),
                            round.bookingClosesAt(), now))
                    .toList());
        List<RoundId> ids = opened.stream().map(RoundView::id).toList();
        this.sales.open(ids, seats);
        opened.forEach((round) -> {
            record("round.opened", round.id(), null, round);
            this.events.publishEvent(new RoundOpened(round));
        });
        this.changes.visiblyChanged(List.of(performance));
        return ids;
    }

    private static List<RoundView> wanted(PerformanceId performance, OpenRounds command,
            PerformanceTables.Present present, Instant now, FieldErrors errors) {
        errors.range("startsAt", command.startsAt().size(), 1, MOST_AT_ONCE);
        errors.throwIfAny();
        List<RoundView> wanted = new ArrayList<>();
        for (int index = 0; index < command.startsAt().size(); index++) {
            RoundView round = RoundRules.wanted(performance, command, index, now);
            if (RoundRules.checkStart("startsAt[" + index + "]", round.startsAt(), now, present, errors)) {
                RoundRules.checkBooking(round, errors);
            }
            wanted.add(round);
        }
        errors.throwIfAny();
        return wanted;
    }

    /**
     * Changes a round.
     * @param id which
     * @param command its new times
     * @param terms which version was read, and whether it may overlap others
     */
    public void change(RoundId id, ChangeRound command, EditTerms terms) {
        FieldErrors errors = new FieldErrors();
        String reason = RoundRules.overlapReason(terms, errors);
        PerformanceTables.Present present = lockWithVenue(performanceOf(id));
        RoundView round = this.rounds.find(id).orElseThrow(RoundNotFound::new);
        if (round.archived()) {
            throw new Archived();
        }
        if (round.cancelled()) {
            throw new RoundCancelled();
        }
        terms.requireVersion(round.version());
        RoundView changed = new RoundView(id, round.performanceId(), RoundRules.micros(command.startsAt()),
                RoundRules.micros(command.bookingOpensAt()), RoundRules.micros(command.bookingClosesAt()), null, null,
                round.version());
        boolean moved = !changed.startsAt().equals(round.startsAt());
        if (!moved || RoundRules.checkStart("startsAt", changed.startsAt(), this.clock.instant(), present, errors)) {
            RoundRules.checkBooking(changed, errors);
        }
        errors.throwIfAny();
        if (changed.equals(round)) {
            return;
        }
        if (moved) {
            RoundRules.refuseNeighbours(changed,
                    this.rounds.of(List.of(round.performanceId()))
                        .stream()
                        .filter((other) -> !other.id().equals(id))
                        .toList());
            RoundRules.lockUnbooked(this.rounds, this.sales, List.of(id));
        }
        this.occupancy.check(present.venue(), reason, () -> {
            this.rounds.update(id, changed.startsAt(), changed.bookingOpensAt(), changed.bookingClosesAt());
            return id;
        });
        record("round.changed", id, round, changed);
        this.changes.visiblyChanged(List.of(round.performanceId()));
        this.sales.changed(List.of(id));
    }

    /**
     * Deletes a round.
     * @param id which
     */
    public void delete(RoundId id) {
        RoundView round = lock(id);
        RoundRules.lockUnbooked(this.rounds, this.sales, List.of(id));
        RoundRules.refuseSold(this.sales, List.of(id));
        this.sales.withdraw(List.of(id));
        this.rounds.delete(id);
        record("round.deleted", id, round, null);
        if (!round.archived()) {
            this.changes.visiblyChanged(List.of(round.performanceId()));
        }
    }

    /**
     * Refuses a round that was ever booked.
     */
    public void requireDeletable(RoundId id) {
        RoundRules.refuseLive(this.sales, List.of(id));
        RoundRules.refuseSold(this.sales, List.of(id));
    }

    /**
     * Cancels a round for good.
     * @param id which
     */
    public void cancel(RoundId id) {
        RoundView round = lock(id);
        if (round.cancelled()) {
            throw new RoundCancelled();
        }
        this.rounds.lock(List.of(id));
        this.rounds.cancel(id, RoundRules.micros(this.clock.instant()));
        this.sales.changed(List.of(id));
        this.changes.visiblyChanged(List.of(round.performanceId()));
    }

    /**
     * Archives a round. One that has not begun yet is cancelled by that, which its live
     * bookings forbid. Does nothing if it is archived already.
     * @param id which
     */
    public void archive(RoundId id) {
        RoundView round = lock(id);
        if (round.archived()) {
            return;
        }
        Instant now = RoundRules.micros(this.clock.instant());
        boolean coming = round.startsAt().isAfter(now);
        if (coming) {
            RoundRules.lockUnbooked(this.rounds, this.sales, List.of(id));
        }
        this.rounds.archive(id, now, coming);
        this.sales.stop(List.of(id));
        record("round.archived", id, round, null);
        this.changes.visiblyChanged(List.of(round.performanceId()));
    }

    private PerformanceId performanceOf(RoundId id) {
        return this.rounds.find(id).orElseThrow(RoundNotFound::new).performanceId();
    }

    /** Locks the venue of a performance and then the performance. */
    private PerformanceTables.Present lockWithVenue(PerformanceId id) {
        VenueId venue = this.performances.venueOf(id).orElseThrow(PerformanceNotFound::new);
        this.occupancy.lock(List.of(venue));
        PerformanceTables.Present present = this.performances.lock(id).orElseThrow(PerformanceNotFound::new);
        if (!present.venue().equals(venue)) {
            throw new ChangedMeanwhile(present.version());
        }
        return present;
    }

    /** Lets nobody else change the round; its sale goes on. */
    private RoundView lock(RoundId id) {
        this.performances.lock(performanceOf(id)).orElseThrow(RoundNotFound::new);
        return this.rounds.find(id).orElseThrow(RoundNotFound::new);
    }

    private void record(String action, RoundId id, @Nullable RoundView before, @Nullable RoundView after) {
        this.trail.record(action, "round " + id, Times.of(before), Times.of(after));
    }

    /** What the audit trail keeps of a round. */
    private record Times(PerformanceId performanceId, Instant startsAt, Instant bookingOpensAt,
            Instant bookingClosesAt) {

        private static @Nullable Times of(@Nullable RoundView round) {
            return (round != null) ? new Times(round.performanceId(), round.startsAt(), round.bookingOpensAt(),
                    round.bookingClosesAt()) : null;
        }

    }

}
