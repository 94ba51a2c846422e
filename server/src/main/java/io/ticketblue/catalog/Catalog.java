package io.ticketblue.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.catalog.internal.PerformanceQueries;
import io.ticketblue.catalog.internal.PerformerTables;
import io.ticketblue.catalog.internal.RoundTables;
import io.ticketblue.catalog.internal.SeatQueries;
import io.ticketblue.catalog.internal.VenueTables;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.database.ReplicaFallback;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What can be seen where and when. */
@Service
@Transactional(readOnly = true)
public class Catalog {

    private final PerformanceQueries performances;

    private final RoundTables rounds;

    private final VenueTables venues;

    private final SeatQueries seats;

    private final PerformerTables performers;

    Catalog(PerformanceQueries performances, RoundTables rounds, VenueTables venues, SeatQueries seats,
            PerformerTables performers) {
        this.performances = performances;
        this.rounds = rounds;
        this.venues = venues;
        this.seats = seats;
        this.performers = performers;
    }

    /**
     * A page of the performances that pass the filter.
     * @param filter which are wanted and in what order
     * @param paging which page
     * @return the page
     */
    @MayBeStale
    public Page<PerformanceCard> performances(PerformanceFilter filter, Paging paging) {
        return this.performances.page(filter, paging);
    }

    /**
     * Cards of performances.
     * @param ids which performances
     * @return those that exist
     */
    @MayBeStale
    public Map<PerformanceId, PerformanceCard> cards(Collection<PerformanceId> ids) {
        return this.performances.cards(ids);
    }

    /**
     * One performance.
     * @param id which performance
     * @return the performance
     * @throws PerformanceNotFound if there is none
     */
    public PerformanceView performance(PerformanceId id) {
        return this.performances.find(id).orElseThrow(PerformanceNotFound::new);
    }

    /**
     * One performance as buyers see it.
     * @param id which
     * @return the performance
     * @throws PerformanceNotFound if there is none, or it is archived
     */
    @MayBeStale
    public PerformanceView shownPerformance(PerformanceId id) {
        return this.performances.find(id)
            .filter((performance) -> !performance.archived())
            .orElseThrow(PerformanceNotFound::new);
    }

    /**
     * Makes sure that buyers can see a performance, without reading it.
     * @throws PerformanceNotFound if there is none, or it is archived
     */
    public void requireShown(PerformanceId id) {
        if (!this.performances.isShown(id)) {
            throw new PerformanceNotFound();
        }
    }

    /**
     * Reads all performances in portions, archived ones included, in the order of their
     * ids.
     * @param after the last one that was read, null to begin
     * @param size how many at most, 1 to {@value Paging#MAX_SIZE}
     * @return the next ones; none when all were read
     */
    public List<PerformanceView> performancesAfter(@Nullable PerformanceId after, int size) {
        return this.performances.after(after, new Paging(0, size).size());
    }

    /**
     * The rounds of a performance that buyers see, soonest first, past ones included.
     * @param id of which performance
     * @return the rounds that are not archived
     */
    @MayBeStale
    public List<RoundView> shownRounds(PerformanceId id) {
        return this.rounds.of(List.of(id)).stream().filter((round) -> !round.archived()).toList();
    }

    /**
     * The rounds of a performance, soonest first, past and archived ones included.
     * @param id which performance
     * @return its rounds, none if there is no such performance
     */
    public List<RoundView> rounds(PerformanceId id) {
        return this.rounds.of(List.of(id));
    }

    /**
     * The rounds of several performances at once, soonest first, past ones included.
     * @param ids which performances
     * @return the rounds of those that have any
     */
    @MayBeStale
    public Map<PerformanceId, List<RoundView>> roundsOf(Collection<PerformanceId> ids) {
        return this.rounds.of(ids).stream().collect(Collectors.groupingBy(RoundView::performanceId));
    }

    /**
     * The rounds of all performances from a time on, soonest first.
     * @param from none that start before this
     * @param limit how many at most
     * @return the rounds
     */
    @MayBeStale
    public List<RoundView> roundsFrom(Instant from, int limit) {
        return this.rounds.from(from, limit);
    }

    /**
     * One round.
     * @param id which round
     * @return the round
     * @throws RoundNotFound if there is none
     */
    public RoundView round(RoundId id) {
        return this.rounds.find(id).orElseThrow(RoundNotFound::new);
    }

    /**
     * Tells in the database's own words whether the organiser has cancelled a round, and
     * holds a shared lock on the round: until the caller's transaction ends nobody
     * cancels, moves or deletes it. To be asked for before any lock on reservations or
     * seats, as deleting a round locks in that order.
     * @return whether it is cancelled
     * @throws RoundNotFound if there is none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isCancelledLocked(RoundId id) {
        return this.rounds.cancelledLocked(id).orElseThrow(RoundNotFound::new);
    }

    /**
     * Holds a shared lock on rounds until the caller's transaction ends, as
     * {@link #isCancelledLocked} does, but waits for nobody.
     * @param ids which rounds
     * @throws org.springframework.dao.PessimisticLockingFailureException if somebody is
     * changing one of them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockSharedAtOnce(Collection<RoundId> ids) {
        this.rounds.lockSharedAtOnce(ids);
    }

    /**
     * Several rounds at once.
     * @param ids which rounds
     * @return those that exist
     */
    public Map<RoundId, RoundView> rounds(Collection<RoundId> ids) {
        return this.rounds.findAll(ids).stream().collect(Collectors.toMap(RoundView::id, Function.identity()));
    }

    /**
     * Every seat of a round with its grade and price, in the map's order.
     * @param id which round
     * @return the seats, none if there is no such round
     */
    public List<PricedSeat> seating(RoundId id) {
        return this.rounds.seating(id);
    }

    /**
     * What seats are called, of whatever venues.
     * @param seats which seats
     * @return the labels of those that exist
     */
    public Map<SeatId, String> seatLabels(Collection<SeatId> seats) {
        return this.seats.labels(seats);
    }

    /**
     * A page of the venues, by name (sections included).
     * @param paging which page
     * @return the page
     */
    @MayBeStale
    public Page<VenueView> venues(Paging paging) {
        return this.venues.page(paging);
    }

    /**
     * All venues by name, without their parts.
     * @return the venues
     */
    @ReplicaFallback
    public List<VenueName> venueNames() {
        return this.venues.names();
    }

    /**
     * One venue.
     * @param id which venue
     * @return the venue
     * @throws VenueNotFound if there is none
     */
    @ReplicaFallback
    public VenueView venue(VenueId id) {
        return this.venues.find(id).orElseThrow(VenueNotFound::new);
    }

    /**
     * The seats of a venue's map, in order.
     * @param id which venue
     * @return the seats, none if there is no such venue
     */
    public List<SeatView> seats(VenueId id) {
        return this.seats.of(id);
    }

    /**
     * A page of the performers whose name contains the query, by name.
     * @param query what the name contains, empty for all
     * @param paging which page
     * @return the page
     */
    @MayBeStale
    public Page<PerformerView> performers(String query, Paging paging) {
        return this.performers.page(TypedText.of(query), paging);
    }

    /**
     * One performer.
     * @param id which performer
     * @return the performer
     * @throws PerformerNotFound if there is none
     */
    @ReplicaFallback
    public PerformerView performer(PerformerId id) {
        return this.performers.find(id).orElseThrow(PerformerNotFound::new);
    }

    /**
     * The names of the cancellation policies that a performance may have. What people
     * call them are messages with the key {@code catalog.cancellation-policy.} and the
     * name.
     * @return the names, the usual one first, the performance's own terms last
     */
    public List<String> cancellationPolicies() {
        return CancellationPolicies.names();
    }

}
