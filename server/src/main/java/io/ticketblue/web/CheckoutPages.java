package io.ticketblue.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Paying for seats that are held. Looking at the page changes nothing, since browsers and
 * mail programs fetch addresses by themselves: orders are made when somebody pays, see
 * {@link CheckoutOrders}.
 */
@Controller
class CheckoutPages {

    private final Bookings bookings;

    private final Payments payments;

    private final Accounts accounts;

    private final BookingModels models;

    private final ProblemTexts problems;

    private final Texts texts;

    private final Formats formats;

    private final MessageSource messages;

    private final Clock clock;

    CheckoutPages(Bookings bookings, Payments payments, Accounts accounts, BookingModels models, ProblemTexts problems,
            Texts texts, Formats formats, MessageSource messages, Clock clock) {
        this.bookings = bookings;
        this.payments = payments;
        this.accounts = accounts;
        this.models = models;
        this.problems = problems;
        this.texts = texts;
        this.formats = formats;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/checkout/{id}")
    String checkout(@PathVariable ReservationId id, @RequestParam(required = false) @Nullable String changed,
            @SignedIn AccountId buyer, Model model) {
        ReservationView reservation = this.bookings.reservation(buyer, id);
        if (reservation.status() == ReservationStatus.EXPIRED && !this.models.wasCharged(reservation)) {
            model.addAttribute("booking", this.models.of(reservation));
            return "checkout-expired";
        }
        if (reservation.status() != ReservationStatus.HELD) {
            return "redirect:/bookings/" + id;
        }
        Duration left = Duration.between(this.clock.instant(), Objects.requireNonNull(reservation.heldUntil()));
        model.addAttribute("booking", this.models.of(reservation));
        model.addAttribute("coupons", this.bookings.couponsFor(buyer, id));
        model.addAttribute("costs", !reservation.toPay().isZero());
        model.addAttribute("keys", this.payments.checkoutKeys());
        model.addAttribute("buyer", this.accounts.account(buyer));
        model.addAttribute("depositBefore",
                this.bookings.depositBefore(reservation.roundId())
                    .filter((before) -> PaymentMethod.VIRTUAL_ACCOUNT.takes(reservation.toPay()))
                    .orElse(null));
        model.addAttribute("banks", RefundAccount.BANKS);
        if (changed != null && !model.containsAttribute("refusal")) {
            model.addAttribute("refusal", nowCosts(reservation));
        }
        model.addAttribute("left", Math.max(0, left.toMillis()));
        model.addAttribute("texts", this.texts.json());
        return "checkout";
    }

    /**
     * Books what costs nothing, with the coupon that is chosen in the form, whether it
     * was applied before or not.
     */
    @PostMapping("/checkout/{id}")
    String bookForFree(@PathVariable ReservationId id, @RequestParam(required = false) @Nullable String coupon,
            @SignedIn AccountId buyer, RedirectAttributes next) {
        try {
            if (coupon != null) {
                chooseCoupon(buyer, id, couponId(coupon));
            }
            ReservationView reservation = this.bookings.reservation(buyer, id);
            if (reservation.status() == ReservationStatus.HELD && !reservation.toPay().isZero()) {
                next.addFlashAttribute("refusal", nowCosts(reservation));
                return "redirect:/checkout/" + id;
            }
            if (reservation.status() == ReservationStatus.HELD) {
                this.bookings.order(buyer, id, new PlaceOrder(couponOf(buyer, id), PaymentMethod.FREE, null));
            }
        }
        catch (Problem problem) {
            next.addFlashAttribute("refusal", this.problems.detail(problem));
            return "redirect:/checkout/" + id;
        }
        return "redirect:/bookings/" + id + "?paid";
    }

    private String nowCosts(ReservationView reservation) {
        return this.messages.getMessage("checkout.now-costs", new Object[] { this.formats.money(reservation.toPay()) },
                LocaleContextHolder.getLocale());
    }

    private void chooseCoupon(AccountId buyer, ReservationId id, @Nullable IssuedCouponId coupon) {
        boolean held = this.bookings.reservation(buyer, id).status() == ReservationStatus.HELD;
        if (held && !Objects.equals(coupon, couponOf(buyer, id))) {
            this.bookings.useCoupon(buyer, id, coupon);
        }
    }

    /** Chooses a coupon, or none. */
    @PostMapping("/checkout/{id}/coupon")
    String useCoupon(@PathVariable ReservationId id, @RequestParam(defaultValue = "") String coupon,
            @SignedIn AccountId buyer, RedirectAttributes next) {
        try {
            this.bookings.useCoupon(buyer, id, couponId(coupon));
        }
        catch (Problem problem) {
            next.addFlashAttribute("refusal", this.problems.detail(problem));
        }
        return "redirect:/checkout/" + id;
    }

    /** The coupon that a form names; null for none, which the form sends as nothing. */
    private static @Nullable IssuedCouponId couponId(String text) {
        try {
            return text.isBlank() ? null : IssuedCouponId.valueOf(text);
        }
        catch (NumberFormatException ex) {
            throw new InvalidRequest("coupon", "request.wrong-type");
        }
    }

    private @Nullable IssuedCouponId couponOf(AccountId buyer, ReservationId id) {
        IssuedCouponView used = this.bookings.couponsFor(buyer, id).used();
        return (used != null) ? used.id() : null;
    }

}
