package io.ticketblue.admin;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.booking.CancellationProgress;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
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

/**
 * Cancels all coming rounds of a performance for the organiser and shows how far they
 * are.
 */
@Controller
@RequestMapping("/admin/performances/{id}/cancellation")
@RolesAllowed("BOX_OFFICE")
class StaffPerformanceCancellationPages {

    private final Catalog catalog;

    private final RoundCancellations cancellations;

    private final Sales sales;

    private final Refusals refusals;

    private final Wording wording;

    private final Clock clock;

    StaffPerformanceCancellationPages(Catalog catalog, RoundCancellations cancellations, Sales sales, Refusals refusals,
            Wording wording, Clock clock) {
        this.catalog = catalog;
        this.cancellations = cancellations;
        this.sales = sales;
        this.refusals = refusals;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    String cancellation(@PathVariable PerformanceId id, Model model) {
        return page(this.catalog.performance(id), CancelRoundForm.empty(), model);
    }

    /** The part of the page that changes, asked for again and again. */
    @GetMapping("/progress")
    String progress(@PathVariable PerformanceId id, Model model) {
        progress(this.catalog.performance(id), model);
        return "admin/cancellations/performance :: progress";
    }

    @PostMapping
    String cancel(@PathVariable PerformanceId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        PerformanceView performance = this.catalog.performance(id);
        CancelRoundForm typed = CancelRoundForm.of(new Typed(values));
        if (coming(id).isEmpty()) {
            this.wording.flash(redirect, "admin.organiser.none", performance.title());
            return "redirect:/admin/performances/" + id + "/cancellation";
        }
        try {
            int percent = typed.checked(performance.title());
            int rounds = this.cancellations.cancel(id, typed.reason(), percent).size();
            this.wording.flash(redirect, "admin.organiser.cancelled.all", rounds);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return page(performance, typed, model);
        }
        return "redirect:/admin/performances/" + id + "/cancellation";
    }

    private String page(PerformanceView performance, CancelRoundForm form, Model model) {
        progress(performance, model);
        model.addAttribute("form", form);
        model.addAttribute("coming", this.sales.of(coming(performance.id())));
        return "admin/cancellations/performance";
    }

    private void progress(PerformanceView performance, Model model) {
        Map<RoundId, RoundView> rounds = new LinkedHashMap<>();
        this.catalog.rounds(performance.id()).forEach((round) -> rounds.put(round.id(), round));
        Collection<CancellationProgress> cancelled = this.cancellations
            .standings(rounds.values().stream().filter(RoundView::cancelled).map(RoundView::id).toList())
            .values();
        model.addAttribute("performance", performance);
        model.addAttribute("cancelled", cancelled);
        model.addAttribute("rounds", rounds);
        model.addAttribute("running", cancelled.stream().anyMatch(CancellationProgress::running));
    }

    private List<RoundView> coming(PerformanceId performance) {
        Instant now = this.clock.instant();
        return this.catalog.rounds(performance)
            .stream()
            .filter((round) -> !round.cancelled() && round.startsAt().isAfter(now))
            .toList();
    }

}
