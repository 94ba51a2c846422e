package io.ticketblue.web;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the script of the payment page asks: an order when somebody pays, and how things
 * stand when the payment window did not open or was closed.
 */
@RestController
@RequestMapping("/checkout/{id}")
class CheckoutOrders {

    private final Bookings bookings;

    private final BookingModels models;

    private final ProblemTexts problems;

    private final Clock clock;

    CheckoutOrders(Bookings bookings, BookingModels models, ProblemTexts problems, Clock clock) {
        this.bookings = bookings;
        this.models = models;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * Makes the order that the payment window is opened for, at the amount that the buyer
     * sees.
     * @param amount what the page says, in won; at another price nothing is ordered
     * @param method what is chosen in the payment form
     * @return the order; 409 with {@code go} where there is nothing left to pay, 400 with
     * {@code wrong} by the names of the fields, and otherwise a problem
     */
    @PostMapping("/order")
    ResponseEntity<Object> order(@PathVariable ReservationId id, @RequestParam long amount,
            @RequestParam(defaultValue = "") String method, @RequestParam(defaultValue = "") String bank,
            @RequestParam(defaultValue = "") String accountNumber, @RequestParam(defaultValue = "") String holderName,
            @SignedIn AccountId buyer) {
        try {
            ReservationView reservation = this.bookings.reservation(buyer, id);
            if (reservation.status() != ReservationStatus.HELD) {
                return ResponseEntity.status(HttpStatus.CONFLICT).body(state(reservation));
            }
            if (reservation.toPay().won() != amount) {
                return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("changed", true));
            }
            Checkout order = PaymentMethod.VIRTUAL_ACCOUNT.name().equals(method)
                    ? byTransfer(buyer, id, new RefundAccount(bank, accountNumber, holderName))
                    : this.bookings.presentOrder(buyer, id);
            return order.amount().equals(Money.won(amount)) ? ResponseEntity.ok(Order.of(order))
                    : ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("changed", true));
        }
        catch (InvalidRequest problem) {
            return ResponseEntity.badRequest().body(Map.of("wrong", wrong(problem)));
        }
        catch (Problem problem) {
            ProblemDetail detail = this.problems.describe(problem);
            return ResponseEntity.status(problem.status()).body(detail);
        }
    }

    /** Tells how the hold stands now: whether it can be paid, or where it is shown. */
    @GetMapping("/state")
    State state(@PathVariable ReservationId id, @SignedIn AccountId buyer) {
        return state(this.bookings.reservation(buyer, id));
    }

    private State state(ReservationView reservation) {
        String booking = "/bookings/" + reservation.id();
        return switch (reservation.status()) {
            case HELD -> new State(null, false,
                    Math.max(0, Duration.between(this.clock.instant(), Objects.requireNonNull(reservation.heldUntil()))
                        .toMillis()));
            // The booking shows the refund of what was captured.
            case EXPIRED ->
                this.models.wasCharged(reservation) ? new State(booking, false, 0) : new State(null, true, 0);
            case CONFIRMED -> new State(booking + "?paid", false, 0);
            case PAYING, AWAITING_DEPOSIT, PARTIALLY_CANCELLED, CANCELLED -> new State(booking, false, 0);
        };
    }

    private Checkout byTransfer(AccountId buyer, ReservationId id, RefundAccount account) {
        IssuedCouponView used = this.bookings.couponsFor(buyer, id).used();
        return this.bookings.order(buyer, id,
                new PlaceOrder((used != null) ? used.id() : null, PaymentMethod.VIRTUAL_ACCOUNT, account));
    }

    /** What is wrong with each field, by the field's name in the form. */
    private Map<String, String> wrong(InvalidRequest problem) {
        Map<String, String> wrong = new LinkedHashMap<>();
        problem.fields()
            .forEach((field) -> wrong.put(StringUtils.unqualify(field.name()), this.problems.detail(field)));
        return wrong;
    }

    /**
     * How a hold stands.
     *
     * @param go where what became of it is shown, null while it can be paid or has
     * expired unpaid
     * @param expired whether its time has passed unpaid
     * @param left milliseconds that are left to pay
     */
    record State(@Nullable String go, boolean expired, long left) {
    }

    /**
     * What the payment window is opened with.
     *
     * @param orderId names the order to the provider
     * @param orderName what the buyer reads in the window
     * @param successUrl where the window leads when the buyer approved
     * @param failUrl where it leads otherwise
     */
    record Order(String orderId, String orderName, URI successUrl, URI failUrl) {

        static Order of(Checkout checkout) {
            return new Order(checkout.orderId().value(), checkout.orderName(), checkout.successUrl(),
                    checkout.failUrl());
        }

    }

}
