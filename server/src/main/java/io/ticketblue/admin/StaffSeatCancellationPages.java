package io.ticketblue.admin;

import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Cancels seats of a booking in full or by the policy. What it costs is shown first, and
 * nothing is cancelled at other amounts.
 */
@Controller
@BuyerData
@RequestMapping("/admin/bookings/{id}/cancellation")
@RolesAllowed("BOX_OFFICE")
class StaffSeatCancellationPages {

    private final BoxOffice boxOffice;

    private final Catalog catalog;

    private final Refusals refusals;

    private final ProblemTexts problems;

    private final Wording wording;

    private final Formats formats;

    StaffSeatCancellationPages(BoxOffice boxOffice, Catalog catalog, Refusals refusals, ProblemTexts problems,
            Wording wording, Formats formats) {
        this.boxOffice = boxOffice;
        this.catalog = catalog;
        this.refusals = refusals;
        this.problems = problems;
        this.wording = wording;
        this.formats = formats;
    }

    /**
     * The page, and the amounts again for the choice that the page that is open sends.
     */
    @GetMapping
    String ask(@PathVariable ReservationId id, @RequestParam MultiValueMap<String, String> values, Model model) {
        ReservationView reservation = this.boxOffice.reservation(id);
        return page(reservation, values.containsKey("terms") ? SeatCancellationForm.of(new Typed(values))
                : SeatCancellationForm.of(reservation), model);
    }

    @PostMapping
    String cancel(@PathVariable ReservationId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        ReservationView reservation = this.boxOffice.reservation(id);
        Typed typed = new Typed(values);
        SeatCancellationForm form = SeatCancellationForm.of(typed);
        if (typed.text("step").equals("quote")) {
            return page(reservation, form, model);
        }
        Cancellation done;
        try {
            requireCancellable(reservation);
            done = this.boxOffice.cancel(id, form.wish(reservation.code()), form.choice().terms());
        }
        catch (Problem problem) {
            this.refusals.show(problem, (name) -> name.equals("seatIds") ? "seats" : null, model, response);
            return page(this.boxOffice.reservation(id), form, model);
        }
        String told = (done.refundStatus() == RefundStatus.REFUSED) ? "admin.booking.cancelled.refund-refused"
                : (done.status() == ReservationStatus.CANCELLED) ? "admin.booking.cancelled"
                        : "admin.booking.cancelled.some";
        this.wording.flash(redirect, told, reservation.code(), this.formats.money(done.refund()),
                this.formats.money(done.fee()), form.seats().size());
        return "redirect:/admin/bookings/" + id;
    }

    private static void requireCancellable(ReservationView reservation) {
        if (!StaffBookingPages.CANCELLABLE.contains(reservation.status())) {
            throw new NotCancellable();
        }
    }

    private String page(ReservationView reservation, SeatCancellationForm form, Model model) {
        RoundView round = this.catalog.round(reservation.roundId());
        model.addAttribute("reservation", reservation);
        model.addAttribute("round", round);
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        model.addAttribute("cancellable", StaffBookingPages.CANCELLABLE.contains(reservation.status()));
        model.addAttribute("allTerms", CancellationTerms.values());
        model.addAttribute("form", form);
        quote(reservation, form, model);
        return "admin/bookings/cancellation";
    }

    private void quote(ReservationView reservation, SeatCancellationForm form, Model model) {
        try {
            SeatCancellationForm.Choice choice = form.choice();
            CancellationQuote quote = this.boxOffice.cancellationQuote(reservation.id(), choice.seats(),
                    choice.terms());
            model.addAttribute("quote", quote);
            model.addAttribute("quoted", choice.quoted(quote));
            model.addAttribute("feeReason", feeReason(quote));
            model.addAttribute("remaining",
                    reservation.liveSeats()
                        .stream()
                        .filter((seat) -> quote.remainingSeats().contains(seat.id()))
                        .map(ReservationView.Seat::label)
                        .toList());
        }
        catch (Problem problem) {
            boolean byPolicy = form.terms().equals(CancellationTerms.POLICY.name());
            model.addAttribute("noQuote", (byPolicy && problem instanceof NotCancellable)
                    ? this.wording.text("admin.booking.cancel.not-by-policy") : this.problems.detail(problem));
        }
    }

    private String feeReason(CancellationQuote quote) {
        Integer days = quote.daysBefore();
        return (days != null) ? this.wording.text("booking.fee-reason.days-before", days)
                : this.wording.text("booking.fee-reason." + quote.feeReason());
    }

}
