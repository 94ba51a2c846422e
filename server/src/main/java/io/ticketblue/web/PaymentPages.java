package io.ticketblue.web;

import java.util.Locale;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.OrderReplaced;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.AmountMismatch;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The way back from the payment window. Every address may be opened again, in another tab
 * or with the back button: the state of the reservation says what is shown.
 */
@Controller
class PaymentPages {

    /** What the provider says when the buyer left the window. */
    private static final Set<String> CLOSED = Set.of("PAY_PROCESS_CANCELED", "USER_CANCEL");

    /** The order did not say where a deposit would go back to. */
    private static final String NO_ACCOUNT = "NOT_SUPPORTED_METHOD";

    private static final Set<String> REASONS = Set.of("account", "closed", "declined", "expired", "mismatch",
            "replaced");

    private final Bookings bookings;

    private final BookingModels models;

    PaymentPages(Bookings bookings, BookingModels models) {
        this.bookings = bookings;
        this.models = models;
    }

    @GetMapping("/payments/success")
    String approved(@RequestParam String paymentKey, @RequestParam String orderId, @RequestParam long amount,
            @SignedIn AccountId buyer, Model model, HttpServletResponse response) {
        ReservationView reservation = this.bookings.reservationOf(buyer, new OrderId(orderId));
        String settled = settled(reservation, orderId);
        if (settled != null) {
            return "redirect:" + settled;
        }
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("paymentKey", paymentKey);
        model.addAttribute("orderId", orderId);
        model.addAttribute("amount", amount);
        model.addAttribute("booking", this.models.of(reservation));
        return "payment-confirming";
    }

    @PostMapping("/payments/confirm")
    String confirm(@RequestParam String paymentKey, @RequestParam String orderId, @RequestParam long amount,
            @SignedIn AccountId buyer) {
        OrderId order = new OrderId(orderId);
        if (amount < 0) {
            return "redirect:" + failed(orderId, "mismatch");
        }
        try {
            this.bookings.confirm(buyer, new StartPayment(order, paymentKey, Money.won(amount)));
        }
        catch (PaymentDeclined ex) {
            return "redirect:"
                    + failed(orderId, NO_ACCOUNT.equals(ex.properties().get("providerCode")) ? "account" : "declined");
        }
        catch (PaymentExpired ex) {
            return "redirect:" + failed(orderId, "expired");
        }
        catch (OrderReplaced ex) {
            return "redirect:" + failed(orderId, "replaced");
        }
        catch (RoundCancelled ex) {
            return "redirect:/bookings/" + this.bookings.reservationOf(buyer, order).id();
        }
        catch (AmountMismatch ex) {
            return "redirect:" + failed(orderId, "mismatch");
        }
        catch (ProviderUnavailable ex) {
            return "redirect:" + waiting(orderId);
        }
        catch (AlreadyProcessed ex) {
            // Another tab was first; what came of it is shown below.
            return outcome(buyer, order);
        }
        return outcome(buyer, order);
    }

    @GetMapping("/payments/{orderId}/waiting")
    String waiting(@PathVariable String orderId, @SignedIn AccountId buyer, Model model) {
        ReservationView reservation = this.bookings.reservationOf(buyer, new OrderId(orderId));
        String settled = settled(reservation, orderId);
        if (settled != null) {
            return "redirect:" + settled;
        }
        model.addAttribute("orderId", orderId);
        model.addAttribute("booking", this.models.of(reservation));
        return "payment-waiting";
    }

    /** Asked again and again by the waiting page: nothing, or where to go. */
    @GetMapping("/payments/{orderId}/state")
    ResponseEntity<Void> state(@PathVariable String orderId, @SignedIn AccountId buyer) {
        ReservationView reservation = this.bookings.reservationOf(buyer, new OrderId(orderId));
        String settled = settled(reservation, orderId);
        return (settled == null) ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().header("HX-Redirect", settled).build();
    }

    /**
     * The provider does not always say which order it was: then it is the newest hold.
     */
    @GetMapping("/payments/fail")
    String closed(@RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String orderId, @SignedIn AccountId buyer, Model model) {
        String reason = CLOSED.contains(code.toUpperCase(Locale.ROOT)) ? "closed" : "declined";
        ReservationView reservation = StringUtils.hasText(orderId)
                ? this.bookings.reservationOf(buyer, new OrderId(orderId)) : newestHold(buyer);
        return failure(reason, reservation, orderId, model);
    }

    @GetMapping("/payments/{orderId}/failed")
    String failed(@PathVariable String orderId, @RequestParam(defaultValue = "declined") String reason,
            @SignedIn AccountId buyer, Model model) {
        return failure(REASONS.contains(reason) ? reason : "declined",
                this.bookings.reservationOf(buyer, new OrderId(orderId)), orderId, model);
    }

    private @Nullable ReservationView newestHold(AccountId buyer) {
        return this.bookings.reservations(buyer, ReservationStatus.HELD, new Paging(0, 1))
            .items()
            .stream()
            .findFirst()
            .orElse(null);
    }

    private String failure(String reason, @Nullable ReservationView reservation, @Nullable String orderId,
            Model model) {
        if (reservation == null) {
            model.addAttribute("reason", reason);
            return "payment-failed";
        }
        return switch (reservation.status()) {
            case CONFIRMED, PARTIALLY_CANCELLED, CANCELLED, AWAITING_DEPOSIT ->
                "redirect:/bookings/" + reservation.id();
            case PAYING -> "redirect:" + ((orderId != null) ? waiting(orderId) : "/bookings/" + reservation.id());
            case HELD, EXPIRED -> {
                if (reservation.status() == ReservationStatus.EXPIRED && this.models.wasCharged(reservation)) {
                    yield "redirect:/bookings/" + reservation.id();
                }
                model.addAttribute("booking", this.models.of(reservation));
                model.addAttribute("reason", (reservation.status() == ReservationStatus.EXPIRED) ? "expired" : reason);
                yield "payment-failed";
            }
        };
    }

    private String outcome(AccountId buyer, OrderId order) {
        String settled = settled(this.bookings.reservationOf(buyer, order), order.value());
        return "redirect:" + ((settled != null) ? settled : waiting(order.value()));
    }

    /** Where a reservation leads whose payment has ended; null while it may go on. */
    private static @Nullable String settled(ReservationView reservation, String orderId) {
        return switch (reservation.status()) {
            case CONFIRMED, PARTIALLY_CANCELLED, CANCELLED -> "/bookings/" + reservation.id() + "?paid";
            case AWAITING_DEPOSIT -> "/bookings/" + reservation.id();
            case EXPIRED -> failed(orderId, "expired");
            case HELD, PAYING -> null;
        };
    }

    private static String failed(String orderId, String reason) {
        return "/payments/" + orderId + "/failed?reason=" + reason;
    }

    private static String waiting(String orderId) {
        return "/payments/" + orderId + "/waiting";
    }

}
