package io.ticketblue.search.reservation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.search.SearchUnavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Finds reservations for staff by text and conditions. Each word of the text has to be in
 * the code, in the buyer's name or address, or in the title of the performance or the
 * name of its venue; a part of a word will do. The reservations are shown as they are in
 * the database now, and what has just been made, paid or given back is found at once.
 */
@Service
public class ReservationSearch {

    private static final int PORTION = 500;

    private final MergedReservations merged;

    private final StoredReservations stored;

    ReservationSearch(MergedReservations merged, StoredReservations stored) {
        this.merged = merged;
        this.stored = stored;
    }

    /**
     * Finds reservations.
     * @param criteria which ones
     * @param slice which part of them
     * @return that part
     * @throws SearchUnavailable if there is a text that only the index can find, and it
     * does not answer
     */
    public ReservationHits search(ReservationCriteria criteria, ReservationSlice slice) {
        return ask(criteria, (found) -> hits(found, slice));
    }

    private static ReservationHits hits(Found found, ReservationSlice slice) {
        int size = slice.paging().size();
        ReservationPosition from = slice.from();
        int skipped = (from == null) ? (int) slice.paging().offset() : 0;
        ReservationOrder order = slice.before() ? slice.order().reversed() : slice.order();
        List<PlacedReservation> read = found.list(order, from, skipped, size + 1);
        boolean more = read.size() > size;
        List<PlacedReservation> placed = new ArrayList<>(more ? read.subList(0, size) : read);
        if (slice.before()) {
            Collections.reverse(placed);
        }
        boolean later = slice.before() || more;
        boolean earlier = slice.before() ? more : from != null || skipped > 0;
        return new ReservationHits(placed.stream().map(PlacedReservation::reservation).toList(), slice.paging().page(),
                size, found.count(), (later && !placed.isEmpty()) ? cursor(slice.order(), placed.getLast()) : null,
                (earlier && !placed.isEmpty()) ? cursor(slice.order(), placed.getFirst()) : null);
    }

    /**
     * Counts reservations.
     * @param criteria which ones
     * @return how many there are
     * @throws SearchUnavailable as {@link #search}
     */
    public long count(ReservationCriteria criteria) {
        return ask(criteria, Found::count);
    }

    /**
     * Reads all that are found, in portions, so that memory is bounded.
     * @param criteria which ones
     * @param most how many at most
     * @param reader takes each portion
     * @throws SearchUnavailable as {@link #search}
     */
    public void forEach(ReservationCriteria criteria, ReservationOrder order, int most,
            Consumer<List<ReservationView>> reader) {
        ReservationPosition last = null;
        int left = most;
        while (left > 0) {
            ReservationPosition after = last;
            int size = Math.min(PORTION, left);
            List<PlacedReservation> portion = ask(criteria, (found) -> found.list(order, after, 0, size));
            if (portion.isEmpty()) {
                return;
            }
            reader.accept(portion.stream().map(PlacedReservation::reservation).toList());
            left -= portion.size();
            last = portion.getLast().position();
        }
    }

    /**
     * A whole code or a whole address is looked up, and so is everything without a text
     * while the index does not answer.
     */
    private <T> T ask(ReservationCriteria criteria, Function<Found, T> question) {
        Found named = criteria.text().isEmpty() ? null : this.stored.named(criteria);
        if (named != null) {
            return question.apply(named);
        }
        try {
            return question.apply(this.merged.of(criteria));
        }
        catch (SearchUnavailable ex) {
            if (criteria.text().isEmpty()) {
                return question.apply(this.stored.of(criteria.filter()));
            }
            throw ex;
        }
    }

    private static String cursor(ReservationOrder order, PlacedReservation placed) {
        return ReservationCursor.write(order, placed.position());
    }

    /** The reservations that criteria find. */
    interface Found {

        /** The next ones in an order. */
        List<PlacedReservation> list(ReservationOrder order, @Nullable ReservationPosition after, int skipped,
                int most);

        /** How many there are in all. */
        long count();

    }

    /**
     * A reservation and where it stands.
     *
     * @param position by the index, which may be a moment older than the reservation
     * @param reservation as it is now
     */
    record PlacedReservation(ReservationPosition position, ReservationView reservation) {
    }

}
