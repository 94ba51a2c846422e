package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes venues. */
@Component
@Transactional
public class VenueEditing {

    private final VenueTables venues;

    private final PerformanceTables performances;

    private final PerformanceQueries queries;

    private final Clock clock;

    VenueEditing(VenueTables venues, PerformanceTables performances, PerformanceQueries queries, Clock clock) {
        this.venues = venues;
        this.performances = performances;
        this.queries = queries;
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
        errors.throwIfAny();
        SeatMap map = SeatMapReader.read(draft(venue));
        try {
            return this.venues.insert(name, address, map, this.clock.instant());
        }
        catch (DuplicateKeyException ex) {
            throw new VenueNameTaken();
        }
    }

    /**
     * Changes a venue; the map only while no round uses it.
     * @param id which
     * @param venue what it shall be
     */
    public void change(VenueId id, SaveVenue venue) {
        FieldErrors errors = new FieldErrors();
        String name = errors.line("name", venue.name(), 1, 100);
        String address = errors.line("address", venue.address(), 1, 200);
        checkCapacity(venue, errors);
        errors.throwIfAny();
        if (!this.venues.lock(id)) {
            throw new VenueNotFound();
        }
        SeatMap map = newMap(id, venue);
        if (map != null) {
            replace(id, map);
        }
        try {
            this.venues.update(id, name, address, this.clock.instant());
        }
        catch (DuplicateKeyException ex) {
            throw new VenueNameTaken();
        }
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
        this.venues.delete(id);
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
