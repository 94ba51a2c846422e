package io.ticketblue.web;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Paying for seats that are held. */
@Controller
class CheckoutPages {

    private final Bookings bookings;

    private final Payments payments;

    private final Accounts accounts;

    private final BookingModels models;

    private final ProblemTexts problems;

    private final Texts texts;

    private final Clock clock;

    CheckoutPages(Bookings bookings, Payments payments, Accounts accounts, BookingModels models, ProblemTexts problems,
            Texts texts, Clock clock) {
        this.bookings = bookings;
        this.payments = payments;
        this.accounts = accounts;
        this.models = models;
        this.problems = problems;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/checkout/{id}")
    String checkout(@PathVariable ReservationId id, @RequestParam(required = false) @Nullable String transfer,
            @SignedIn AccountId buyer, Model model) {
        ReservationView reservation = this.bookings.reservation(buyer, id);
        if (reservation.status() != ReservationStatus.HELD) {
            return "redirect:/bookings/" + id;
        }
        Duration left = Duration.between(this.clock.instant(), Objects.requireNonNull(reservation.heldUntil()));
        model.addAttribute("booking", this.models.of(reservation));
        model.addAttribute("coupons", this.bookings.couponsFor(buyer, id));
        if (!reservation.toPay().isZero()) {
            model.addAttribute("order", this.bookings.presentOrder(buyer, id));
            model.addAttribute("script", this.payments.checkoutKeys().scriptUrl());
            model.addAttribute("buyer", this.accounts.account(buyer));
            model.addAttribute("depositBefore", this.bookings.depositBefore(reservation.roundId()).orElse(null));
            model.addAttribute("banks", RefundAccount.BANKS);
            model.addAttribute("transfer", transfer != null);
        }
        model.addAttribute("left", Math.max(0, left.toMillis()));
        model.addAttribute("texts", this.texts.json());
        return "checkout";
    }

    /**
     * Books what costs nothing: looking at the page does not, a browser may do that by
     * itself.
     */
    @PostMapping("/checkout/{id}")
    String bookForFree(@PathVariable ReservationId id, @SignedIn AccountId buyer) {
        ReservationView reservation = this.bookings.reservation(buyer, id);
        if (reservation.status() == ReservationStatus.HELD && !reservation.toPay().isZero()) {
            return "redirect:/checkout/" + id;
        }
        if (reservation.status() == ReservationStatus.HELD) {
            this.bookings.order(buyer, id, new PlaceOrder(couponOf(buyer, id), PaymentMethod.FREE, null));
        }
        return "redirect:/bookings/" + id + "?paid";
    }

    /** Chooses a coupon, or none. */
    @PostMapping("/checkout/{id}/coupon")
    String useCoupon(@PathVariable ReservationId id, @RequestParam(required = false) @Nullable IssuedCouponId coupon,
            @SignedIn AccountId buyer, RedirectAttributes next) {
        return refusable(id, next, () -> this.bookings.useCoupon(buyer, id, coupon), "");
    }

    /** Makes an order that may be paid by transfer. */
    @PostMapping("/checkout/{id}/transfer")
    String payByTransfer(@PathVariable ReservationId id, @RequestParam(defaultValue = "") String bank,
            @RequestParam(defaultValue = "") String accountNumber, @RequestParam(defaultValue = "") String holderName,
            @SignedIn AccountId buyer, RedirectAttributes next) {
        RefundAccount account;
        try {
            account = new RefundAccount(bank, accountNumber, holderName);
        }
        catch (InvalidRequest problem) {
            next.addFlashAttribute("typed",
                    Map.of("bank", bank, "accountNumber", accountNumber, "holderName", holderName));
            next.addFlashAttribute("wrong", wrong(problem));
            return "redirect:/checkout/" + id + "#transfer";
        }
        return refusable(id, next, () -> this.bookings.order(buyer, id,
                new PlaceOrder(couponOf(buyer, id), PaymentMethod.VIRTUAL_ACCOUNT, account)), "?transfer");
    }

    /** What is wrong with each field of the account, by the field's name in the form. */
    private Map<String, String> wrong(InvalidRequest problem) {
        Map<String, String> wrong = new LinkedHashMap<>();
        problem.fields()
            .forEach((field) -> wrong.put(StringUtils.unqualify(field.name()), this.problems.detail(field)));
        return wrong;
    }

    private String refusable(ReservationId id, RedirectAttributes next, Runnable work, String then) {
        try {
            work.run();
        }
        catch (Problem problem) {
            next.addFlashAttribute("refusal", this.problems.detail(problem));
            return "redirect:/checkout/" + id;
        }
        return "redirect:/checkout/" + id + then;
    }

    private @Nullable IssuedCouponId couponOf(AccountId buyer, ReservationId id) {
        IssuedCouponView used = this.bookings.couponsFor(buyer, id).used();
        return (used != null) ? used.id() : null;
    }

}
