package io.ticketblue.booking.internal;

import java.net.URI;
import java.util.List;
import java.util.Set;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PaymentResult;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.RefundAccount;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A buyer's own reservations. */
@RestController
@Tag(name = "Reservations", description = "Hold seats, order, cancel")
class ReservationsApi {

    private final Bookings bookings;

    private final Coupons coupons;

    ReservationsApi(Bookings bookings, Coupons coupons) {
        this.bookings = bookings;
        this.coupons = coupons;
    }

    @PostMapping("/api/rounds/{id}/reservations")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Hold seats: all of them or none",
            description = "409 booking.seats-taken names the seats that others have. 403 booking.admission-required while "
                    + "a waiting room guards the round. 429 with Retry-After: another request of the same person is under "
                    + "way, or too many holds of the round were not paid. 503 with Retry-After: nothing is held.")
    ResponseEntity<ReservationView> hold(@SignedIn AccountId buyer, @PathVariable RoundId id,
            @RequestBody @Valid SeatChoice choice,
            @Parameter(description = "What the waiting room gave, if there is one") @RequestHeader(name = "Admission",
                    required = false) @Nullable String admission) {
        ReservationView held = this.bookings.hold(new HoldSeats(buyer, id, choice.seatIds(), admission));
        return ResponseEntity.created(address(held.id())).body(held);
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
            description = "Repeating gives the same order; another coupon or method makes a new one. What costs nothing "
                    + "is confirmed at once.")
    ResponseEntity<Checkout> order(@SignedIn AccountId buyer, @PathVariable ReservationId id,
            @RequestBody(required = false) @Valid @Nullable OrderChoice choice) {
        Checkout checkout = this.bookings.order(buyer, id,
                (choice != null) ? order(buyer, choice) : PlaceOrder.simple());
        return ResponseEntity.created(URI.create(address(id) + "/payment")).body(checkout);
    }

    private PlaceOrder order(AccountId buyer, OrderChoice choice) {
        CouponId coupon = choice.couponId();
        RefundTo account = choice.refundAccount();
        return new PlaceOrder((coupon != null) ? this.coupons.issued(buyer, coupon) : null, choice.method(),
                (account != null) ? account.account() : null);
    }

    @GetMapping("/api/reservations/{id}/payment")
    @Operation(summary = "How an own reservation is paid",
            description = "While a deposit is awaited it names the account to transfer to. 404 payment.payment-not-found "
                    + "before the first order.")
    PaymentResult payment(@SignedIn AccountId buyer, @PathVariable ReservationId id) {
        return this.bookings.payment(buyer, id);
    }

    @GetMapping("/api/reservations/{id}/cancellation")
    @Operation(summary = "What cancelling now would cost and bring back")
    CancellationQuote quote(@SignedIn AccountId buyer, @PathVariable ReservationId id,
            @RequestParam(required = false) @Nullable List<SeatId> seatIds) {
        return this.bookings.cancellationQuote(buyer, id, chosen(seatIds));
    }

    @PostMapping("/api/reservations/{id}/cancellations")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Give seats back: all that are left, or some",
            description = "They are free at once. 409 booking.fee-changed: the fee is no longer the one that was named; "
                    + "nothing was cancelled.")
    ResponseEntity<Cancellation> cancel(@SignedIn AccountId buyer, @PathVariable ReservationId id,
            @RequestBody @Valid CancellationWish wish,
            @Parameter(hidden = true) @RequestHeader(name = Idempotent.KEY, required = false) @Nullable String key) {
        CancelSeats seats = new CancelSeats(chosen(wish.seatIds()), wish.reason(), wish.fee());
        return ResponseEntity.created(address(id))
            .body((key != null) ? this.bookings.cancel(buyer, id, seats, key) : this.bookings.cancel(buyer, id, seats));
    }

    private static URI address(ReservationId id) {
        return URI.create("/api/reservations/" + id);
    }

    /** All seats must be meant, not only left over from a list that came out empty. */
    static Set<SeatId> chosen(@Nullable List<SeatId> seats) {
        if (seats == null) {
            return Set.of();
        }
        if (seats.isEmpty()) {
            throw new InvalidRequest("seatIds", "booking.no-seats");
        }
        return Set.copyOf(seats);
    }

    /**
     * Which seats are wanted.
     *
     * @param seatIds at least one, each once
     */
    record SeatChoice(@ArraySchema(arraySchema = @Schema(example = "[1201, 1202]")) @NotEmpty @Size(
            max = 100) List<@NotNull SeatId> seatIds) {
    }

    /**
     * How an order is to be paid.
     *
     * @param couponId a coupon that the buyer was given and has not used; absent for none
     * @param method CARD, VIRTUAL_ACCOUNT, or FREE where nothing is to pay; absent for
     * CARD
     * @param refundAccount needed with VIRTUAL_ACCOUNT
     */
    record OrderChoice(@Schema(implementation = Long.class, example = "31") @Nullable CouponId couponId,
            @Schema(example = "VIRTUAL_ACCOUNT") @Nullable PaymentMethod method,
            @Valid @Nullable RefundTo refundAccount) {
    }

    /**
     * The buyer's own account, to which a deposit goes back.
     *
     * @param bank the bank's code at the provider
     * @param accountNumber its digits
     * @param holderName whose account it is
     */
    @Schema(name = "RefundAccount")
    record RefundTo(@Schema(example = "88") @NotBlank @Size(max = 10) String bank,
            @Schema(example = "110123456789") @NotBlank @Size(max = 40) String accountNumber,
            @Schema(example = "김티켓") @NotBlank @Size(max = 60) String holderName) {

        RefundAccount account() {
            return new RefundAccount(this.bank, this.accountNumber, this.holderName);
        }

    }

    /**
     * A wish to cancel.
     *
     * @param seatIds which seats; absent for all that are left
     * @param reason why; the provider is told
     * @param fee the fee that was quoted, absent to accept whatever the rules say
     */
    record CancellationWish(
            @ArraySchema(arraySchema = @Schema(example = "[1201, 1202]")) @Size(
                    max = 100) @Nullable List<@NotNull SeatId> seatIds,
            @Schema(example = "일정이 바뀌었어요") @NotBlank @Size(max = 200) String reason,
            @Schema(implementation = Long.class, example = "4000") @Nullable Money fee) {
    }

}
