package io.ticketblue.admin.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.Reviews;
import io.ticketblue.review.moderation.ModeratedReview;
import io.ticketblue.review.moderation.ModerationState;
import io.ticketblue.review.moderation.ReviewReports;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Lists reported, hidden and all other reviews; hides them, shows them again, dismisses
 * reports.
 */
@Controller
@RolesAllowed("BOX_OFFICE")
class StaffReviewPages {

    private static final int PAGE_SIZE = 20;

    private final Reviews reviews;

    private final ReviewReports reports;

    private final Catalog catalog;

    private final ProblemTexts problems;

    private final MessageSource messages;

    StaffReviewPages(Reviews reviews, ReviewReports reports, Catalog catalog, ProblemTexts problems,
            MessageSource messages) {
        this.reviews = reviews;
        this.reports = reports;
        this.catalog = catalog;
        this.problems = problems;
        this.messages = messages;
    }

    @GetMapping("/admin/reviews")
    String list(@RequestParam(defaultValue = "REPORTED") ModerationState state,
            @RequestParam(required = false) @Nullable PerformanceId performanceId,
            @RequestParam(defaultValue = "0") int page, Model model) {
        model.addAttribute("performanceId", performanceId);
        return show(this.reports.reviews(state, performanceId, new Paging(page, PAGE_SIZE)), state, model);
    }

    @GetMapping("/admin/reviews/{id}")
    String review(@PathVariable ReviewId id, Model model) {
        return show(Page.of(List.of(this.reports.review(id)), new Paging(0, PAGE_SIZE), 1), null, model);
    }

    private String show(Page<ModeratedReview> page, @Nullable ModerationState state, Model model) {
        model.addAttribute("reviews", page);
        model.addAttribute("state", state);
        model.addAttribute("states", ModerationState.values());
        model.addAttribute("performances",
                this.catalog.cards(page.items().stream().map(ModeratedReview::performance).distinct().toList()));
        return "admin/reviews/list";
    }

    @PostMapping("/admin/reviews/{id}/hide")
    String hide(@PathVariable ReviewId id, @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Integer version, From from, RedirectAttributes next) {
        return change(id, reason, () -> this.reviews.hide(id, reason, version), "admin.review.done.hidden", from, next);
    }

    @PostMapping("/admin/reviews/{id}/show")
    String show(@PathVariable ReviewId id, @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Integer version, From from, RedirectAttributes next) {
        return change(id, reason, () -> this.reviews.show(id, reason, version), "admin.review.done.shown", from, next);
    }

    /**
     * Dismisses the reports that the page showed.
     * @param last the latest of them
     */
    @PostMapping("/admin/reviews/{id}/dismiss")
    String dismiss(@PathVariable ReviewId id, @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable Long last, From from, RedirectAttributes next) {
        return change(id, null, () -> this.reports.dismiss(id, version, last), "admin.review.done.dismissed", from,
                next);
    }

    /** What was refused is shown with the review as it is now, and what was typed. */
    private String change(ReviewId id, @Nullable String reason, Runnable change, String done, From from,
            RedirectAttributes next) {
        try {
            change.run();
        }
        catch (Problem problem) {
            if (problem instanceof NotFound) {
                throw problem;
            }
            next.addFlashAttribute((problem instanceof InvalidRequest) ? "reasonError" : "decisionRefused",
                    this.problems.detail(problem));
            next.addFlashAttribute("typedReason",
                    (reason != null) ? reason.substring(0, Math.min(reason.length(), 400)) : "");
            return "redirect:/admin/reviews/" + id;
        }
        next.addFlashAttribute("toast", this.messages.getMessage(done, null, LocaleContextHolder.getLocale()));
        next.addAllAttributes(from.parameters());
        return "redirect:/admin/reviews";
    }

    /**
     * The list in which staff decided.
     *
     * @param state null for the usual one
     * @param performanceId null for that of all performances
     */
    record From(@Nullable ModerationState state, @Nullable PerformanceId performanceId) {

        private Map<String, Object> parameters() {
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (this.state != null) {
                parameters.put("state", this.state.name());
            }
            if (this.performanceId != null) {
                parameters.put("performanceId", this.performanceId.toString());
            }
            return parameters;
        }

    }

}
