package io.ticketblue.search.reservation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Finds reservations for staff by text and conditions. */
@Service
public class ReservationSearch {

    private static final int PORTION = 500;

    private final ReservationListing listing;

    private final Accounts accounts;

    ReservationSearch(ReservationListing listing, Accounts accounts) {
        this.listing = listing;
        this.accounts = accounts;
    }

    /**
     * Finds reservations.
     * @param criteria which ones
     * @param slice which part of them
     * @return that part
     */
    public ReservationHits search(ReservationCriteria criteria, ReservationSlice slice) {
        Optional<ReservationFilter> filter = filter(criteria);
        if (filter.isEmpty()) {
            return new ReservationHits(List.of(), slice.paging().page(), slice.paging().size(), 0, null, null);
        }
        int size = slice.paging().size();
        ReservationPosition from = slice.from();
        int skipped = (from == null) ? (int) slice.paging().offset() : 0;
        ReservationOrder order = slice.before() ? slice.order().reversed() : slice.order();
        List<ReservationView> read = this.listing.list(filter.get(), order, from, skipped, size + 1);
        boolean more = read.size() > size;
        List<ReservationView> items = new ArrayList<>(more ? read.subList(0, size) : read);
        if (slice.before()) {
            Collections.reverse(items);
        }
        boolean later = slice.before() || more;
        boolean earlier = slice.before() ? more : from != null || skipped > 0;
        return new ReservationHits(items, slice.paging().page(), size, this.listing.count(filter.get()),
                (later && !items.isEmpty()) ? cursor(slice.order(), items.getLast()) : null,
                (earlier && !items.isEmpty()) ? cursor(slice.order(), items.getFirst()) : null);
    }

    /**
     * Counts reservations.
     * @param criteria which ones
     * @return how many there are
     */
    public long count(ReservationCriteria criteria) {
        return filter(criteria).map(this.listing::count).orElse(0L);
    }

    /**
     * Reads all that are found, in portions, so that memory is bounded.
     * @param criteria which ones
     * @param most how many at most
     * @param reader takes each portion
     */
    public void forEach(ReservationCriteria criteria, ReservationOrder order, int most,
            Consumer<List<ReservationView>> reader) {
        ReservationFilter filter = filter(criteria).orElse(null);
        ReservationPosition after = null;
        int left = (filter != null) ? most : 0;
        while (filter != null && left > 0) {
            List<ReservationView> portion = this.listing.list(filter, order, after, 0, Math.min(PORTION, left));
            if (portion.isEmpty()) {
                return;
            }
            reader.accept(portion);
            left -= portion.size();
            after = order.positionOf(portion.getLast());
        }
    }

    /** The criteria as conditions alone; empty if nothing can meet them. */
    private Optional<ReservationFilter> filter(ReservationCriteria criteria) {
        ReservationFilter filter = criteria.filter();
        String text = criteria.text();
        if (text.isEmpty()) {
            return Optional.of(filter);
        }
        if (text.indexOf('@') >= 0) {
            return this.accounts.accountOf(text)
                .map(AccountView::id)
                .filter((buyer) -> filter.buyer() == null || filter.buyer().equals(buyer))
                .map((buyer) -> filter.with(filter.code(), buyer));
        }
        return ReservationCode.isBeginning(ReservationCode.typed(text)) ? Optional.of(filter.with(text, filter.buyer()))
                : Optional.empty();
    }

    private static String cursor(ReservationOrder order, ReservationView reservation) {
        return ReservationCursor.write(order, order.positionOf(reservation));
    }

}
