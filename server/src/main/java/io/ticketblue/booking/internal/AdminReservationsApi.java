package io.ticketblue.booking.internal;

import java.time.Instant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All reservations, for staff. */
@RestController
@Tag(name = "Administration: reservations", description = "All reservations, for staff")
@BuyerData
@RolesAllowed({ "BOX_OFFICE", "FINANCE" })
class AdminReservationsApi {

    private final BoxOffice boxOffice;

    AdminReservationsApi(BoxOffice boxOffice) {
        this.boxOffice = boxOffice;
    }

    @GetMapping("/api/admin/reservations")
    @Operation(summary = "Reservations, newest first",
            description = "q is a booking code or its beginning, with or without the dash, or a buyer's "
                    + "e-mail address.")
    Page<ReservationView> reservations(@RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable AccountId buyer,
            @RequestParam(required = false) @Nullable PerformanceId performanceId,
            @RequestParam(required = false) @Nullable RoundId roundId,
            @RequestParam(required = false) @Nullable ReservationStatus status,
            @RequestParam(required = false) @Nullable Instant bookedFrom,
            @RequestParam(required = false) @Nullable Instant bookedTo,
            @RequestParam(required = false) @Nullable Instant paidFrom,
            @RequestParam(required = false) @Nullable Instant paidTo,
            @RequestParam(required = false) @Nullable Long minAmount,
            @RequestParam(required = false) @Nullable Long maxAmount, @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        ReservationFilter filter = new ReservationFilter(null, buyer, performanceId, roundId, status, bookedFrom,
                bookedTo, paidFrom, paidTo, money("minAmount", minAmount), money("maxAmount", maxAmount));
        return this.boxOffice.search((q != null) ? q : "", filter, new Paging(page, size));
    }

    private static @Nullable Money money(String field, @Nullable Long won) {
        if (won != null && won < 0) {
            throw new InvalidRequest(field, "request.not-negative");
        }
        return (won != null) ? new Money(won) : null;
    }

}
