package io.ticketblue.booking.internal;

import java.net.URI;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.Money;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Single reservations, for staff. */
@RestController
@Tag(name = "Administration: reservations", description = "All reservations, for staff")
@BuyerData
@RolesAllowed({ "BOX_OFFICE", "FINANCE" })
class AdminReservationsApi {

    private final BoxOffice boxOffice;

    AdminReservationsApi(BoxOffice boxOffice) {
        this.boxOffice = boxOffice;
    }

    @GetMapping("/api/admin/reservations/{id}")
    @Operation(summary = "One reservation")
    ReservationView reservation(@PathVariable ReservationId id) {
        return this.boxOffice.reservation(id);
    }

    @GetMapping("/api/admin/reservations/{id}/cancellation")
    @RolesAllowed("BOX_OFFICE")
    @Operation(summary = "What cancelling seats by the given terms would cost, bring back and leave",
            description = "409 booking.not-cancellable: it is not paid, or the policy lets nobody cancel any more, which "
                    + "FULL_REFUND does not ask. 409 booking.refunded-by-organiser: the round was cancelled, and the "
                    + "booking is refunded in full by that.")
    CancellationQuote quote(@PathVariable ReservationId id,
            @Parameter(description = "Absent for all that are left") @RequestParam(
                    required = false) @Nullable List<SeatId> seatIds,
            @RequestParam(defaultValue = "FULL_REFUND") CancellationTerms terms) {
        return this.boxOffice.cancellationQuote(id, ReservationsApi.chosen(seatIds), terms);
    }

    @PostMapping("/api/admin/reservations/{id}/cancellations")
    @RolesAllowed("BOX_OFFICE")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Cancel seats of a booking: all that are left, or some",
            description = "FULL_REFUND keeps nothing, also after the round has begun; POLICY keeps what the buyer would "
                    + "pay. The seats are free at once. 409 booking.fee-changed: fee or refund is no longer the one that "
                    + "was named; nothing was cancelled. 409 booking.refunded-by-organiser: the round was cancelled, and "
                    + "the booking is refunded in full by that.")
    ResponseEntity<Cancellation> cancel(@SignedIn AccountId staff, @PathVariable ReservationId id,
            @RequestBody @Valid CancellationOrder order,
            @Parameter(hidden = true) @RequestHeader(name = Idempotent.KEY, required = false) @Nullable String key) {
        CancelSeats seats = new CancelSeats(ReservationsApi.chosen(order.seatIds()), order.reason(), order.fee(),
                order.refund());
        return ResponseEntity.created(URI.create("/api/admin/reservations/" + id))
            .body((key != null) ? this.boxOffice.cancel(id, seats, order.terms(), staff, key)
                    : this.boxOffice.cancel(id, seats, order.terms()));
    }

    /**
     * What staff cancel.
     *
     * @param seatIds which seats; absent for all that are left
     * @param terms FULL_REFUND or POLICY
     * @param reason why; the provider is told
     * @param fee the fee that was quoted, absent to accept whatever the terms say
     * @param refund the refund that was quoted, absent to accept what is left
     */
    record CancellationOrder(
            @ArraySchema(arraySchema = @Schema(example = "[1201, 1202]")) @Size(
                    max = 100) @Nullable List<@NotNull SeatId> seatIds,
            @Schema(example = "POLICY") @NotNull CancellationTerms terms,
            @Schema(example = "예매자 전화 요청") @NotBlank @Size(max = 200) String reason,
            @Schema(implementation = Long.class, example = "4000") @Nullable Money fee,
            @Schema(implementation = Long.class, example = "94000") @Nullable Money refund) {
    }

}
