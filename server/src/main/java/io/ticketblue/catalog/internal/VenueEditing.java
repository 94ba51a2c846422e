package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.SeatView;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueInUse;
import io.ticketblue.catalog.VenueNameTaken;
import io.ticketblue.catalog.VenueNotFound;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.catalog.changes.VenueChanged;
import io.ticketblue.catalog.internal.occupancy.VenueOccupancy;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.database.LongTransactions;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes venues. */
@Component
@Transactional(timeout = LongTransactions.SECONDS)
public class VenueEditing {

    private static final int LONGEST_TURNAROUND = 1_440;

    private final VenueTables venues;

    private final PerformanceTables performances;

    private final PerformanceQueries queries;

    private final VenueOccupancy occupancy;

    private final PerformanceChanges changes;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    VenueEditing(VenueTables venues, PerformanceTables performances, PerformanceQueries queries,
            VenueOccupancy occupancy, PerformanceChanges changes, AuditTrail trail, ApplicationEventPublisher events,
            Clock clock) {
        this.venues = venues;
        this.performances = performances;
        this.queries = queries;
        this.occupancy = occupancy;
        this.changes = changes;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes a venue.
     * @param venue what it shall be
     * @return its id
     */
    public VenueId create(SaveVenue venue) {
        FieldErrors errors = new FieldErrors();
        String name = errors.line("name", venue.name(), 1, 100);
        String address = errors.line("address", venue.address(), 1, 200);
        if (venue.seatMap() == null && venue.capacity() == null) {
            errors.reject("capacity", FieldErrors.REQUIRED);
        }
        checkCapacity(venue, errors);
        int turnaround = turnaround(venue, SaveVenue.USUAL_TURNAROUND, errors);
        errors.throwIfAny();
        SeatMap map = SeatMapReader.read(draft(venue));
        try {
            VenueId id = this.venues.insert(name, address, turnaround, map, this.clock.instant());
            this.trail.record("venue.created", subject(id), null, state(id));
            this.events.publishEvent(new VenueChanged(id));
            return id;
        }
        catch (DuplicateKeyException ex) {
            throw new VenueNameTaken();
        }
    }

    private static int turnaround(SaveVenue venue, int otherwise, FieldErrors errors) {
        int turnaround = Optional.ofNullable(venue.turnaroundMinutes()).orElse(otherwise);
        errors.range("turnaroundMinutes", turnaround, 0, LONGEST_TURNAROUND);
        return turnaround;
    }

    /**
     * Changes a venue; the map only while no round uses it.
     * @param id which
     * @param venue what it shall be
     * @param terms which version was read, and whether its rounds may come to overlap
     */
    public void change(VenueId id, SaveVenue venue, EditTerms terms) {
        FieldErrors errors = new FieldErrors();
        String name = errors.line("name", venue.name(), 1, 100);
        String address = errors.line("address", venue.address(), 1, 200);
        String reason = RoundRules.overlapReason(terms, errors);
        checkCapacity(venue, errors);
        turnaround(venue, 0, errors);
        errors.throwIfAny();
        this.occupancy.lock(List.of(id));
        VenueView present = this.venues.find(id).orElseThrow(VenueNotFound::new);
        terms.requireVersion(present.version());
        VenueState before = state(id);
        SeatMap map = newMap(id, venue);
        if (map != null) {
            replace(id, map);
        }
        int turnaround = Optional.ofNullable(venue.turnaroundMinutes()).orElse(present.turnaroundMinutes());
        if (map == null && before.saysThat(name, address, turnaround)) {
            return;
        }
        this.occupancy.check(id, reason, () -> {
            update(id, name, address, turnaround);
            return id;
        });
        VenueState after = state(id);
        this.trail.record("venue.changed", subject(id), before, after);
        if (!after.looksLike(before)) {
            this.changes.visiblyChanged(this.performances.at(id));
        }
        this.events.publishEvent(new VenueChanged(id));
    }

    private void update(VenueId id, String name, String address, int turnaround) {
        try {
            this.venues.update(id, name, address, turnaround, this.clock.instant());
        }
        catch (DuplicateKeyException ex) {
            throw new VenueNameTaken();
        }
    }

    private VenueState state(VenueId id) {
        return VenueState.of(this.venues.find(id).orElseThrow(), this.venues.map(id));
    }

    private static String subject(VenueId id) {
        return "venue " + id;
    }

    /** The map that differs from the present one, if one is asked for. */
    private @Nullable SeatMap newMap(VenueId id, SaveVenue venue) {
        if (venue.seatMap() != null) {
            SeatMap map = SeatMapReader.read(venue.seatMap());
            return map.equals(this.venues.map(id)) ? null : map;
        }
        if (venue.capacity() == null || this.venues.find(id).orElseThrow().capacity() == venue.capacity()) {
            return null;
        }
        return SeatMapReader.read(SimpleHouse.of(venue.capacity()));
    }

    /**
     * Performances without rounds keep their grades if the new map has the same names.
     */
    private void replace(VenueId id, SeatMap map) {
        if (this.venues.hasRounds(id)) {
            throw new VenueInUse();
        }
        Map<PerformanceId, List<PerformanceView.Grade>> grades = new LinkedHashMap<>();
        for (PerformanceId performance : this.performances.at(id)) {
            grades.put(performance, this.queries.grades(performance));
            this.performances.deleteGrades(performance);
        }
        this.venues.replaceMap(id, map);
        VenueView venue = this.venues.find(id).orElseThrow();
        grades.forEach((performance, present) -> {
            FieldErrors errors = new FieldErrors();
            GradePlan plan = GradePlan.of(PerformanceRules.grades(present), venue, errors);
            if (!errors.isEmpty()) {
                throw new VenueInUse();
            }
            this.performances.insertGrades(performance, plan);
        });
    }

    /**
     * Deletes a venue where nothing is performed.
     * @param id which
     */
    public void delete(VenueId id) {
        if (!this.venues.lock(id)) {
            throw new VenueNotFound();
        }
        if (this.venues.hasPerformances(id)) {
            throw new VenueInUse();
        }
        VenueState before = state(id);
        this.venues.delete(id);
        this.trail.record("venue.deleted", subject(id), before, null);
        this.events.publishEvent(new VenueChanged(id));
    }

    /**
     * The map as it can be handed in again.
     * @param id of which venue
     * @return the map
     */
    @Transactional(readOnly = true)
    public SeatMapDraft export(VenueId id) {
        SeatMap map = this.venues.map(id);
        if (map.sections().isEmpty()) {
            throw new VenueNotFound();
        }
        return map.toDraft();
    }

    /**
     * Lays a map out without storing it.
     * @param venue whose map
     * @return the seats, with ids that count from 1
     */
    @Transactional(readOnly = true)
    public List<SeatView> preview(SaveVenue venue) {
        FieldErrors errors = new FieldErrors();
        if (venue.seatMap() == null && venue.capacity() == null) {
            errors.reject("capacity", FieldErrors.REQUIRED);
        }
        checkCapacity(venue, errors);
        errors.throwIfAny();
        SeatMap map = SeatMapReader.read(draft(venue));
        List<SeatView> seats = new ArrayList<>(map.capacity());
        for (SeatMap.Section section : map.sections()) {
            for (SeatMap.Row row : section.rows()) {
                for (SeatMap.Seat seat : row.seats()) {
                    seats.add(new SeatView(new SeatId(seats.size() + 1L), section.name(), row.label(), seat.number(),
                            section.label(row, seat.number()), seat.x(), seat.y(), seat.accessible()));
                }
            }
        }
        return seats;
    }

    private static void checkCapacity(SaveVenue venue, FieldErrors errors) {
        if (venue.seatMap() != null && venue.capacity() != null) {
            errors.reject("capacity", "catalog.venue.map-or-capacity");
        }
        else if (venue.capacity() != null) {
            errors.range("capacity", venue.capacity(), 1, SeatMap.MAX_SEATS);
        }
    }

    private static SeatMapDraft draft(SaveVenue venue) {
        if (venue.seatMap() != null) {
            return venue.seatMap();
        }
        return SimpleHouse.of((venue.capacity() != null) ? venue.capacity() : 0);
    }

}
