package io.ticketblue.web;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.BookingRecords;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.Payments;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import io.ticketblue.web.review.ReviewSections;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What somebody has booked, and giving it back. */
@Controller
@RequestMapping("/bookings")
class BookingPages {

    private static final int PAGE = 10;

    private static final String FEE_REASON = "booking.fee-reason.";

    private final Bookings bookings;

    private final BookingRecords records;

    private final Payments payments;

    private final MoneyBooks money;

    private final RoundCancellations cancellations;

    private final Compensations compensations;

    private final BookingModels models;

    private final ReviewSections reviews;

    private final Frame frame;

    private final ProblemTexts problems;

    private final Formats formats;

    private final MessageSource messages;

    BookingPages(Bookings bookings, BookingRecords records, Payments payments, MoneyBooks money,
            RoundCancellations cancellations, Compensations compensations, BookingModels models, ReviewSections reviews,
            Frame frame, ProblemTexts problems, Formats formats, MessageSource messages) {
        this.bookings = bookings;
        this.records = records;
        this.payments = payments;
        this.money = money;
        this.cancellations = cancellations;
        this.compensations = compensations;
        this.models = models;
        this.reviews = reviews;
        this.frame = frame;
        this.problems = problems;
        this.formats = formats;
        this.messages = messages;
    }

    @GetMapping
    String list(@SignedIn AccountId buyer, @RequestParam(required = false) @Nullable ReservationStatus status,
            @RequestParam(required = false) @Nullable String page, Model model) {
        Page<ReservationView> found = this.bookings.reservations(buyer, status, PageNumber.of(page).paging(PAGE));
        Long last = PageNumber.insteadOf(found);
        if (last != null) {
            return "redirect:" + this.frame.here("page", last);
        }
        model.addAttribute("page", found);
        model.addAttribute("bookings", this.models.of(found.items()));
        model.addAttribute("status", status);
        return "bookings";
    }

    @GetMapping("/{id}")
    String booking(@PathVariable ReservationId id, @RequestParam(required = false) @Nullable String paid,
            @RequestParam(defaultValue = "") Set<Long> seats, @SignedIn AccountId buyer, Model model) {
        BookingModel booking = this.models.of(this.records.summary(id)
            .filter((found) -> found.reservation().buyer().equals(buyer))
            .orElseThrow(ReservationNotFound::new));
        model.addAttribute("booking", booking);
        model.addAttribute("paid", paid != null && booking.confirmed() && !booking.cancelled());
        model.addAttribute("payment", this.payments.paymentFor(id.value()).orElse(null));
        model.addAttribute("balance", this.money.balance(id.value()));
        model.addAttribute("refunds", this.payments.refundsFor(id.value()));
        model.addAttribute("compensations", this.compensations.compensationsFor(id.value()));
        model.addAttribute("givenBack", this.cancellations.givenBack(id).orElse(null));
        this.reviews.link(buyer, id, booking.confirmed() && !booking.cancelled(), booking.startsAt(), model);
        model.addAttribute("organiserReason", this.cancellations.reason(booking.round()).orElse(null));
        if (booking.confirmed() && !booking.cancelled()) {
            cancellable(buyer, id, model);
            if (!seats.isEmpty()) {
                quote(buyer, id, seats, model);
            }
            model.addAttribute("chosen", seats);
        }
        return "booking";
    }

    /** Asked again and again while a deposit is awaited: nothing, or where to go. */
    @GetMapping("/{id}/deposit")
    ResponseEntity<Void> deposit(@PathVariable ReservationId id, @SignedIn AccountId buyer) {
        boolean waits = this.bookings.reservation(buyer, id).status() == ReservationStatus.AWAITING_DEPOSIT;
        return waits ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().header("HX-Redirect", "/bookings/" + id + "?paid").build();
    }

    /** What giving the chosen seats back would cost, for the page that is open. */
    @GetMapping("/{id}/cancellation")
    String cancellation(@PathVariable ReservationId id, @RequestParam(defaultValue = "") Set<Long> seats,
            @SignedIn AccountId buyer, Model model) {
        if (!seats.isEmpty()) {
            quote(buyer, id, seats, model);
        }
        return "fragments/booking :: quote";
    }

    /** Whether, and until when, anything of a booking can be cancelled. */
    private void cancellable(AccountId buyer, ReservationId id, Model model) {
        try {
            model.addAttribute("cancellableUntil",
                    this.bookings.cancellationQuote(buyer, id, Set.of()).cancellableUntil());
        }
        catch (NotCancellable problem) {
            model.addAttribute("notCancellable", this.problems.detail(problem));
        }
    }

    private void quote(AccountId buyer, ReservationId id, Set<Long> seats, Model model) {
        try {
            CancellationQuote quote = this.bookings.cancellationQuote(buyer, id, ids(seats));
            model.addAttribute("quote", quote);
            model.addAttribute("feeReason", feeReason(quote));
        }
        catch (Problem problem) {
            model.addAttribute("noQuote", this.problems.detail(problem));
        }
    }

    /** Back to the page with the same seats chosen. */
    private static String again(ReservationId id, Set<Long> seats) {
        String chosen = seats.stream().map(Object::toString).collect(Collectors.joining(","));
        return "redirect:/bookings/" + id + "?seats=" + chosen + "#cancel";
    }

    private String feeReason(CancellationQuote quote) {
        Integer days = quote.daysBefore();
        return (days != null) ? message(FEE_REASON + "days-before", days) : message(FEE_REASON + quote.feeReason());
    }

    private static Set<SeatId> ids(Set<Long> seats) {
        return seats.stream().map(SeatId::new).collect(Collectors.toSet());
    }

    @PostMapping("/{id}/release")
    String release(@PathVariable ReservationId id, @SignedIn AccountId buyer, RedirectAttributes next) {
        ReservationView reservation = this.bookings.reservation(buyer, id);
        try {
            this.bookings.release(buyer, id);
            next.addFlashAttribute("toast", message("booking.released"));
        }
        catch (Problem problem) {
            next.addFlashAttribute("refusal", this.problems.detail(problem));
        }
        return "redirect:/rounds/" + reservation.roundId() + "/seats";
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable ReservationId id, @RequestParam(defaultValue = "") String confirmation,
            @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") Set<Long> seats,
            @RequestParam(required = false) @Nullable Long fee, @SignedIn AccountId buyer, RedirectAttributes next) {
        ReservationView reservation = this.bookings.reservation(buyer, id);
        if (seats.isEmpty()) {
            next.addFlashAttribute("noSeats", message("booking.cancel.choose"));
            next.addFlashAttribute("typed", Map.of("confirmation", confirmation, "reason", reason));
            return "redirect:/bookings/" + id + "#cancel";
        }
        if (!ReservationCode.matches(reservation.code(), confirmation)) {
            next.addFlashAttribute("wrongCode", message("booking.cancel.code-differs", reservation.code()));
            next.addFlashAttribute("typed", Map.of("confirmation", confirmation, "reason", reason));
            return again(id, seats);
        }
        try {
            Cancellation done = this.bookings.cancel(buyer, id,
                    new CancelSeats(ids(seats),
                            StringUtils.hasText(reason) ? reason : message("booking.cancel.no-reason"),
                            (fee != null) ? Money.won(Math.max(0, fee)) : null));
            next.addFlashAttribute("toast", done.refund().isZero() ? message("booking.cancelled.free")
                    : message("booking.cancelled", this.formats.money(done.refund())));
        }
        catch (Problem problem) {
            next.addFlashAttribute("refusal", this.problems.detail(problem));
            next.addFlashAttribute("typed", Map.of("confirmation", confirmation, "reason", reason));
            return again(id, seats);
        }
        return "redirect:/bookings/" + id;
    }

    private String message(String key, Object... arguments) {
        return this.messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

}
