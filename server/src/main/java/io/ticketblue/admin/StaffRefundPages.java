package io.ticketblue.admin;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.payment.CompensationId;
import io.ticketblue.payment.CompensationView;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Money that the provider refused to send back, or cannot send, until staff have settled
 * it.
 */
@Controller
@BuyerData
@RolesAllowed("FINANCE")
class StaffRefundPages {

    private static final int PAGE_SIZE = 20;

    private final OwedRefunds refunds;

    private final Compensations compensations;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    private final Refusals refusals;

    private final Wording wording;

    StaffRefundPages(OwedRefunds refunds, Compensations compensations, BoxOffice boxOffice, Accounts accounts,
            Refusals refusals, Wording wording) {
        this.refunds = refunds;
        this.compensations = compensations;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
        this.refusals = refusals;
        this.wording = wording;
    }

    @ModelAttribute("shown")
    Shown shown(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "0") int compensations) {
        return new Shown(page, compensations);
    }

    @GetMapping("/admin/refunds")
    String owed(@ModelAttribute(name = "shown", binding = false) Shown shown, Model model) {
        return list(shown, Map.of(), model);
    }

    @PostMapping("/admin/refunds/{id}/try-again")
    String tryAgain(@PathVariable RefundId id, @ModelAttribute(name = "shown", binding = false) Shown shown,
            Model model, RedirectAttributes redirect, HttpServletResponse response) {
        RefundView refund;
        try {
            refund = this.refunds.tryAgain(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return list(shown, Map.of(), model);
        }
        this.wording.flash(redirect, "admin.refund.tried." + refund.status());
        return "redirect:/admin/refunds";
    }

    @PostMapping("/admin/refunds/{id}/settle")
    String settle(@PathVariable RefundId id, @ModelAttribute(name = "shown", binding = false) Shown shown,
            @RequestParam MultiValueMap<String, String> values, @SignedIn AccountId staff, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        String field = "note-" + id;
        String note = new Typed(values).text(field);
        try {
            this.refunds.settledOtherwise(id, note, staff.value());
        }
        catch (Problem problem) {
            this.refusals.show(problem, (name) -> name.equals("note") ? field : null, model, response);
            return list(shown, Map.of(field, note), model);
        }
        this.wording.flash(redirect, "admin.refund.settled");
        return "redirect:/admin/refunds";
    }

    @PostMapping("/admin/compensations/{id}/settle")
    String settleCompensation(@PathVariable CompensationId id,
            @ModelAttribute(name = "shown", binding = false) Shown shown,
            @RequestParam MultiValueMap<String, String> values, @SignedIn AccountId staff, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        String field = "paid-" + id;
        String note = new Typed(values).text(field);
        try {
            this.compensations.settle(id, note, staff.value());
        }
        catch (Problem problem) {
            this.refusals.show(problem, (name) -> name.equals("note") ? field : null, model, response);
            return list(shown, Map.of(field, note), model);
        }
        this.wording.flash(redirect, "admin.compensation.settled");
        return "redirect:/admin/refunds";
    }

    private String list(Shown shown, Map<String, String> notes, Model model) {
        Page<RefundView> owed = this.refunds.owed(new Paging(shown.page(), PAGE_SIZE));
        Page<CompensationView> compensated = this.compensations.owed(new Paging(shown.compensations(), PAGE_SIZE));
        Map<Long, ReservationView> reservations = reservations(
                Stream.concat(owed.items().stream().map(RefundView::reference),
                        compensated.items().stream().map(CompensationView::reference)));
        model.addAttribute("refunds", owed);
        model.addAttribute("compensations", compensated);
        model.addAttribute("reservations", reservations);
        model.addAttribute("buyers", this.accounts
            .accounts(reservations.values().stream().map(ReservationView::buyer).collect(Collectors.toSet())));
        model.addAttribute("notes", notes);
        return "admin/refunds/list";
    }

    /** Those that are still there: a round may be deleted before money for it arrives. */
    private Map<Long, ReservationView> reservations(Stream<Long> references) {
        return this.boxOffice.reservations(references.map(ReservationId::new).collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap((reservation) -> reservation.id().value(), Function.identity()));
    }

    /**
     * Which parts of the two lists are shown.
     *
     * @param page of the refunds, from 0
     * @param compensations of the compensations, from 0
     */
    record Shown(int page, int compensations) {
    }

}
