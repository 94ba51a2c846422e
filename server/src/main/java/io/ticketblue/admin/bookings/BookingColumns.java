package io.ticketblue.admin.bookings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.admin.Wording;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.shared.Formats;
import org.jspecify.annotations.Nullable;

/** The columns of files of bookings, in the reader's language. */
final class BookingColumns {

    private static final List<String> NAMES = List.of("code", "status", "buyer", "email", "performance", "venue",
            "starts", "count", "seats", "price", "discount", "paid", "booked", "confirmed", "given-back");

    private final Wording wording;

    private BookingColumns(Wording wording) {
        this.wording = wording;
    }

    static BookingColumns in(Wording wording) {
        return new BookingColumns(wording);
    }

    List<String> headings() {
        return NAMES.stream().map((name) -> this.wording.text("admin.bookings.file." + name)).toList();
    }

    /** Text, whole numbers, and times in Korea. */
    List<Object> cells(BookingLine line) {
        ReservationView booking = line.reservation();
        AccountView buyer = line.openBuyer();
        List<Object> cells = new ArrayList<>(NAMES.size());
        cells.add(booking.code());
        cells.add(this.wording.text("reservation." + booking.status()));
        cells.add((buyer != null) ? buyer.name() : this.wording.text("admin.account.closed.name"));
        cells.add((buyer != null) ? buyer.email() : "");
        cells.add((line.performance() != null) ? line.performance().title() : "");
        cells.add((line.performance() != null) ? line.performance().venueName() : "");
        cells.add(time((line.round() != null) ? line.round().startsAt() : null));
        cells.add(booking.seats().size());
        cells.add(booking.seats().stream().map(ReservationView.Seat::label).collect(Collectors.joining(", ")));
        cells.add(booking.amount().won());
        cells.add(booking.discount().won());
        cells.add(booking.toPay().won());
        cells.add(time(booking.createdAt()));
        cells.add(time(booking.confirmedAt()));
        cells.add(time(booking.cancelledAt()));
        return cells;
    }

    private static Object time(@Nullable Instant time) {
        return (time != null) ? LocalDateTime.ofInstant(time, Formats.SEOUL).withNano(0) : "";
    }

}
