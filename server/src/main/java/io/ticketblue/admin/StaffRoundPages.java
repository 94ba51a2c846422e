package io.ticketblue.admin;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists, opens, changes and deletes the rounds of a performance. */
@Controller
@RolesAllowed("BOX_OFFICE")
class StaffRoundPages {

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final Sales sales;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    private final Clock clock;

    StaffRoundPages(Catalog catalog, CatalogAdmin admin, Sales sales, Refusals refusals, Wording wording,
            Formats formats, Clock clock) {
        this.catalog = catalog;
        this.admin = admin;
        this.sales = sales;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
        this.clock = clock;
    }

    @GetMapping("/admin/performances/{id}/rounds")
    String list(@PathVariable PerformanceId id, Model model) {
        PerformanceView performance = this.catalog.performance(id);
        LocalDate today = LocalDate.ofInstant(this.clock.instant(), Formats.SEOUL);
        return rounds(performance, RoundsForm.of(performance, today), model);
    }

    @PostMapping("/admin/performances/{id}/rounds")
    String open(@PathVariable PerformanceId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        RoundsForm typed = RoundsForm.of(new Typed(values));
        List<RoundId> opened;
        try {
            opened = this.admin.openRounds(id, typed.command());
        }
        catch (Problem problem) {
            this.refusals.show(problem, RoundsForm::field, model, response);
            return rounds(this.catalog.performance(id), typed, model);
        }
        this.wording.flash(redirect, "admin.round.opened", opened.size());
        return "redirect:/admin/performances/" + id + "/rounds";
    }

    @GetMapping("/admin/rounds/{id}")
    String edit(@PathVariable RoundId id, Model model) {
        RoundView round = this.catalog.round(id);
        return form(round, RoundForm.of(round), model);
    }

    @PostMapping("/admin/rounds/{id}")
    String change(@PathVariable RoundId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        RoundForm typed = RoundForm.of(new Typed(values));
        try {
            this.admin.changeRound(id, typed.command(round));
        }
        catch (Problem problem) {
            this.refusals.show(problem, RoundForm::field, model, response);
            return form(round, typed, model);
        }
        this.wording.flash(redirect, "admin.round.changed", this.formats.dateTime(this.catalog.round(id).startsAt()));
        return "redirect:/admin/performances/" + round.performanceId() + "/rounds";
    }

    @GetMapping("/admin/rounds/{id}/delete")
    String askToDelete(@PathVariable RoundId id, Model model) {
        return confirmation(this.catalog.round(id), "", model);
    }

    @PostMapping("/admin/rounds/{id}/delete")
    String delete(@PathVariable RoundId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        Typed typed = new Typed(values);
        try {
            Confirmation.require(Wording.name(round), typed);
            this.admin.deleteRound(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return confirmation(round, typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.round.deleted", this.formats.dateTime(round.startsAt()));
        return "redirect:/admin/performances/" + round.performanceId() + "/rounds";
    }

    private String rounds(PerformanceView performance, RoundsForm form, Model model) {
        List<RoundLine> lines = this.sales.of(this.catalog.rounds(performance.id()));
        model.addAttribute("performance", performance);
        model.addAttribute("form", form);
        model.addAttribute("rounds", lines);
        model.addAttribute("weekdays", DayOfWeek.values());
        model.addAttribute("cancellable", lines.stream().anyMatch((line) -> line.cancellable(this.clock.instant())));
        return "admin/rounds/list";
    }

    private String form(RoundView round, RoundForm form, Model model) {
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        model.addAttribute("round", round);
        model.addAttribute("form", form);
        return "admin/rounds/form";
    }

    private String confirmation(RoundView round, String typed, Model model) {
        String path = "/admin/rounds/" + round.id();
        String title = this.catalog.performance(round.performanceId()).title();
        model.addAttribute("confirmation", new Confirmation(
                this.wording.text("admin.round.delete.title", title, this.formats.dateTime(round.startsAt())),
                this.wording.text("admin.round.delete.warning"), Wording.name(round), typed, path + "/delete", path));
        return "admin/confirm";
    }

}
