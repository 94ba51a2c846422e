package io.ticketblue.search.reservation;

import java.util.List;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.search.reservation.ReservationSearch.Found;
import io.ticketblue.search.reservation.ReservationSearch.PlacedReservation;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Finds reservations in the database alone. */
@Component
class StoredReservations {

    private static final int CODE_LENGTH = 8;

    private final ReservationListing listing;

    private final Accounts accounts;

    StoredReservations(ReservationListing listing, Accounts accounts) {
        this.listing = listing;
        this.accounts = accounts;
    }

    /** Those that meet the conditions. */
    Found of(ReservationFilter filter) {
        return new Stored(filter);
    }

    /**
     * Those that the text names: by a whole code that exists, or by the whole address of
     * an account. Null if it names none.
     */
    @Nullable Found named(ReservationCriteria criteria) {
        ReservationFilter filter = criteria.filter();
        String code = ReservationCode.typed(criteria.text());
        if (code.length() == CODE_LENGTH && ReservationCode.isBeginning(code)) {
            ReservationFilter byCode = filter.with(code, filter.buyer());
            return (this.listing.count(new ReservationFilter(null, null, null, code)) > 0) ? new Stored(byCode) : null;
        }
        if (criteria.text().indexOf('@') > 0) {
            AccountView buyer = this.accounts.accountOf(criteria.text()).orElse(null);
            if (buyer != null && (filter.buyer() == null || filter.buyer().equals(buyer.id()))) {
                return new Stored(filter.with(filter.code(), buyer.id()));
            }
        }
        return null;
    }

    private final class Stored implements Found {

        private final ReservationFilter filter;

        Stored(ReservationFilter filter) {
            this.filter = filter;
        }

        @Override
        public List<PlacedReservation> list(ReservationOrder order, @Nullable ReservationPosition after, int skipped,
                int most) {
            return StoredReservations.this.listing.list(this.filter, order, after, skipped, most)
                .stream()
                .map((reservation) -> new PlacedReservation(order.positionOf(reservation), reservation))
                .toList();
        }

        @Override
        public long count() {
            return StoredReservations.this.listing.count(this.filter);
        }

    }

}
