package io.ticketblue.admin;

import java.util.List;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.accounts.closing.HasLiveBookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Problem;
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

/** Closes somebody's account for the house, with a reason. */
@Controller
@BuyerData
@RequestMapping("/admin/accounts/{id}/closure")
@RolesAllowed("ADMIN")
class StaffAccountClosingPages {

    /** More bookings than these are only counted. */
    private static final int MOST_SHOWN = 20;

    private final Accounts accounts;

    private final AccountClosings closings;

    private final BoxOffice boxOffice;

    private final Catalog catalog;

    private final Refusals refusals;

    private final Wording wording;

    StaffAccountClosingPages(Accounts accounts, AccountClosings closings, BoxOffice boxOffice, Catalog catalog,
            Refusals refusals, Wording wording) {
        this.accounts = accounts;
        this.closings = closings;
        this.boxOffice = boxOffice;
        this.catalog = catalog;
        this.refusals = refusals;
        this.wording = wording;
    }

    @GetMapping
    String ask(@PathVariable AccountId id, Model model) {
        return show(open(id), "", "", model);
    }

    @PostMapping
    String close(@PathVariable AccountId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        AccountView account = open(id);
        Typed typed = new Typed(values);
        try {
            Checks checks = new Checks();
            String reason = checks.text("reason", typed.text("reason"), AccountClosings.LONGEST_REASON);
            Confirmation.check(account.email(), typed.text("confirm"), checks);
            checks.done();
            this.closings.closeByHouse(id, reason);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            if (problem instanceof HasLiveBookings refused) {
                showBookings(refused.reservations(), model);
            }
            return show(account, typed.text("reason"), typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.account.closed", account.name());
        return "redirect:/admin/staff";
    }

    private AccountView open(AccountId id) {
        return this.accounts.accountOf(this.accounts.account(id).email()).orElseThrow(AccountNotFound::new);
    }

    private void showBookings(List<Long> reservations, Model model) {
        List<ReservationView> shown = reservations.stream()
            .limit(MOST_SHOWN)
            .map((number) -> this.boxOffice.reservation(new ReservationId(number)))
            .toList();
        model.addAttribute("liveBookings", shown);
        model.addAttribute("rounds",
                this.catalog.rounds(shown.stream().map(ReservationView::roundId).collect(Collectors.toSet())));
    }

    private static String show(AccountView account, String reason, String typed, Model model) {
        model.addAttribute("account", account);
        model.addAttribute("reason", reason);
        model.addAttribute("confirm", typed);
        model.addAttribute("longestReason", AccountClosings.LONGEST_REASON);
        return "admin/close-account";
    }

}
