package io.ticketblue.admin;

import java.util.List;
import java.util.Set;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.Payments;
import io.ticketblue.shared.BuyerData;
import jakarta.annotation.security.RolesAllowed;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** One booking, and who sits where. */
@Controller
@BuyerData
@RolesAllowed("BOX_OFFICE")
class StaffBookingPages {

    /** What staff may cancel, if only for a full refund. */
    static final Set<ReservationStatus> CANCELLABLE = Set.of(ReservationStatus.CONFIRMED,
            ReservationStatus.PARTIALLY_CANCELLED);

    private final Catalog catalog;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    private final Payments payments;

    private final Compensations compensations;

    private final FilledMaps maps;

    private final StaffCancellations staffCancellations;

    StaffBookingPages(Catalog catalog, BoxOffice boxOffice, Accounts accounts, Payments payments,
            Compensations compensations, FilledMaps maps, StaffCancellations staffCancellations) {
        this.catalog = catalog;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
        this.payments = payments;
        this.compensations = compensations;
        this.maps = maps;
        this.staffCancellations = staffCancellations;
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

    private String detail(ReservationView reservation, Model model) {
        RoundView round = this.catalog.round(reservation.roundId());
        model.addAttribute("reservation", reservation);
        model.addAttribute("round", round);
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        AccountView buyer = this.accounts.accounts(List.of(reservation.buyer())).get(reservation.buyer());
        model.addAttribute("buyer", (buyer != null && !buyer.closed()) ? buyer : null);
        model.addAttribute("payment", this.payments.paymentFor(reservation.id().value()).orElse(null));
        model.addAttribute("refunds", this.payments.refundsFor(reservation.id().value()));
        model.addAttribute("compensations", this.compensations.compensationsFor(reservation.id().value()));
        model.addAttribute("cancellable", CANCELLABLE.contains(reservation.status()));
        model.addAttribute("staffCancellations", this.staffCancellations.of(reservation));
        return "admin/bookings/detail";
    }

}
