package io.ticketblue.bench.search;

import java.util.List;

import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.search.reservation.ReservationCriteria;
import io.ticketblue.search.reservation.ReservationSearch;
import io.ticketblue.search.reservation.ReservationSlice;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;

/** The application's search of bookings, with its total. */
final class ApplicationBookingFinder implements BookingQuestions.Finder {

    private final ReservationSearch search;

    ApplicationBookingFinder(ReservationSearch search) {
        this.search = search;
    }

    @Override
    public List<Long> find(BookingQuestions.Question question) {
        ReservationFilter filter = new ReservationFilter(null, null,
                (question.performance() != null) ? new PerformanceId(question.performance()) : null, null,
                (question.status() != null) ? ReservationStatus.valueOf(question.status()) : null, question.from(),
                question.to(), null, null, (question.minAmount() != null) ? new Money(question.minAmount()) : null,
                null);
        return this.search
            .search(ReservationCriteria.of(question.text(), filter),
                    new ReservationSlice(ReservationOrder.NEWEST, new Paging(0, 20), null, false))
            .items()
            .stream()
            .map((reservation) -> reservation.id().value())
            .toList();
    }

}
