package io.ticketblue.admin;

import io.ticketblue.catalog.RoundsOutsideDates;
import java.util.function.Function;
import java.util.Optional;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.time.Instant;
import java.time.Clock;
import java.time.LocalDate;

import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.CancellationWords;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Formats;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists, makes, changes and deletes performances. */
@Controller
@RequestMapping("/admin/performances")
@RolesAllowed("BOX_OFFICE")
class StaffPerformancePages {

    private static final int PAGE_SIZE = 50;

    /** Buttons that only show more of the form send this with what they show. */
    private static final String STEP = "step";

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final Cast cast;

    private final PosterFields posters;

    private final CancellationPreview preview;

    private final Refusals refusals;

    private final Wording wording;

    private final Clock clock;

    StaffPerformancePages(Catalog catalog, CatalogAdmin admin, Cast cast, PosterFields posters,
            CancellationPreview preview, Refusals refusals, Wording wording, Clock clock) {
        this.catalog = catalog;
        this.admin = admin;
        this.cast = cast;
        this.posters = posters;
        this.preview = preview;
        this.refusals = refusals;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable VenueId venueId, @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "0") int page, Model model) {
        LocalDate today = LocalDate.ofInstant(this.clock.instant(), Formats.SEOUL);
        boolean over = when.equals("over");
        PerformanceFilter filter = new PerformanceFilter(category, when.equals("now") ? today : null,
                over ? today.minusDays(1) : null, venueId, null, q.isBlank() ? null : q.strip(),
                PerformanceFilter.Sort.NEWEST,
                when.equals("archived") ? PerformanceFilter.Archive.ONLY : PerformanceFilter.Archive.WITHOUT);
        model.addAttribute("performances", this.catalog.performances(filter, new Paging(page, PAGE_SIZE)));
        model.addAttribute("filter", filter);
        model.addAttribute("when", when);
        model.addAttribute("categories", Category.values());
        model.addAttribute("venues", this.catalog.venueNames());
        return "admin/performances/list";
    }

    @GetMapping("/new")
    String blank(@RequestParam(defaultValue = "") String venueId, Model model) {
        Edits.show(model, null);
        return form(null, PerformanceForm.empty(venueId), model);
    }

    @PostMapping
    String create(@RequestParam MultiValueMap<String, String> values,
            @RequestParam(name = "poster", required = false) @Nullable MultipartFile poster, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed typed = new Typed(values);
        PerformanceForm form = PerformanceForm.of(typed);
        PosterField picture = this.posters.read(typed, poster);
        Edits.again(typed, model);
        if (!typed.text(STEP).isEmpty()) {
            return picture.show(form(null, form, model), model);
        }
        PerformanceId id;
        try {
            id = this.admin.createPerformance(form.command(venue(form), this.cast), picture.choice());
        }
        catch (Problem problem) {
            this.refusals.show(problem, names(problem), model, response);
            return picture.show(form(null, form, model), model);
        }
        this.wording.flash(redirect, "admin.performance.created", form.title());
        return "redirect:/admin/performances/" + id + "/rounds";
    }

    @GetMapping("/{id}")
    String edit(@PathVariable PerformanceId id, Model model) {
        PerformanceView performance = this.catalog.performance(id);
        Edits.show(model, performance.version());
        return form(performance, form(performance), model);
    }

    @PostMapping("/{id}")
    String change(@PathVariable PerformanceId id, @RequestParam MultiValueMap<String, String> values,
            @RequestParam(name = "poster", required = false) @Nullable MultipartFile poster, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed typed = new Typed(values);
        PerformanceForm form = PerformanceForm.of(typed);
        PosterField picture = this.posters.read(typed, poster);
        if (!typed.text(STEP).isEmpty()) {
            return again(id, typed, form, picture, null, model);
        }
        try {
            this.admin.changePerformance(id, form.command(venue(form), this.cast), picture.choice(),
                    Edits.terms(typed));
        }
        catch (Problem problem) {
            this.refusals.show(problem, names(problem), model, response);
            return again(id, typed, form, picture, problem, model);
        }
        this.wording.flash(redirect, "admin.performance.changed", form.title());
        return "redirect:/admin/performances/" + id;
    }

    private String again(PerformanceId id, Typed typed, PerformanceForm form, PosterField picture,
            @Nullable Problem problem, Model model) {
        PerformanceView present = this.catalog.performance(id);
        Edits.again(typed, problem, present.version(),
                () -> Conflict.of(fields(form(present)), fields(form), "/admin/performances/" + id), model);
        return picture.show(form(present, form, model), model);
    }

    private PerformanceForm form(PerformanceView performance) {
        return PerformanceForm.of(performance, this.catalog.venue(performance.venue().id()));
    }

    private Map<String, String> fields(PerformanceForm form) {
        return form.fields(this.wording, (name) -> Optional.ofNullable(venue(form)).map(VenueView::name).orElse(name),
                policy(form));
    }

    /** The policy by its name, and in the words that buyers read if it is an own one. */
    private String policy(PerformanceForm form) {
        String policy = form.cancellation().policy();
        String name = this.wording.either("catalog.cancellation-policy." + policy, policy);
        CancellationWords words = this.preview.of(form.cancellation(), form.bookingFee()).words();
        return (words == null || !policy.equals(CancellationPolicies.CUSTOM)) ? name : name + ": "
                + Stream
                    .concat(words.fees().stream().map((line) -> line.when() + " " + line.fee()), words.notes().stream())
                    .collect(Collectors.joining(" · "));
    }

    /** Rounds outside the dates are shown at the date that leaves them out. */
    private static Function<String, @Nullable String> names(Problem problem) {
        return (problem instanceof RoundsOutsideDates outside && outside.afterEnd()) ? (name) -> "endDate"
                : PerformanceForm::field;
    }

    @GetMapping("/{id}/delete")
    String askToDelete(@PathVariable PerformanceId id, Model model, HttpServletResponse response) {
        PerformanceView performance = this.catalog.performance(id);
        try {
            this.admin.requireDeletable(id);
        }
        catch (Problem problem) {
            refuseToDelete(id, problem, model, response);
        }
        return confirmation(performance, "", model);
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable PerformanceId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        PerformanceView performance = this.catalog.performance(id);
        Typed typed = new Typed(values);
        try {
            Confirmation.require(performance.title(), typed);
            this.admin.deletePerformance(id);
        }
        catch (Problem problem) {
            refuseToDelete(id, problem, model, response);
            return confirmation(performance, typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.performance.deleted", performance.title());
        return "redirect:/admin/performances";
    }

    @GetMapping("/{id}/archive")
    String askToArchive(@PathVariable PerformanceId id, Model model) {
        return archiving(this.catalog.performance(id), model);
    }

    @PostMapping("/{id}/archive")
    String archive(@PathVariable PerformanceId id, Model model, RedirectAttributes redirect,
            HttpServletResponse response) {
        PerformanceView performance = this.catalog.performance(id);
        try {
            this.admin.archivePerformance(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return archiving(performance, model);
        }
        this.wording.flash(redirect, "admin.performance.archived", performance.title());
        return "redirect:/admin/performances";
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable PerformanceId id, RedirectAttributes redirect) {
        this.admin.restorePerformance(id);
        this.wording.flash(redirect, "admin.performance.restored", this.catalog.performance(id).title());
        return "redirect:/admin/performances/" + id;
    }

    private String archiving(PerformanceView performance, Model model) {
        String path = "/admin/performances/" + performance.id();
        Instant now = this.clock.instant();
        long coming = this.catalog.rounds(performance.id())
            .stream()
            .filter((round) -> round.startsAt().isAfter(now) && !round.cancelled())
            .count();
        model.addAttribute("archiving",
                new Archiving(this.wording.text("admin.performance.archive.title", performance.title()),
                        this.wording.text("admin.performance.archive.warning", coming), path + "/archive", path));
        return "admin/archive";
    }

    private String form(@Nullable PerformanceView performance, PerformanceForm form, Model model) {
        model.addAttribute("performance", performance);
        model.addAttribute("form", form);
        model.addAttribute("venue", venue(form));
        model.addAttribute("venues", this.catalog.venueNames());
        model.addAttribute("categories", Category.values());
        model.addAttribute("policies", this.catalog.cancellationPolicies());
        model.addAttribute("feeRules", CancellationPolicy.BookingFeeRule.values());
        model.addAttribute("preview", this.preview.of(form.cancellation(), form.bookingFee()));
        return "admin/performances/form";
    }

    private @Nullable VenueView venue(PerformanceForm form) {
        VenueId chosen = form.venue();
        return (chosen != null) ? this.catalog.venue(chosen) : null;
    }

    private void refuseToDelete(PerformanceId id, Problem problem, Model model, HttpServletResponse response) {
        this.refusals.show(problem, model, response);
        Blocked.offerArchive(problem, "/admin/performances/" + id + "/archive", model);
    }

    private String confirmation(PerformanceView performance, String typed, Model model) {
        String path = "/admin/performances/" + performance.id();
        model.addAttribute("confirmation",
                new Confirmation(this.wording.text("admin.performance.delete.title", performance.title()),
                        this.wording.text("admin.performance.delete.warning",
                                this.catalog.rounds(performance.id()).size()),
                        performance.title(), true, typed, path + "/delete", path));
        return "admin/confirm";
    }

}
