package io.ticketblue.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.stereotype.Service;

/** What can be seen where and when. */
@Service
public class Catalog {

    /** A page of the performances that pass the filter. */
    public Page<PerformanceCard> performances(PerformanceFilter filter, Paging paging) {
        throw new UnsupportedOperationException();
    }

    /** Cards of these performances, those that exist. */
    public Map<PerformanceId, PerformanceCard> cards(Collection<PerformanceId> ids) {
        throw new UnsupportedOperationException();
    }

    /** One performance, or PerformanceNotFound. */
    public PerformanceView performance(PerformanceId id) {
        throw new UnsupportedOperationException();
    }

    /** The rounds of a performance, soonest first, past ones included. */
    public List<RoundView> rounds(PerformanceId id) {
        throw new UnsupportedOperationException();
    }

    /** One round, or RoundNotFound. */
    public RoundView round(RoundId id) {
        throw new UnsupportedOperationException();
    }

    /** Several rounds at once, those that exist. */
    public Map<RoundId, RoundView> rounds(Collection<RoundId> ids) {
        throw new UnsupportedOperationException();
    }

    /** Every seat of a round with its grade and price, in the map's order. */
    public List<PricedSeat> seating(RoundId id) {
        throw new UnsupportedOperationException();
    }

    /** A page of the venues, by name (sections included). */
    public Page<VenueView> venues(Paging paging) {
        throw new UnsupportedOperationException();
    }

    /** One venue, or VenueNotFound. */
    public VenueView venue(VenueId id) {
        throw new UnsupportedOperationException();
    }

    /** The seats of a venue's map, in order. */
    public List<SeatView> seats(VenueId id) {
        throw new UnsupportedOperationException();
    }

    /** A page of the performers whose name contains the query, by name. */
    public Page<PerformerView> performers(String query, Paging paging) {
        throw new UnsupportedOperationException();
    }

    /** One performer, or PerformerNotFound. */
    public PerformerView performer(PerformerId id) {
        throw new UnsupportedOperationException();
    }

}
