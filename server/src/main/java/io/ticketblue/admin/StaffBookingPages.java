package io.ticketblue.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who booked what, on a list and on the map, and cancelling for the house. */
@Controller
@BuyerData
@RolesAllowed("BOX_OFFICE")
class StaffBookingPages {

    private static final int PAGE_SIZE = 50;

    private static final int LONGEST_REASON = 200;

    private static final Set<ReservationStatus> CANCELLABLE = Set.of(ReservationStatus.CONFIRMED,
            ReservationStatus.PARTIALLY_CANCELLED);

    private final Catalog catalog;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    private final Payments payments;

    private final Compensations compensations;

    private final FilledMaps maps;

    private final Sales sales;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    StaffBookingPages(Catalog catalog, BoxOffice boxOffice, Accounts accounts, Payments payments,
            Compensations compensations, FilledMaps maps, Sales sales, Refusals refusals, Wording wording,
            Formats formats) {
        this.catalog = catalog;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
        this.payments = payments;
        this.compensations = compensations;
        this.maps = maps;
        this.sales = sales;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
    }

    @GetMapping("/admin/bookings")
    @RolesAllowed({ "BOX_OFFICE", "FINANCE" })
    String all(@RequestParam(required = false) @Nullable ReservationStatus status,
            @RequestParam(defaultValue = "") String code, @RequestParam(required = false) @Nullable AccountId buyer,
            @RequestParam(defaultValue = "0") int page, Model model) {
        list(new ReservationFilter(null, buyer, status, blankToNull(code)), page, model);
        return "admin/bookings/list";
    }

    @GetMapping("/admin/rounds/{id}/bookings")
    String ofRound(@PathVariable RoundId id, @RequestParam(required = false) @Nullable ReservationStatus status,
            @RequestParam(defaultValue = "") String code, @RequestParam(required = false) @Nullable AccountId buyer,
            @RequestParam(defaultValue = "0") int page, Model model) {
        RoundView round = this.catalog.round(id);
        list(new ReservationFilter(id, buyer, status, blankToNull(code)), page, model);
        model.addAttribute("line", this.sales.of(List.of(round)).getFirst());
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        return "admin/bookings/round";
    }

    /** Who sits where, for the drawing. */
    @GetMapping("/admin/rounds/{id}/seats")
    @ResponseBody
    FilledMap seats(@PathVariable RoundId id) {
        return this.maps.of(id);
    }

    @GetMapping("/admin/bookings/{id}")
    @RolesAllowed({ "BOX_OFFICE", "FINANCE" })
    String booking(@PathVariable ReservationId id, Model model) {
        return detail(this.boxOffice.reservation(id), "", "", model);
    }

    @PostMapping("/admin/bookings/{id}/cancel")
    String cancel(@PathVariable ReservationId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        ReservationView reservation = this.boxOffice.reservation(id);
        Typed typed = new Typed(values);
        Cancellation cancellation;
        try {
            Checks checks = new Checks();
            String reason = checks.required("reason", typed.text("reason"));
            if (reason.length() > LONGEST_REASON) {
                checks.wrong("reason", "admin.check.too-long", LONGEST_REASON);
            }
            checks.done();
            Confirmation.requireCode(reservation.code(), typed);
            cancellation = this.boxOffice.cancel(id, CancelSeats.all(reason), CancellationTerms.FULL_REFUND);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return detail(reservation, typed.text("reason"), typed.text("confirm"), model);
        }
        String told = (cancellation.refundStatus() == RefundStatus.REFUSED) ? "admin.booking.cancelled.refund-refused"
                : "admin.booking.cancelled";
        this.wording.flash(redirect, told, reservation.code(), this.formats.money(cancellation.refund()));
        return "redirect:/admin/bookings/" + id;
    }

    private void list(ReservationFilter filter, int page, Model model) {
        String typed = (filter.code() != null) ? filter.code() : "";
        Page<ReservationView> reservations = this.boxOffice.search(typed, filter, new Paging(page, PAGE_SIZE));
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(reservations.items().stream().map(ReservationView::roundId).collect(Collectors.toSet()));
        Set<PerformanceId> performances = rounds.values()
            .stream()
            .map(RoundView::performanceId)
            .collect(Collectors.toSet());
        model.addAttribute("filter", filter);
        model.addAttribute("statuses", ReservationStatus.values());
        model.addAttribute("reservations", reservations);
        model.addAttribute("rounds", rounds);
        model.addAttribute("performances", this.catalog.cards(performances));
        model.addAttribute("buyers", this.accounts
            .accounts(reservations.items().stream().map(ReservationView::buyer).collect(Collectors.toSet())));
        AccountId buyer = filter.buyer();
        model.addAttribute("buyer", (buyer != null) ? this.accounts.accounts(List.of(buyer)).get(buyer) : null);
    }

    private String detail(ReservationView reservation, String reason, String confirm, Model model) {
        RoundView round = this.catalog.round(reservation.roundId());
        model.addAttribute("reservation", reservation);
        model.addAttribute("round", round);
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        model.addAttribute("buyer", this.accounts.accounts(List.of(reservation.buyer())).get(reservation.buyer()));
        model.addAttribute("payment", this.payments.paymentFor(reservation.id().value()).orElse(null));
        model.addAttribute("refunds", this.payments.refundsFor(reservation.id().value()));
        model.addAttribute("compensations", this.compensations.compensationsFor(reservation.id().value()));
        Money refund = CANCELLABLE.contains(reservation.status()) ? fullRefund(reservation.id()) : null;
        model.addAttribute("cancellable", refund != null);
        model.addAttribute("houseRefund", refund);
        model.addAttribute("reason", reason);
        model.addAttribute("confirm", confirm);
        return "admin/bookings/detail";
    }

    /** What goes back if all seats are cancelled now, null if they cannot be. */
    private @Nullable Money fullRefund(ReservationId id) {
        try {
            return this.boxOffice.cancellationQuote(id, Set.of(), CancellationTerms.FULL_REFUND).refund();
        }
        catch (NotCancellable ex) {
            return null;
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

}
