package io.ticketblue.admin;

import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Page;
import org.jspecify.annotations.Nullable;
import java.time.Instant;
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

    private static final int PAGE_SIZE = 30;

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
    String list(@PathVariable PerformanceId id, @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(defaultValue = "false") boolean archived, Model model) {
        PerformanceView performance = this.catalog.performance(id);
        LocalDate today = LocalDate.ofInstant(this.clock.instant(), Formats.SEOUL);
        Edits.show(model, null);
        return rounds(performance, RoundsForm.of(performance, today), page, archived, model);
    }

    @PostMapping("/admin/performances/{id}/rounds")
    String open(@PathVariable PerformanceId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        PerformanceView performance = this.catalog.performance(id);
        Typed all = new Typed(values);
        RoundsForm typed = RoundsForm.of(all);
        List<RoundId> opened;
        try {
            opened = this.admin.openRounds(id,
                    typed.command(new RoundsForm.Run(performance.startDate(), performance.endDate())),
                    Edits.terms(all));
        }
        catch (Problem problem) {
            this.refusals.show(problem, RoundsForm::field, model, response);
            Edits.again(all, model);
            return rounds(performance, typed, null, false, model);
        }
        this.wording.flash(redirect, "admin.round.opened", opened.size());
        return "redirect:/admin/performances/" + id + "/rounds";
    }

    @GetMapping("/admin/rounds/{id}")
    String edit(@PathVariable RoundId id, Model model) {
        RoundView round = this.catalog.round(id);
        Edits.show(model, round.version());
        return form(round, RoundForm.of(round), model);
    }

    @PostMapping("/admin/rounds/{id}")
    String change(@PathVariable RoundId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        Typed all = new Typed(values);
        RoundForm typed = RoundForm.of(all);
        try {
            this.admin.changeRound(id, typed.command(round), Edits.terms(all));
        }
        catch (Problem problem) {
            RoundView present = this.catalog.round(id);
            this.refusals.show(problem, RoundForm::field, model, response);
            Edits.again(all, problem, present.version(), () -> Conflict.of(RoundForm.of(present).fields(this.wording),
                    typed.fields(this.wording), "/admin/rounds/" + id), model);
            return form(present, typed, model);
        }
        this.wording.flash(redirect, "admin.round.changed", this.formats.dateTime(this.catalog.round(id).startsAt()));
        return "redirect:/admin/performances/" + round.performanceId() + "/rounds";
    }

    @GetMapping("/admin/rounds/{id}/delete")
    String askToDelete(@PathVariable RoundId id, Model model, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        try {
            this.admin.requireDeletable(id);
        }
        catch (Problem problem) {
            refuseToDelete(id, problem, model, response);
        }
        return confirmation(round, model);
    }

    @PostMapping("/admin/rounds/{id}/delete")
    String delete(@PathVariable RoundId id, Model model, RedirectAttributes redirect, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        try {
            this.admin.deleteRound(id);
        }
        catch (Problem problem) {
            refuseToDelete(id, problem, model, response);
            return confirmation(round, model);
        }
        this.wording.flash(redirect, "admin.round.deleted", this.formats.dateTime(round.startsAt()));
        return "redirect:/admin/performances/" + round.performanceId() + "/rounds";
    }

    @GetMapping("/admin/rounds/{id}/archive")
    String askToArchive(@PathVariable RoundId id, Model model) {
        return archiving(this.catalog.round(id), model);
    }

    @PostMapping("/admin/rounds/{id}/archive")
    String archive(@PathVariable RoundId id, Model model, RedirectAttributes redirect, HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        try {
            this.admin.archiveRound(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return archiving(round, model);
        }
        this.wording.flash(redirect, "admin.round.archived", this.formats.dateTime(round.startsAt()));
        return "redirect:/admin/performances/" + round.performanceId() + "/rounds";
    }

    private String archiving(RoundView round, Model model) {
        String path = "/admin/rounds/" + round.id();
        String title = this.catalog.performance(round.performanceId()).title();
        boolean coming = round.startsAt().isAfter(this.clock.instant()) && !round.cancelled();
        model.addAttribute("archiving",
                new Archiving(
                        this.wording.text("admin.round.archive.title", title, this.formats.dateTime(round.startsAt())),
                        this.wording
                            .text(coming ? "admin.round.archive.warning-coming" : "admin.round.archive.warning"),
                        path + "/archive", path));
        return "admin/archive";
    }

    /**
     * Rounds are shown some at a time, since a long run would be a page of many metres on
     * a phone; the first page is the one with the next round.
     */
    private String rounds(PerformanceView performance, RoundsForm form, @Nullable Integer page, boolean archived,
            Model model) {
        Instant now = this.clock.instant();
        List<RoundView> all = this.catalog.rounds(performance.id());
        List<RoundView> wanted = all.stream().filter((round) -> round.archived() == archived).toList();
        long past = wanted.stream().takeWhile((round) -> !round.startsAt().isAfter(now)).count();
        int next = (past < wanted.size()) ? Math.toIntExact(past) / PAGE_SIZE : 0;
        Paging paging = new Paging((page != null) ? page : next, PAGE_SIZE);
        List<RoundView> shown = wanted.stream().skip(paging.offset()).limit(PAGE_SIZE).toList();
        model.addAttribute("performance", performance);
        model.addAttribute("form", form);
        model.addAttribute("rounds", Page.of(this.sales.of(shown), paging, wanted.size()));
        model.addAttribute("archivedOnly", archived);
        model.addAttribute("archivedCount", all.stream().filter(RoundView::archived).count());
        model.addAttribute("weekdays", DayOfWeek.values());
        model.addAttribute("cancellable",
                all.stream().anyMatch((round) -> !round.cancelled() && round.startsAt().isAfter(now)));
        return "admin/rounds/list";
    }

    private String form(RoundView round, RoundForm form, Model model) {
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        model.addAttribute("round", round);
        model.addAttribute("form", form);
        return "admin/rounds/form";
    }

    private void refuseToDelete(RoundId id, Problem problem, Model model, HttpServletResponse response) {
        this.refusals.show(problem, model, response);
        Blocked.offerArchive(problem, "/admin/rounds/" + id + "/archive", model);
    }

    private String confirmation(RoundView round, Model model) {
        String path = "/admin/rounds/" + round.id();
        String title = this.catalog.performance(round.performanceId()).title();
        model.addAttribute("confirmation",
                new Confirmation(
                        this.wording.text("admin.round.delete.title", title, this.formats.dateTime(round.startsAt())),
                        this.wording.text("admin.round.delete.warning"), this.formats.dateTime(round.startsAt()), false,
                        "", path + "/delete", path));
        return "admin/confirm";
    }

}
