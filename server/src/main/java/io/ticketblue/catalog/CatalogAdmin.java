package io.ticketblue.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** What box-office staff do to the catalogue. */
@Service
public class CatalogAdmin {

    /** Makes a venue. */
    public VenueId createVenue(SaveVenue venue) {
        throw new UnsupportedOperationException();
    }

    /** Changes a venue. */
    public void changeVenue(VenueId id, SaveVenue venue) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a venue that no performance uses. */
    public void deleteVenue(VenueId id) {
        throw new UnsupportedOperationException();
    }

    /** The map as it can be handed in again. */
    public SeatMapDraft exportSeatMap(VenueId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lays a map out without storing it: fills in what SaveVenue would, for a preview.
     */
    public List<SeatView> previewSeatMap(SaveVenue venue) {
        throw new UnsupportedOperationException();
    }

    /** Makes a performer. */
    public PerformerId createPerformer(SavePerformer performer) {
        throw new UnsupportedOperationException();
    }

    /** Changes a performer. */
    public void changePerformer(PerformerId id, SavePerformer performer) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a performer whom no performance names. */
    public void deletePerformer(PerformerId id) {
        throw new UnsupportedOperationException();
    }

    /** Makes a performance. */
    public PerformanceId createPerformance(SavePerformance performance, @Nullable PosterUpload poster) {
        throw new UnsupportedOperationException();
    }

    /** Changes a performance; a null poster keeps the present one. */
    public void changePerformance(PerformanceId id, SavePerformance performance, @Nullable PosterUpload poster) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a performance without reservations, its rounds and its files. */
    public void deletePerformance(PerformanceId id) {
        throw new UnsupportedOperationException();
    }

    /** Replaces the poster. */
    public void replacePoster(PerformanceId id, PosterUpload poster) {
        throw new UnsupportedOperationException();
    }

    /** Puts a performer into the cast. */
    public void addPerformer(PerformanceId id, PerformerId performer, String role) {
        throw new UnsupportedOperationException();
    }

    /** Takes a performer out of the cast. */
    public void removePerformer(PerformanceId id, PerformerId performer) {
        throw new UnsupportedOperationException();
    }

    /** Makes rounds with their seats. */
    public List<RoundId> openRounds(PerformanceId id, OpenRounds rounds) {
        throw new UnsupportedOperationException();
    }

    /** Moves a round without reservations or changes its booking times. */
    public void changeRound(RoundId id, ChangeRound round) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a round without reservations. */
    public void deleteRound(RoundId id) {
        throw new UnsupportedOperationException();
    }

}
