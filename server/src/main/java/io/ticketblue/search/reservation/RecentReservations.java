package io.ticketblue.search.reservation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.catalog.snapshot.PerformanceNames;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The reservations that the index does not have or may not have yet: those that hold
 * seats unpaid, and those that were paid or given back a short time ago. They are read
 * from the database and compared here, so that what has just happened is found at once.
 */
@Component
class RecentReservations {

    /** Words are looked for in that many, those that come first in the order. */
    private static final int MOST_COMPARED = 3_000;

    private final ReservationListing listing;

    private final Catalog catalog;

    private final CatalogSnapshots names;

    private final Accounts accounts;

    RecentReservations(ReservationListing listing, Catalog catalog, CatalogSnapshots names, Accounts accounts) {
        this.listing = listing;
        this.catalog = catalog;
        this.names = names;
        this.accounts = accounts;
    }

    /** The next ones that pass and have all the words. */
    List<ReservationView> list(ReservationText text, ReservationFilter filter, Instant since, ReservationOrder order,
            @Nullable ReservationPosition after, int most) {
        List<ReservationView> found = new ArrayList<>();
        ReservationPosition last = after;
        int compared = 0;
        while (found.size() < most && (text.words().isEmpty() || compared < MOST_COMPARED)) {
            List<ReservationView> portion = this.listing.recent(filter, since, order, last, ReservationListing.MOST);
            found.addAll(having(text, portion));
            compared += portion.size();
            if (portion.size() < ReservationListing.MOST) {
                break;
            }
            last = order.positionOf(portion.getLast());
        }
        return (found.size() > most) ? found.subList(0, most) : found;
    }

    /** How many pass and have all the words. */
    long count(ReservationText text, ReservationFilter filter, Instant since) {
        return text.words().isEmpty() ? this.listing.countRecent(filter, since)
                : list(text, filter, since, ReservationOrder.NEWEST, null, MOST_COMPARED).size();
    }

    /** Whether a reservation is one of them. */
    static boolean isRecent(ReservationView reservation, Instant since) {
        Instant confirmed = reservation.confirmedAt();
        Instant cancelled = reservation.cancelledAt();
        return !ReservationSource.isIndexed(reservation) || (confirmed != null && !confirmed.isBefore(since))
                || (cancelled != null && !cancelled.isBefore(since));
    }

    private List<ReservationView> having(ReservationText text, List<ReservationView> reservations) {
        if (text.words().isEmpty() || reservations.isEmpty()) {
            return reservations;
        }
        Map<AccountId, AccountView> buyers = this.accounts
            .accounts(reservations.stream().map(ReservationView::buyer).collect(Collectors.toSet()));
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(reservations.stream().map(ReservationView::roundId).collect(Collectors.toSet()));
        Map<PerformanceId, PerformanceNames> performances = this.names
            .names(rounds.values().stream().map(RoundView::performanceId).collect(Collectors.toSet()));
        return reservations.stream().filter((reservation) -> {
            RoundView round = rounds.get(reservation.roundId());
            PerformanceNames performance = (round != null) ? performances.get(round.performanceId()) : null;
            String own = ReservationText.indexed(reservation, buyers.get(reservation.buyer()));
            return text.isIn((performance != null)
                    ? own + ReservationText.joined(Stream.of(performance.title(), performance.venue())) : own);
        }).toList();
    }

}
