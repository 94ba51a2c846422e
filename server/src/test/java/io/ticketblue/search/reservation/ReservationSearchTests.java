package io.ticketblue.search.reservation;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.reservation.ReservationSearch.Found;
import io.ticketblue.search.reservation.ReservationSearch.PlacedReservation;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** While the index does not answer. */
class ReservationSearchTests {

    private static final ReservationFilter ALL = new ReservationFilter(null, null, null, null);

    private static final ReservationSlice FIRST = ReservationSlice.of(ReservationOrder.NEWEST, new Paging(0, 20), null,
            null);

    private final MergedReservations merged = mock();

    private final StoredReservations stored = mock();

    private final ReservationSearch search = new ReservationSearch(this.merged, this.stored);

    @Test
    void readsEverythingButATextFromTheDatabase() {
        given(this.merged.of(any())).willReturn(new Broken());
        given(this.stored.of(ALL)).willReturn(new Counted(7));
        assertThat(this.search.search(new ReservationCriteria("", ALL), FIRST).total()).isEqualTo(7);
        assertThat(this.search.count(new ReservationCriteria("", ALL))).isEqualTo(7);
        this.search.forEach(new ReservationCriteria("", ALL), ReservationOrder.NEWEST, 10,
                (portion) -> assertThat(portion).isEmpty());
    }

    @Test
    void refusesATextThatNamesNothing() {
        given(this.merged.of(any())).willThrow(new SearchUnavailable());
        ReservationCriteria criteria = new ReservationCriteria("선우담", ALL);
        assertThatExceptionOfType(SearchUnavailable.class).isThrownBy(() -> this.search.search(criteria, FIRST));
        assertThatExceptionOfType(SearchUnavailable.class).isThrownBy(() -> this.search.count(criteria));
    }

    @Test
    void looksUpAWholeCodeOrAddress() {
        given(this.merged.of(any())).willThrow(new SearchUnavailable());
        ReservationCriteria criteria = new ReservationCriteria("7KQ2-M9XB", ALL);
        given(this.stored.named(criteria)).willReturn(new Counted(1));
        assertThat(this.search.search(criteria, FIRST).total()).isEqualTo(1);
    }

    private static final class Broken implements Found {

        @Override
        public List<PlacedReservation> list(ReservationOrder order, @Nullable ReservationPosition after, int skipped,
                int most) {
            throw new SearchUnavailable();
        }

        @Override
        public long count() {
            throw new SearchUnavailable();
        }

    }

    private record Counted(long count) implements Found {

        @Override
        public List<PlacedReservation> list(ReservationOrder order, @Nullable ReservationPosition after, int skipped,
                int most) {
            return new ArrayList<>();
        }

    }

}
