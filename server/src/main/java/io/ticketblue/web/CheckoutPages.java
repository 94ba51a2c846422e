package io.ticketblue.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.payment.Payments;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Paying for seats that are held. */
@Controller
class CheckoutPages {

    private final Bookings bookings;

    private final Payments payments;

    private final Accounts accounts;

    private final BookingModels models;

    private final Texts texts;

    private final Clock clock;

    CheckoutPages(Bookings bookings, Payments payments, Accounts accounts, BookingModels models, Texts texts,
            Clock clock) {
        this.bookings = bookings;
        this.payments = payments;
        this.accounts = accounts;
        this.models = models;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/checkout/{id}")
    String checkout(@PathVariable ReservationId id, @SignedIn AccountId buyer, Model model) {
        ReservationView reservation = this.bookings.reservation(buyer, id);
        if (reservation.status() != ReservationStatus.HELD) {
            return "redirect:/bookings/" + id;
        }
        Duration left = Duration.between(this.clock.instant(), Objects.requireNonNull(reservation.heldUntil()));
        model.addAttribute("booking", this.models.of(reservation));
        if (!reservation.amount().isZero()) {
            model.addAttribute("order", this.bookings.order(buyer, id));
            model.addAttribute("script", this.payments.checkoutKeys().scriptUrl());
            model.addAttribute("buyer", this.accounts.account(buyer));
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
        if (reservation.status() == ReservationStatus.HELD && !reservation.amount().isZero()) {
            return "redirect:/checkout/" + id;
        }
        if (reservation.status() == ReservationStatus.HELD) {
            this.bookings.order(buyer, id);
        }
        return "redirect:/bookings/" + id + "?paid";
    }

}
