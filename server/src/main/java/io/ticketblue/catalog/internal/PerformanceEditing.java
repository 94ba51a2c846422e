package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import io.ticketblue.catalog.AlreadyInCast;
import io.ticketblue.catalog.ChangedMeanwhile;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.HasRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.PosterChoice;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.RoundsOutsideDates;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.catalog.internal.occupancy.VenueOccupancy;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes performances. */
@Component
public class PerformanceEditing {

    private final PerformanceTables performances;

    private final PerformanceQueries queries;

    private final PerformerTables performers;

    private final VenueTables venues;

    private final RoundTables rounds;

    private final Posters posters;

    private final RoundSales sales;

    private final VenueOccupancy occupancy;

    private final PerformanceChanges changes;

    private final Clock clock;

    PerformanceEditing(PerformanceTables performances, PerformanceQueries queries, PerformerTables performers,
            VenueTables venues, RoundTables rounds, Posters posters, RoundSales sales, VenueOccupancy occupancy,
            PerformanceChanges changes, Clock clock) {
        this.performances = performances;
        this.queries = queries;
        this.performers = performers;
        this.venues = venues;
        this.rounds = rounds;
        this.posters = posters;
        this.sales = sales;
        this.occupancy = occupancy;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Makes a performance.
     * @param command what it shall be
     * @param poster its picture, if it has one
     * @return its id
     */
    public PerformanceId create(SavePerformance command, @Nullable PosterChoice poster) {
        FieldErrors errors = new FieldErrors();
        PerformanceTables.Row row = PerformanceRules.row(command, errors);
        List<SavePerformance.Performer> cast = PerformanceRules.cast(command, errors);
        errors.throwIfAny();
        return this.posters.with(poster, (change) -> {
            GradePlan plan = check(command);
            Instant now = this.clock.instant();
            PerformanceId id = this.performances.insert(row, now);
            this.performances.insertGrades(id, plan);
            this.performances.insertCast(id, cast);
            link(id, change.key(), now);
            this.changes.created(id);
            return id;
        });
    }

    /**
     * Changes a performance. Sale goes on meanwhile, unless buyers pay or are refunded by
     * other terms afterwards.
     * @param id which
     * @param command what it shall be
     * @param poster its new picture, null to keep the present one
     * @param terms which version was read, and whether its rounds may overlap others
     */
    public void change(PerformanceId id, SavePerformance command, @Nullable PosterChoice poster, EditTerms terms) {
        FieldErrors errors = new FieldErrors();
        PerformanceTables.Row row = PerformanceRules.row(command, errors);
        List<SavePerformance.Performer> cast = PerformanceRules.cast(command, errors);
        String reason = RoundRules.overlapReason(terms, errors);
        errors.throwIfAny();
        this.posters.with(poster, (change) -> {
            PerformanceTables.Present present = lockWithVenues(id, row.venue());
            terms.requireVersion(present.version());
            List<RoundView> existing = this.rounds.of(List.of(id));
            GradePlan plan = check(command);
            refuseWhatRoundsForbid(row, present, existing);
            boolean repriced = !plan.sellsLike(presentGrades(id, present.venue()));
            if (repriced || !present.cancelsLike(row)) {
                RoundRules.lockUnbooked(this.rounds, this.sales, ids(existing));
            }
            PerformanceChanges.State before = this.changes.state(id);
            Instant now = this.clock.instant();
            this.occupancy.check(row.venue(), reason, () -> {
                replace(id, row, plan, cast, now);
                return id;
            });
            if (repriced) {
                reprice(id, existing);
            }
            this.sales.changed(ids(existing));
            if (poster != null) {
                replacePoster(id, change, present.posterKey(), now);
            }
            this.changes.changed(id, before);
            return id;
        });
    }

    private void replacePoster(PerformanceId id, Posters.Change change, @Nullable String present, Instant now) {
        if (change.key() != null) {
            link(id, change.key(), now);
        }
        else {
            this.performances.setPoster(id, null, now);
        }
        change.giveUp(present);
    }

    private void replace(PerformanceId id, PerformanceTables.Row row, GradePlan plan,
            List<SavePerformance.Performer> cast, Instant now) {
        this.performances.deleteGrades(id);
        this.performances.deleteCast(id);
        this.performances.update(id, row, now);
        this.performances.insertGrades(id, plan);
        this.performances.insertCast(id, cast);
    }

    /**
     * Deletes a performance that was never booked.
     * @param id which
     */
    public void delete(PerformanceId id) {
        this.posters.with(null, (change) -> {
            PerformanceTables.Present present = lock(id);
            List<RoundId> withdrawn = ids(this.rounds.of(List.of(id)));
            RoundRules.lockUnbooked(this.rounds, this.sales, withdrawn);
            RoundRules.refuseSold(this.sales, withdrawn);
            PerformanceChanges.State before = this.changes.state(id);
            this.sales.withdraw(withdrawn);
            withdrawn.forEach(this.rounds::delete);
            this.performances.delete(id);
            this.changes.deleted(id, before, present.archivedAt() != null);
            change.giveUp(present.posterKey());
            return id;
        });
    }

    /**
     * Refuses a performance of which a round was ever booked.
     */
    public void requireDeletable(PerformanceId id) {
        List<RoundId> present = ids(this.rounds.of(List.of(id)));
        RoundRules.refuseLive(this.sales, present);
        RoundRules.refuseSold(this.sales, present);
    }

    /**
     * Archives a performance with its rounds. Those that have not begun yet are cancelled
     * by that, which their live bookings forbid. Does nothing if it is archived already.
     * @param id which
     */
    @Transactional
    public void archive(PerformanceId id) {
        if (lock(id).archivedAt() != null) {
            return;
        }
        Instant now = RoundRules.micros(this.clock.instant());
        List<RoundView> shown = this.rounds.of(List.of(id)).stream().filter((round) -> !round.archived()).toList();
        RoundRules.lockUnbooked(this.rounds, this.sales,
                ids(shown.stream().filter((round) -> round.startsAt().isAfter(now)).toList()));
        shown.forEach((round) -> this.rounds.archive(round.id(), now, round.startsAt().isAfter(now)));
        this.sales.stop(ids(shown));
        this.performances.setArchived(id, now);
        this.changes.archived(id);
    }

    /**
     * Shows an archived performance to buyers again, with those of its rounds that were
     * not cancelled by archiving it. Does nothing if it is not archived.
     * @param id which
     */
    @Transactional
    public void restore(PerformanceId id) {
        Instant archivedAt = lock(id).archivedAt();
        if (archivedAt == null) {
            return;
        }
        this.rounds.restore(id, archivedAt);
        this.performances.setArchived(id, null);
        this.sales.stop(ids(this.rounds.of(List.of(id))));
        this.changes.restored(id);
    }

    /**
     * Replaces or removes the poster.
     * @param id of which performance
     * @param poster the new picture, or none
     */
    public void replacePoster(PerformanceId id, PosterChoice poster) {
        if (this.queries.cards(List.of(id)).isEmpty()) {
            throw new PerformanceNotFound();
        }
        this.posters.with(poster, (change) -> {
            PerformanceTables.Present present = lock(id);
            PerformanceChanges.State before = this.changes.state(id);
            replacePoster(id, change, present.posterKey(), this.clock.instant());
            this.changes.changed(id, before);
            return id;
        });
    }

    /**
     * Puts a performer at the end of the cast.
     * @param id of which performance
     * @param performer who
     * @param role as what
     */
    @Transactional
    public void addPerformer(PerformanceId id, PerformerId performer, String role) {
        FieldErrors errors = new FieldErrors();
        String checked = errors.line("role", role, 0, PerformanceRules.MAX_ROLE);
        errors.throwIfAny();
        lock(id);
        PerformanceChanges.State before = this.changes.state(id);
        if (this.performers.lockShared(List.of(performer)).isEmpty()) {
            throw new PerformerNotFound();
        }
        try {
            this.performances.appendToCast(id, performer, checked);
        }
        catch (DuplicateKeyException ex) {
            throw new AlreadyInCast();
        }
        this.changes.changed(id, before);
    }

    /**
     * Takes a performer out of the cast.
     * @param id of which performance
     * @param performer who
     */
    @Transactional
    public void removePerformer(PerformanceId id, PerformerId performer) {
        lock(id);
        PerformanceChanges.State before = this.changes.state(id);
        if (!this.performances.removeFromCast(id, performer)) {
            throw new PerformerNotFound();
        }
        this.changes.changed(id, before);
    }

    /** Locks the venue it is at and the one it shall be at, then the performance. */
    private PerformanceTables.Present lockWithVenues(PerformanceId id, VenueId wanted) {
        VenueId venue = this.performances.venueOf(id).orElseThrow(PerformanceNotFound::new);
        this.occupancy.lock(List.of(venue, wanted));
        PerformanceTables.Present present = lock(id);
        if (!present.venue().equals(venue)) {
            throw new ChangedMeanwhile(present.version());
        }
        return present;
    }

    private PerformanceTables.Present lock(PerformanceId id) {
        return this.performances.lock(id).orElseThrow(PerformanceNotFound::new);
    }

    private void link(PerformanceId id, @Nullable String key, Instant now) {
        if (key != null) {
            this.performances.setPoster(id, key, now);
            this.posters.show(key);
        }
    }

    /** Checks what must exist and keeps it from going away meanwhile. */
    private GradePlan check(SavePerformance command) {
        FieldErrors errors = new FieldErrors();
        if (!this.venues.lockShared(command.venueId())) {
            errors.reject("venueId", "catalog.field.unknown");
        }
        Set<PerformerId> known = this.performers
            .lockShared(command.performers().stream().map(SavePerformance.Performer::id).toList());
        for (int index = 0; index < command.performers().size(); index++) {
            if (!known.contains(command.performers().get(index).id())) {
                errors.reject("performerIds[" + index + "]", "catalog.field.unknown");
            }
        }
        errors.throwIfAny();
        VenueView venue = this.venues.find(command.venueId()).orElseThrow();
        GradePlan plan = GradePlan.of(command.grades(), venue, errors);
        errors.throwIfAny();
        return plan;
    }

    private GradePlan presentGrades(PerformanceId id, VenueId venue) {
        return GradePlan.of(PerformanceRules.grades(this.queries.grades(id)), this.venues.find(venue).orElseThrow(),
                new FieldErrors());
    }

    private static void refuseWhatRoundsForbid(PerformanceTables.Row row, PerformanceTables.Present present,
            List<RoundView> existing) {
        if (!existing.isEmpty() && !row.venue().equals(present.venue())) {
            throw new HasRounds();
        }
        for (RoundView round : existing) {
            if (!round.cancelled() && !round.archived()
                    && !RoundRules.isWithin(round.startsAt(), row.startDate(), row.endDate())) {
                throw new RoundsOutsideDates(round.startsAt(),
                        RoundRules.isWithin(round.startsAt(), row.startDate(), LocalDate.MAX));
            }
        }
    }

    private void reprice(PerformanceId id, List<RoundView> existing) {
        if (existing.isEmpty()) {
            return;
        }
        List<PricedSeat> seats = this.rounds.seating(id);
        FieldErrors errors = new FieldErrors();
        RoundRules.checkSize("grades", existing.size(), seats.size(), errors);
        errors.throwIfAny();
        this.sales.reprice(ids(existing), seats);
    }

    private static List<RoundId> ids(List<RoundView> rounds) {
        return rounds.stream().map(RoundView::id).toList();
    }

}
