package io.ticketblue.admin.bookings;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** More bookings were found than one file may hold. */
final class TooManyBookings extends Problem {

    TooManyBookings(long found, int most) {
        super(HttpStatus.CONFLICT, "bookings.too-many-to-export", Map.of("found", found, "most", most), found, most);
    }

}
