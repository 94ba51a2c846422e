package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.ticketblue.catalog.AlreadyInCast;
import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.HasRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.RoundsOutsideDates;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
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

    private final PriceAudit audit;

    private final Clock clock;

    PerformanceEditing(PerformanceTables performances, PerformanceQueries queries, PerformerTables performers,
            VenueTables venues, RoundTables rounds, Posters posters, RoundSales sales, PriceAudit audit, Clock clock) {
        this.performances = performances;
        this.queries = queries;
        this.performers = performers;
        this.venues = venues;
        this.rounds = rounds;
        this.posters = posters;
        this.sales = sales;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a performance.
     * @param command what it shall be
     * @param poster its picture, if it has one
     * @return its id
     */
    public PerformanceId create(SavePerformance command, @Nullable PosterUpload poster) {
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
            this.audit.changed(id, null);
            link(id, change.key(), now);
            return id;
        });
    }

    /**
     * Changes a performance.
     * @param id which
     * @param command what it shall be
     * @param poster its new picture, null to keep the present one
     */
    public void change(PerformanceId id, SavePerformance command, @Nullable PosterUpload poster) {
        FieldErrors errors = new FieldErrors();
        PerformanceTables.Row row = PerformanceRules.row(command, errors);
        List<SavePerformance.Performer> cast = PerformanceRules.cast(command, errors);
        errors.throwIfAny();
        this.posters.with(poster, (change) -> {
            PerformanceTables.Present present = lock(id);
            List<RoundView> existing = this.rounds.lockOf(id);
            GradePlan plan = check(command);
            refuseWhatRoundsForbid(row, present, existing);
            boolean repriced = !plan.sellsLike(presentGrades(id, present.venue()));
            if (repriced || !present.cancelsLike(row)) {
                refuseReservations(existing);
            }
            PriceAudit.Prices before = this.audit.of(id);
            Instant now = this.clock.instant();
            this.performances.deleteGrades(id);
            this.performances.deleteCast(id);
            this.performances.update(id, row, now);
            this.performances.insertGrades(id, plan);
            this.performances.insertCast(id, cast);
            if (repriced) {
                reprice(id, existing);
            }
            this.audit.changed(id, before);
            if (change.key() != null) {
                link(id, change.key(), now);
                change.giveUp(present.posterKey());
            }
            return id;
        });
    }

    /**
     * Deletes a performance without reservations.
     * @param id which
     */
    public void delete(PerformanceId id) {
        this.posters.with(null, (change) -> {
            PerformanceTables.Present present = lock(id);
            List<RoundView> existing = this.rounds.lockOf(id);
            refuseReservations(existing);
            PriceAudit.Prices before = this.audit.of(id);
            List<RoundId> withdrawn = ids(existing);
            RoundEditing.refusePaid(this.sales, withdrawn);
            this.sales.withdraw(withdrawn);
            withdrawn.forEach(this.rounds::delete);
            this.performances.delete(id);
            this.audit.changed(id, before);
            change.giveUp(present.posterKey());
            return id;
        });
    }

    /**
     * Replaces the poster.
     * @param id of which performance
     * @param poster the new picture
     */
    public void replacePoster(PerformanceId id, PosterUpload poster) {
        if (this.queries.cards(List.of(id)).isEmpty()) {
            throw new PerformanceNotFound();
        }
        this.posters.with(poster, (change) -> {
            PerformanceTables.Present present = lock(id);
            link(id, change.key(), this.clock.instant());
            change.giveUp(present.posterKey());
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
        if (this.performers.lockShared(List.of(performer)).isEmpty()) {
            throw new PerformerNotFound();
        }
        try {
            this.performances.appendToCast(id, performer, checked);
        }
        catch (DuplicateKeyException ex) {
            throw new AlreadyInCast();
        }
    }

    /**
     * Takes a performer out of the cast.
     * @param id of which performance
     * @param performer who
     */
    @Transactional
    public void removePerformer(PerformanceId id, PerformerId performer) {
        lock(id);
        if (!this.performances.removeFromCast(id, performer)) {
            throw new PerformerNotFound();
        }
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
        if (!existing.stream()
            .allMatch((round) -> RoundEditing.isWithin(round.startsAt(), row.startDate(), row.endDate()))) {
            throw new RoundsOutsideDates();
        }
    }

    private void refuseReservations(List<RoundView> existing) {
        Set<RoundId> reserved = this.sales.reserved(ids(existing));
        if (!reserved.isEmpty()) {
            throw new HasReservations(reserved);
        }
    }

    private void reprice(PerformanceId id, List<RoundView> existing) {
        if (existing.isEmpty()) {
            return;
        }
        List<PricedSeat> seats = this.rounds.seating(id);
        FieldErrors errors = new FieldErrors();
        RoundEditing.checkSize("grades", existing.size(), seats.size(), errors);
        errors.throwIfAny();
        this.sales.reprice(ids(existing), seats);
    }

    private static List<RoundId> ids(List<RoundView> rounds) {
        return rounds.stream().map(RoundView::id).toList();
    }

}
