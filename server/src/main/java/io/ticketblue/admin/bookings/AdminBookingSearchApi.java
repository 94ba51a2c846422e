package io.ticketblue.admin.bookings;

import java.time.Instant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.search.reservation.ReservationCriteria;
import io.ticketblue.search.reservation.ReservationHits;
import io.ticketblue.search.reservation.ReservationSearch;
import io.ticketblue.search.reservation.ReservationSlice;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search of all reservations, for staff. */
@RestController
@Tag(name = "Administration: reservations", description = "All reservations, for staff")
@BuyerData
@RolesAllowed({ "BOX_OFFICE", "FINANCE" })
class AdminBookingSearchApi {

    private final ReservationSearch search;

    private final BookingExports exports;

    AdminBookingSearchApi(ReservationSearch search, BookingExports exports) {
        this.search = search;
        this.exports = exports;
    }

    @GetMapping("/api/admin/reservations")
    @Operation(summary = "Reservations by any conditions, in any order",
            description = "Each word of q is part of the booking code, the buyer's name or e-mail address, the title of the "
                    + "performance or the name of its venue. A whole code, with or without the dash, and a whole address "
                    + "are looked up alone. 503 search.unavailable: the index does not answer, and q is neither. "
                    + "Amounts are what is to be paid, or was, in won. Pages up to the 10,000th item can be asked for by "
                    + "their number; to read further, or while reservations are being made, send next of an answer as "
                    + "after, with the same conditions and the same sort.")
    ReservationHits reservations(@ParameterObject @ModelAttribute Conditions conditions,
            @RequestParam(defaultValue = "NEWEST") ReservationOrder sort,
            @Parameter(description = "next of an earlier answer",
                    example = "b1764291600000000-4711") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "previous of an earlier answer",
                    example = "b1764291500000000-4712") @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.search.search(conditions.criteria(),
                ReservationSlice.of(sort, new Paging(page, size), after, before));
    }

    @GetMapping(path = "/api/admin/reservations.csv", produces = "text/csv")
    @Operation(summary = "All reservations of a search as comma-separated values",
            description = "UTF-8 with a byte order mark, at most 100,000 rows. The export is recorded in the audit trail. "
                    + "409 bookings.too-many-to-export: there are more.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(@ParameterObject @ModelAttribute Conditions conditions,
            @RequestParam(defaultValue = "NEWEST") ReservationOrder sort, HttpServletResponse response) {
        this.exports.csv(conditions.criteria(), sort, response);
    }

    @GetMapping(path = "/api/admin/reservations.xlsx",
            produces = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    @Operation(summary = "All reservations of a search as a workbook",
            description = "At most 100,000 rows. The export is recorded in the audit trail. "
                    + "409 bookings.too-many-to-export: there are more.")
    @ApiResponse(responseCode = "200",
            content = @Content(mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    schema = @Schema(type = "string", format = "binary")))
    void workbook(@ParameterObject @ModelAttribute Conditions conditions,
            @RequestParam(defaultValue = "NEWEST") ReservationOrder sort, HttpServletResponse response) {
        this.exports.workbook(conditions.criteria(), sort, response);
    }

    /**
     * What reservations are searched for.
     *
     * @param q words, each part of a code, a buyer's name or address, a title or a venue
     * @param buyer of this account
     * @param performanceId of this performance
     * @param roundId of this round
     * @param status in this state
     * @param bookedFrom made at this time or later
     * @param bookedTo made before this time
     * @param paidFrom paid at this time or later
     * @param paidTo paid before this time
     * @param minAmount for which this or more is to be paid, or was
     * @param maxAmount for which this or less is to be paid, or was
     */
    record Conditions(@Nullable String q, @Nullable AccountId buyer, @Nullable PerformanceId performanceId,
            @Nullable RoundId roundId, @Nullable ReservationStatus status, @Nullable Instant bookedFrom,
            @Nullable Instant bookedTo, @Nullable Instant paidFrom, @Nullable Instant paidTo, @Nullable Long minAmount,
            @Nullable Long maxAmount) {

        ReservationCriteria criteria() {
            requireOrder("bookedTo", this.bookedFrom, this.bookedTo, "request.to-before-from");
            requireOrder("paidTo", this.paidFrom, this.paidTo, "request.to-before-from");
            requireOrder("maxAmount", this.minAmount, this.maxAmount, "request.max-below-min");
            return ReservationCriteria.of(this.q,
                    new ReservationFilter(null, this.buyer, this.performanceId, this.roundId, this.status,
                            this.bookedFrom, this.bookedTo, this.paidFrom, this.paidTo,
                            money("minAmount", this.minAmount), money("maxAmount", this.maxAmount)));
        }

        private static <T extends Comparable<T>> void requireOrder(String field, @Nullable T least, @Nullable T most,
                String error) {
            if (least != null && most != null && most.compareTo(least) < 0) {
                throw new InvalidRequest(field, error);
            }
        }

        private static @Nullable Money money(String field, @Nullable Long won) {
            if (won != null && won < 0) {
                throw new InvalidRequest(field, "request.not-negative");
            }
            return (won != null) ? new Money(won) : null;
        }

    }

}
