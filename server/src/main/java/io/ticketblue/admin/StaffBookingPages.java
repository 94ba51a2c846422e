package io.ticketblue.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.BoxOffice;
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
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Who booked what, on a list and on the map. */
@Controller
@BuyerData
@RolesAllowed("BOX_OFFICE")
class StaffBookingPages {

    private static final int PAGE_SIZE = 50;

    /** What staff may cancel, if only for a full refund. */
    static final Set<ReservationStatus> CANCELLABLE = Set.of(ReservationStatus.CONFIRMED,
            ReservationStatus.PARTIALLY_CANCELLED);

    private final Catalog catalog;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    private final Payments payments;

    private final Compensations compensations;

    private final FilledMaps maps;

    private final Sales sales;

    private final StaffCancellations staffCancellations;

    StaffBookingPages(Catalog catalog, BoxOffice boxOffice, Accounts accounts, Payments payments,
            Compensations compensations, FilledMaps maps, Sales sales, StaffCancellations staffCancellations) {
        this.catalog = catalog;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
        this.payments = payments;
        this.compensations = compensations;
        this.maps = maps;
        this.sales = sales;
        this.staffCancellations = staffCancellations;
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
        model.addAttribute("line", this.sales.of(round));
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
        return detail(this.boxOffice.reservation(id), model);
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

    private String detail(ReservationView reservation, Model model) {
        RoundView round = this.catalog.round(reservation.roundId());
        model.addAttribute("reservation", reservation);
        model.addAttribute("round", round);
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        model.addAttribute("buyer", this.accounts.accounts(List.of(reservation.buyer())).get(reservation.buyer()));
        model.addAttribute("payment", this.payments.paymentFor(reservation.id().value()).orElse(null));
        model.addAttribute("refunds", this.payments.refundsFor(reservation.id().value()));
        model.addAttribute("compensations", this.compensations.compensationsFor(reservation.id().value()));
        model.addAttribute("cancellable", CANCELLABLE.contains(reservation.status()));
        model.addAttribute("staffCancellations", this.staffCancellations.of(reservation));
        return "admin/bookings/detail";
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

}
