package io.ticketblue.admin;

import java.util.Optional;

import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.CancellationProgress;
import io.ticketblue.booking.RefundStanding;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.booking.RoundCancellationNotFound;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Cancels a round for the organiser and shows how far its bookings are given back. */
@Controller
@RequestMapping("/admin/rounds/{id}/cancellation")
@RolesAllowed("BOX_OFFICE")
class StaffRoundCancellationPages {

    private static final int PAGE_SIZE = 50;

    private final Catalog catalog;

    private final RoundCancellations cancellations;

    private final CancelledRounds rounds;

    private final Sales sales;

    private final Accounts accounts;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    StaffRoundCancellationPages(Catalog catalog, RoundCancellations cancellations, CancelledRounds rounds, Sales sales,
            Accounts accounts, Refusals refusals, Wording wording, Formats formats) {
        this.catalog = catalog;
        this.cancellations = cancellations;
        this.rounds = rounds;
        this.sales = sales;
        this.accounts = accounts;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
    }

    /** The form; once the round is cancelled, how far it is. */
    @GetMapping
    String cancellation(@PathVariable RoundId id, @RequestParam(required = false) @Nullable RefundStanding standing,
            @RequestParam(defaultValue = "0") int page, Model model) {
        RoundView round = this.catalog.round(id);
        Optional<CancellationProgress> progress = this.rounds.of(id);
        if (progress.isEmpty()) {
            return form(round, CancelRoundForm.empty(), model);
        }
        about(round, model);
        progress(progress.get(), standing, page, model);
        return "admin/cancellations/round";
    }

    /** The part of the page that changes, asked for again and again. */
    @GetMapping("/progress")
    String progress(@PathVariable RoundId id, @RequestParam(required = false) @Nullable RefundStanding standing,
            @RequestParam(defaultValue = "0") int page, Model model) {
        model.addAttribute("round", this.catalog.round(id));
        progress(this.rounds.of(id).orElseThrow(RoundCancellationNotFound::new), standing, page, model);
        return "admin/cancellations/progress :: progress";
    }

    @PostMapping
    String cancel(@PathVariable RoundId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        CancelRoundForm typed = CancelRoundForm.of(new Typed(values));
        try {
            int percent = typed.checked(Wording.name(round));
            this.cancellations.cancel(id, typed.reason(), percent);
            this.wording.flash(redirect, "admin.organiser.cancelled", this.formats.dateTime(round.startsAt()));
        }
        catch (RoundCancelled ex) {
            this.wording.flash(redirect, "admin.organiser.already", this.formats.dateTime(round.startsAt()));
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return form(round, typed, model);
        }
        return "redirect:/admin/rounds/" + id + "/cancellation";
    }

    private String form(RoundView round, CancelRoundForm form, Model model) {
        about(round, model);
        model.addAttribute("form", form);
        model.addAttribute("name", Wording.name(round));
        return "admin/cancellations/round-form";
    }

    private void about(RoundView round, Model model) {
        model.addAttribute("round", round);
        model.addAttribute("line", this.sales.of(round));
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
    }

    private void progress(CancellationProgress progress, @Nullable RefundStanding standing, int page, Model model) {
        Page<CancelledRounds.Line> lines = this.rounds.lines(progress, standing, new Paging(page, PAGE_SIZE));
        model.addAttribute("progress", progress);
        model.addAttribute("standing", standing);
        model.addAttribute("lines", lines);
        model.addAttribute("buyers",
                this.accounts.accounts(lines.items().stream().map((line) -> line.reservation().buyer()).toList()));
    }

}
