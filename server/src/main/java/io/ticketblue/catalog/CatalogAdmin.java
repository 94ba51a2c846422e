package io.ticketblue.catalog;

import io.ticketblue.catalog.internal.KeptPosters;
import java.util.Optional;
import java.util.List;

import io.ticketblue.catalog.internal.PerformanceEditing;
import io.ticketblue.catalog.internal.PerformerEditing;
import io.ticketblue.catalog.internal.RoundEditing;
import io.ticketblue.catalog.internal.VenueEditing;
import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** What box-office staff do to the catalogue. */
@Service
public class CatalogAdmin {

    private final VenueEditing venues;

    private final PerformerEditing performers;

    private final PerformanceEditing performances;

    private final RoundEditing rounds;

    private final KeptPosters posters;

    CatalogAdmin(VenueEditing venues, PerformerEditing performers, PerformanceEditing performances, RoundEditing rounds,
            KeptPosters posters) {
        this.venues = venues;
        this.performers = performers;
        this.performances = performances;
        this.rounds = rounds;
        this.posters = posters;
    }

    /**
     * Makes a venue.
     * @param venue what it shall be, with a map or a capacity
     * @return its id
     * @throws InvalidRequest naming every field that is wrong
     * @throws VenueNameTaken if another venue has this name
     */
    public VenueId createVenue(SaveVenue venue) {
        return this.venues.create(venue);
    }

    /**
     * Changes a venue. The map can be replaced while there are no rounds; a map or a
     * capacity equal to the present one keeps it.
     * @param id which venue
     * @param venue what it shall be
     * @throws InvalidRequest naming every field that is wrong
     * @throws VenueNotFound if there is none
     * @throws VenueNameTaken if another venue has this name
     * @throws VenueInUse if the map shall change although rounds, or the grades of a
     * performance, need it
     */
    public void changeVenue(VenueId id, SaveVenue venue) {
        changeVenue(id, venue, EditTerms.NONE);
    }

    /**
     * Changes a venue, as above, on terms.
     * @param id which
     * @param venue what it shall be
     * @param terms which version was read, and whether its rounds may come to overlap by
     * a longer turnaround
     * @throws ChangedMeanwhile if another version was read
     * @throws VenueOccupied if rounds would come to overlap
     */
    public void changeVenue(VenueId id, SaveVenue venue, EditTerms terms) {
        this.venues.change(id, venue, terms);
    }

    /**
     * Deletes a venue that no performance uses.
     * @param id which venue
     * @throws VenueNotFound if there is none
     * @throws VenueInUse if performances use it
     */
    public void deleteVenue(VenueId id) {
        this.venues.delete(id);
    }

    /**
     * The map as it can be handed in again; doing so changes nothing.
     * @param id which venue
     * @return the map with coordinates
     * @throws VenueNotFound if there is none
     */
    public SeatMapDraft exportSeatMap(VenueId id) {
        return this.venues.export(id);
    }

    /**
     * Lays a map out without storing it: fills in what would be stored, for a preview.
     * @param venue a map or a capacity; the rest does not matter
     * @return the seats, with ids that count from 1
     * @throws InvalidRequest naming every field that is wrong
     */
    public List<SeatView> previewSeatMap(SaveVenue venue) {
        return this.venues.preview(venue);
    }

    /**
     * Makes a performer.
     * @param performer what is known
     * @return the id
     * @throws InvalidRequest naming every field that is wrong
     */
    public PerformerId createPerformer(SavePerformer performer) {
        return this.performers.create(performer);
    }

    /**
     * Changes a performer.
     * @param id which performer
     * @param performer what is known
     * @throws InvalidRequest naming every field that is wrong
     * @throws PerformerNotFound if there is none
     */
    public void changePerformer(PerformerId id, SavePerformer performer) {
        changePerformer(id, performer, EditTerms.NONE);
    }

    /**
     * Changes a performer, as above, on terms.
     * @param id who
     * @param performer what is known
     * @param terms which version was read
     * @throws ChangedMeanwhile if another version was read
     */
    public void changePerformer(PerformerId id, SavePerformer performer, EditTerms terms) {
        this.performers.change(id, performer, terms);
    }

    /**
     * Deletes a performer whom no performance names.
     * @param id which performer
     * @throws PerformerNotFound if there is none
     * @throws PerformerInUse if performances name the performer
     */
    public void deletePerformer(PerformerId id) {
        this.performers.delete(id);
    }

    /**
     * Makes a performance. A single grade that names neither sections nor rows is that of
     * the whole house.
     * @param performance what it shall be
     * @param poster JPEG, PNG or WebP, or null for none
     * @return its id
     * @throws InvalidRequest naming every field that is wrong
     */
    public PerformanceId createPerformance(SavePerformance performance, @Nullable PosterChoice poster) {
        return this.performances.create(performance, poster);
    }

    /**
     * Changes a performance. Other grades or prices reach its rounds at once.
     * @param id which performance
     * @param performance what it shall be
     * @param poster the new poster, null to keep the present one
     * @throws InvalidRequest naming every field that is wrong; {@code grades} if there
     * are more than 600,000 seats to reprice
     * @throws PerformanceNotFound if there is none
     * @throws HasReservations if grades, prices or the rules of cancellation shall change
     * although there are reservations
     * @throws HasRounds if it shall move to another venue although it has rounds
     * @throws RoundsOutsideDates if its rounds lie outside the new dates
     */
    public void changePerformance(PerformanceId id, SavePerformance performance, @Nullable PosterChoice poster) {
        changePerformance(id, performance, poster, EditTerms.NONE);
    }

    /**
     * Changes a performance, as above, on terms.
     * @param id which
     * @param performance what it shall be
     * @param poster its new picture, null to keep the present one
     * @param terms which version was read, and whether its rounds may come to overlap
     * others
     * @throws ChangedMeanwhile if another version was read
     * @throws VenueOccupied if its rounds would come to overlap others
     */
    public void changePerformance(PerformanceId id, SavePerformance performance, @Nullable PosterChoice poster,
            EditTerms terms) {
        this.performances.change(id, performance, poster, terms);
    }

    /**
     * Deletes a performance without reservations, its rounds and its files.
     * @param id which performance
     * @throws PerformanceNotFound if there is none
     * @throws HasReservations if there are reservations
     * @throws WasPaidFor if it was ever booked or paid for, also if all of it was
     * cancelled
     */
    public void deletePerformance(PerformanceId id) {
        this.performances.delete(id);
    }

    /**
     * Asks whether a performance could be deleted now; deleting decides again.
     * @throws PerformanceNotFound if there is none
     * @throws HasReservations if there are reservations
     * @throws WasPaidFor if it was ever booked or paid for
     */
    public void requireDeletable(PerformanceId id) {
        this.performances.requireDeletable(id);
    }

    /**
     * Hides a performance and its rounds from buyers and keeps everything for the books.
     * Rounds that have not begun are cancelled by that. Archiving again does nothing.
     * @param id which
     * @throws PerformanceNotFound if there is none
     * @throws HasReservations if a coming round has live bookings
     */
    public void archivePerformance(PerformanceId id) {
        this.performances.archive(id);
    }

    /**
     * Shows an archived performance to buyers again, with the rounds that were not
     * cancelled by archiving it. Restoring again does nothing.
     * @param id which
     * @throws PerformanceNotFound if there is none
     */
    public void restorePerformance(PerformanceId id) {
        this.performances.restore(id);
    }

    /**
     * Replaces the poster and deletes the old files.
     * @param id which performance
     * @param poster JPEG, PNG or WebP
     * @throws InvalidRequest for the field {@code poster}
     * @throws PerformanceNotFound if there is none
     */
    public void replacePoster(PerformanceId id, PosterUpload poster) {
        this.performances.replacePoster(id, poster);
    }

    /**
     * Removes the poster and deletes its files.
     * @param id of which performance
     * @throws PerformanceNotFound if there is none
     */
    public void removePoster(PerformanceId id) {
        this.performances.replacePoster(id, new PosterChoice.None());
    }

    /**
     * Keeps a picture for a form that cannot be saved yet, for an hour from the last time
     * it was kept.
     * @return names it in {@link PosterChoice.Kept}; empty if too many are kept already
     * @throws InvalidRequest for the field {@code poster}
     */
    public Optional<KeptPoster> keepPoster(PosterUpload poster) {
        return this.posters.keep(poster);
    }

    /**
     * Keeps a picture for another hour.
     * @param key names it
     * @return where it can be seen; empty if it is kept no more
     */
    public Optional<KeptPoster> keepPoster(String key) {
        return this.posters.keep(key);
    }

    /**
     * Puts a performer at the end of the cast.
     * @param id which performance
     * @param performer who
     * @param role what the performer does or plays, at most 60 characters, perhaps empty
     * @throws PerformanceNotFound if there is no such performance
     * @throws PerformerNotFound if there is no such performer
     * @throws AlreadyInCast if the performer is in the cast already
     */
    public void addPerformer(PerformanceId id, PerformerId performer, String role) {
        this.performances.addPerformer(id, performer, role);
    }

    /**
     * Takes a performer out of the cast.
     * @param id which performance
     * @param performer who
     * @throws PerformanceNotFound if there is no such performance
     * @throws PerformerNotFound if the performer is not in the cast
     */
    public void removePerformer(PerformanceId id, PerformerId performer) {
        this.performances.removePerformer(id, performer);
    }

    /**
     * Makes rounds with their seats, all or none.
     * @param id of which performance
     * @param rounds when
     * @return their ids, in the order of the starts that were given
     * @throws InvalidRequest if a start is past or outside the performance's dates,
     * booking does not open before it closes or closes after the start, or the rounds
     * would have more than 600,000 seats together
     * @throws PerformanceNotFound if there is none
     * @throws RoundsTooClose if two would start less than an hour apart
     * @throws VenueOccupied if one would overlap another round of the venue
     * @throws Archived if the performance is archived
     */
    public List<RoundId> openRounds(PerformanceId id, OpenRounds rounds) {
        return openRounds(id, rounds, EditTerms.NONE);
    }

    /**
     * Makes rounds, as above, on terms.
     * @param id of which performance
     * @param rounds when
     * @param terms whether they may overlap other rounds of the venue
     * @return the ids in the order of the starts
     */
    public List<RoundId> openRounds(PerformanceId id, OpenRounds rounds, EditTerms terms) {
        return this.rounds.open(id, rounds, terms);
    }

    /**
     * Moves a round without reservations or changes its booking times.
     * @param id which round
     * @param round its new times
     * @throws InvalidRequest as for new rounds
     * @throws RoundNotFound if there is none
     * @throws RoundsTooClose if it would start less than an hour from another
     * @throws VenueOccupied if it would overlap another round of the venue
     * @throws Archived if it is archived
     * @throws RoundCancelled if the organiser has cancelled it
     * @throws HasReservations if it shall move although there are reservations
     */
    public void changeRound(RoundId id, ChangeRound round) {
        changeRound(id, round, EditTerms.NONE);
    }

    /**
     * Changes a round, as above, on terms.
     * @param id which
     * @param round its new times
     * @param terms which version was read, and whether it may overlap other rounds
     * @throws ChangedMeanwhile if another version was read
     */
    public void changeRound(RoundId id, ChangeRound round, EditTerms terms) {
        this.rounds.change(id, round, terms);
    }

    /**
     * Cancels a round for good: it is not sold any more and does not take place. Joins
     * the caller's transaction; what was booked is the caller's to give back.
     * @param id which round
     * @throws RoundNotFound if there is none
     * @throws RoundCancelled if it is cancelled already
     */
    public void cancelRound(RoundId id) {
        this.rounds.cancel(id);
    }

    /**
     * Deletes a round without reservations that nobody ever paid for.
     * @param id which round
     * @throws RoundNotFound if there is none
     * @throws HasReservations if there are reservations
     * @throws WasPaidFor if it was ever booked or paid for, also if all of it was
     * cancelled
     */
    public void deleteRound(RoundId id) {
        this.rounds.delete(id);
    }

    /**
     * Asks whether a round could be deleted now; deleting decides again.
     * @throws HasReservations if there are reservations
     * @throws WasPaidFor if it was ever booked or paid for
     */
    public void requireDeletable(RoundId id) {
        this.rounds.requireDeletable(id);
    }

    /**
     * Hides a round from buyers and keeps everything for the books. One that has not
     * begun is cancelled by that. Archiving again does nothing.
     * @param id which
     * @throws RoundNotFound if there is none
     * @throws HasReservations if it has not begun and has live bookings
     */
    public void archiveRound(RoundId id) {
        this.rounds.archive(id);
    }

}
