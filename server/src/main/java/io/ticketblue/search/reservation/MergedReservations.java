package io.ticketblue.search.reservation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.reservation.IndexedReservations.Word;
import io.ticketblue.search.reservation.ReservationSearch.Found;
import io.ticketblue.search.reservation.ReservationSearch.PlacedReservation;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds reservations in the index and, where it may not be current, in the database, and
 * merges both in order. A reservation belongs to the index part or to the recent part by
 * its present state, so none is found twice and none is missed for as long as the index
 * is not older than {@link #RECENT}.
 */
@Component
class MergedReservations {

    /** What was settled within this time is read from the database. */
    static final Duration RECENT = Duration.ofMinutes(1);

    /** So many more are read from the index, in case some are recent or gone. */
    private static final int SPARE = 20;

    private final IndexedReservations indexed;

    private final RecentReservations recent;

    private final ReservationListing listing;

    private final Clock clock;

    MergedReservations(IndexedReservations indexed, RecentReservations recent, ReservationListing listing,
            Clock clock) {
        this.indexed = indexed;
        this.recent = recent;
        this.listing = listing;
        this.clock = clock;
    }

    /**
     * Those that meet the criteria.
     * @throws SearchUnavailable if the index does not answer
     */
    Found of(ReservationCriteria criteria) {
        ReservationText text = ReservationText.of(criteria.text());
        if (text.words().isEmpty() && !criteria.text().isEmpty()) {
            return new Nothing();
        }
        return new Merged(criteria, text, this.indexed.words(text), this.clock.instant().minus(RECENT));
    }

    private final class Merged implements Found {

        private final ReservationCriteria criteria;

        private final ReservationText text;

        private final List<Word> words;

        private final Instant since;

        Merged(ReservationCriteria criteria, ReservationText text, List<Word> words, Instant since) {
            this.criteria = criteria;
            this.text = text;
            this.words = words;
            this.since = since;
        }

        @Override
        public List<PlacedReservation> list(ReservationOrder order, @Nullable ReservationPosition after, int skipped,
                int most) {
            int wanted = skipped + most;
            List<ReservationView> fresh = MergedReservations.this.recent.list(this.text, this.criteria.filter(),
                    this.since, order, after, wanted);
            List<PlacedReservation> all = new ArrayList<>(
                    fresh.stream().map((one) -> new PlacedReservation(order.positionOf(one), one)).toList());
            Set<ReservationId> known = fresh.stream().map(ReservationView::id).collect(Collectors.toSet());
            settled(order, after, wanted).stream()
                .filter((one) -> !known.contains(one.reservation().id()))
                .forEach(all::add);
            all.sort(Comparator.comparing(PlacedReservation::position, comparator(order)));
            return all.subList(Math.min(skipped, all.size()), Math.min(wanted, all.size()));
        }

        /** From the index, without those that are recent by now. */
        private List<PlacedReservation> settled(ReservationOrder order, @Nullable ReservationPosition after,
                int wanted) {
            List<PlacedReservation> settled = new ArrayList<>();
            ReservationPosition last = after;
            while (settled.size() < wanted) {
                int portion = Math.min(wanted - settled.size() + SPARE, ReservationListing.MOST);
                List<ReservationPosition> next = MergedReservations.this.indexed.list(this.words,
                        this.criteria.filter(), this.since, order, last, portion);
                settled.addAll(present(next));
                if (next.size() < portion) {
                    break;
                }
                last = next.getLast();
            }
            return settled;
        }

        private List<PlacedReservation> present(List<ReservationPosition> positions) {
            Map<ReservationId, ReservationView> now = MergedReservations.this.listing
                .list(positions.stream().map(ReservationPosition::id).toList())
                .stream()
                .collect(Collectors.toMap(ReservationView::id, Function.identity()));
            List<PlacedReservation> present = new ArrayList<>();
            for (ReservationPosition position : positions) {
                ReservationView reservation = now.get(position.id());
                if (reservation != null && !RecentReservations.isRecent(reservation, this.since)) {
                    present.add(new PlacedReservation(position, reservation));
                }
            }
            return present;
        }

        @Override
        public long count() {
            return MergedReservations.this.indexed.count(this.words, this.criteria.filter(), this.since)
                    + MergedReservations.this.recent.count(this.text, this.criteria.filter(), this.since);
        }

    }

    private static Comparator<ReservationPosition> comparator(ReservationOrder order) {
        Comparator<ReservationPosition> comparator = Comparator.comparingLong(ReservationPosition::value)
            .thenComparingLong((position) -> position.id().value());
        return order.descending() ? comparator.reversed() : comparator;
    }

    /** A text without anything that can be compared finds nothing. */
    private static final class Nothing implements Found {

        @Override
        public List<PlacedReservation> list(ReservationOrder order, @Nullable ReservationPosition after, int skipped,
                int most) {
            return List.of();
        }

        @Override
        public long count() {
            return 0;
        }

    }

}
