package io.ticketblue.booking;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A buyer's own reservations. */
@RestController
@Tag(name = "Reservations", description = "Hold seats, order, cancel")
class ReservationsApi {

    private final Bookings bookings;

    ReservationsApi(Bookings bookings) {
        this.bookings = bookings;
    }

    @PostMapping("/api/rounds/{id}/reservations")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Hold seats: all of them or none",
            description = "409 booking.seats-taken names the seats that others have.")
    ReservationView hold(@SignedIn AccountId buyer, @PathVariable RoundId id, @RequestBody @Valid SeatChoice choice) {
        return this.bookings.hold(new HoldSeats(buyer, id, choice.seatIds()));
    }

    @GetMapping("/api/reservations")
    @Operation(summary = "Own reservations, newest first")
    Page<ReservationView> reservations(@SignedIn AccountId buyer,
            @RequestParam(required = false) @Nullable ReservationStatus status,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.bookings.reservations(buyer, status, new Paging(page, size));
    }

    @GetMapping("/api/reservations/{id}")
    @Operation(summary = "An own reservation")
    ReservationView reservation(@SignedIn AccountId buyer, @PathVariable ReservationId id) {
        return this.bookings.reservation(buyer, id);
    }

    @DeleteMapping("/api/reservations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give a hold back")
    void release(@SignedIn AccountId buyer, @PathVariable ReservationId id) {
        this.bookings.release(buyer, id);
    }

    @PostMapping("/api/reservations/{id}/orders")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Order a hold, to pay for it",
            description = "Repeating gives the same order. What costs nothing is confirmed at once.")
    Checkout order(@SignedIn AccountId buyer, @PathVariable ReservationId id,
            @RequestBody(required = false) @Nullable OrderChoice choice) {
        if (choice != null) {
            choice.check(this.bookings.reservation(buyer, id).amount());
        }
        return this.bookings.order(buyer, id);
    }

    @GetMapping("/api/reservations/{id}/cancellation")
    @Operation(summary = "What cancelling now would cost and bring back")
    CancellationQuote quote(@SignedIn AccountId buyer, @PathVariable ReservationId id,
            @RequestParam(required = false) @Nullable List<SeatId> seatIds) {
        requireAll(seatIds, buyer, id);
        return this.bookings.cancellationQuote(buyer, id);
    }

    @PostMapping("/api/reservations/{id}/cancellations")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Cancel wholly, with refund",
            description = "seatIds may name all seats; some of them cannot be cancelled alone.")
    Cancellation cancel(@SignedIn AccountId buyer, @PathVariable ReservationId id,
            @RequestBody @Valid CancellationWish wish) {
        requireAll(wish.seatIds(), buyer, id);
        return this.bookings.cancel(buyer, id, wish.reason());
    }

    private void requireAll(@Nullable List<SeatId> seats, AccountId buyer, ReservationId id) {
        if (seats == null) {
            return;
        }
        Set<SeatId> all = this.bookings.reservation(buyer, id)
            .seats()
            .stream()
            .map(ReservationView.Seat::id)
            .collect(Collectors.toSet());
        if (!Set.copyOf(seats).equals(all)) {
            throw new InvalidRequest("seatIds", "booking.only-all-seats");
        }
    }

    /**
     * Which seats are wanted.
     *
     * @param seatIds at least one, each once
     */
    record SeatChoice(@Schema(type = "array",
            example = "[1201, 1202]") @NotEmpty @Size(max = 100) List<@NotNull SeatId> seatIds) {
    }

    /**
     * How an order is to be paid.
     *
     * @param couponId no coupons are offered yet
     * @param method CARD, absent for CARD; FREE only where nothing is to pay
     */
    record OrderChoice(@Schema(example = "null") @Nullable Long couponId,
            @Schema(example = "CARD") @Nullable PaymentMethod method) {

        void check(Money amount) {
            if (this.couponId != null) {
                throw new InvalidRequest("couponId", "booking.no-coupons");
            }
            if (this.method == PaymentMethod.VIRTUAL_ACCOUNT) {
                throw new InvalidRequest("method", "booking.no-virtual-accounts");
            }
            if (this.method == PaymentMethod.FREE && !amount.isZero()) {
                throw new InvalidRequest("method", "booking.not-free");
            }
        }

    }

    /**
     * A wish to cancel.
     *
     * @param seatIds all seats of the reservation; absent for the same
     * @param reason why; the provider is told
     */
    record CancellationWish(@Schema(type = "array", example = "[1201, 1202]") @Nullable List<@NotNull SeatId> seatIds,
            @Schema(example = "일정이 바뀌었어요") @NotBlank @Size(max = 200) String reason) {
    }

}
