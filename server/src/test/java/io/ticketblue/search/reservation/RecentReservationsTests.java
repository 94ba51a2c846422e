package io.ticketblue.search.reservation;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** More reservations are open than are compared with a text. */
class RecentReservationsTests {

    private static final int OPEN = 5_000;

    private static final Instant SINCE = Instant.parse("2030-01-01T00:00:00Z");

    private static final ReservationFilter ALL = new ReservationFilter(null, null, null, null);

    private final ReservationListing listing = mock();

    private final RecentReservations recent = new RecentReservations(this.listing, mock(Catalog.class),
            mock(CatalogSnapshots.class), mock(Accounts.class));

    @BeforeEach
    void open() {
        given(this.listing.recent(any(), any(), any(), any(), anyInt())).willAnswer((call) -> {
            ReservationPosition after = call.getArgument(3);
            int most = call.getArgument(4);
            long first = (after != null) ? after.id().value() + 1 : 1;
            return LongStream.rangeClosed(first, Math.min(OPEN, first + most - 1))
                .mapToObj(RecentReservationsTests::reservation)
                .toList();
        });
        given(this.listing.countRecent(any(), any())).willReturn((long) OPEN);
    }

    private static ReservationView reservation(long id) {
        return new ReservationView(new ReservationId(id), "7KQ2-M9XB", ReservationStatus.HELD, new AccountId(1),
                new RoundId(1), List.of(), Money.ZERO, Money.ZERO, Money.ZERO, SINCE, SINCE, null, null, null);
    }

    @Test
    void listsAllOfThemIfThereIsNoText() {
        ReservationText none = ReservationText.of("");
        assertThat(this.recent.list(none, ALL, SINCE, ReservationOrder.OLDEST, null, 4_100)).hasSize(4_100)
            .last()
            .isEqualTo(reservation(4_100));
        assertThat(this.recent.list(none, ALL, SINCE, ReservationOrder.OLDEST, null, 10_000)).hasSize(OPEN);
        assertThat(this.recent.count(none, ALL, SINCE)).isEqualTo(OPEN);
    }

    @Test
    void comparesATextWithTheFirstThreeThousand() {
        ReservationText code = ReservationText.of("M9XB");
        assertThat(this.recent.list(code, ALL, SINCE, ReservationOrder.OLDEST, null, 10_000)).hasSize(3_000);
        assertThat(this.recent.count(code, ALL, SINCE)).isEqualTo(3_000);
    }

}
