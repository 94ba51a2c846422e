package io.ticketblue.web.review;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewDraft;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewView;
import io.ticketblue.review.Reviews;
import io.ticketblue.review.moderation.ReviewReports;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
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
 * Reading more reviews, writing, changing, deleting and reporting them. Each form leads
 * back to the page of the performance, with what was typed if it was refused.
 */
@Controller
class ReviewPages {

    private final Reviews reviews;

    private final ReviewReports reports;

    private final ReviewSections sections;

    private final ProblemTexts problems;

    private final MessageSource messages;

    ReviewPages(Reviews reviews, ReviewReports reports, ReviewSections sections, ProblemTexts problems,
            MessageSource messages) {
        this.reviews = reviews;
        this.reports = reports;
        this.sections = sections;
        this.problems = problems;
        this.messages = messages;
    }

    /** The reviews that follow, for the page that is open. */
    @GetMapping("/performances/{id}/reviews")
    @PermitAll
    String more(@PathVariable PerformanceId id, @RequestParam(required = false) @Nullable String reviews,
            @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("performanceId", id);
        model.addAllAttributes(this.sections.list(id, ReviewSections.order(reviews), after));
        return "fragments/review :: more";
    }

    /** Leads through the sign-in page back to the performance. */
    @GetMapping("/performances/{id}/reviews/mine")
    String mine(@PathVariable PerformanceId id, @SignedIn AccountId person) {
        return to(id, "reviews");
    }

    @PostMapping("/performances/{id}/reviews")
    String post(@PathVariable PerformanceId id, @RequestParam(required = false) @Nullable Long reservationId,
            @RequestParam(required = false) @Nullable String rating,
            @RequestParam(required = false) @Nullable String content, @SignedIn AccountId person,
            RedirectAttributes next) {
        try {
            if (reservationId == null) {
                throw new InvalidRequest("reservationId", "request.required");
            }
            this.reviews.post(person, id, new ReservationId(reservationId), draft(rating, content));
            next.addFlashAttribute("toast", message("review.posted"));
            return to(id, "reviews");
        }
        catch (Problem problem) {
            refused("new", problem, rating, content, next);
            return to(id, "review-new");
        }
    }

    @PostMapping("/reviews/{id}")
    String change(@PathVariable ReviewId id, @RequestParam(required = false) @Nullable Long performance,
            @RequestParam(required = false) @Nullable String rating,
            @RequestParam(required = false) @Nullable String content, @SignedIn AccountId person,
            RedirectAttributes next) {
        try {
            ReviewView changed = this.reviews.change(person, id, draft(rating, content));
            next.addFlashAttribute("toast", message("review.changed"));
            return to(changed.performance(), "reviews");
        }
        catch (Problem problem) {
            if (performance == null || problem instanceof NotFound) {
                throw problem;
            }
            refused(id.toString(), problem, rating, content, next);
            return to(new PerformanceId(performance), "review-" + id);
        }
    }

    @PostMapping("/reviews/{id}/delete")
    String delete(@PathVariable ReviewId id, @RequestParam(required = false) @Nullable Long performance,
            @SignedIn AccountId person, RedirectAttributes next) {
        this.reviews.delete(person, id);
        next.addFlashAttribute("toast", message("review.deleted"));
        return (performance != null) ? to(new PerformanceId(performance), "reviews") : "redirect:/bookings";
    }

    @GetMapping("/reviews/{id}/report")
    String report(@PathVariable ReviewId id, @SignedIn AccountId person, Model model) {
        model.addAttribute("review", this.reviews.review(id));
        return "review-report";
    }

    @PostMapping("/reviews/{id}/reports")
    String report(@PathVariable ReviewId id, @RequestParam(required = false) @Nullable String reason,
            @SignedIn AccountId person, Model model, RedirectAttributes next, HttpServletResponse response) {
        ReviewView review = this.reviews.review(id);
        try {
            this.reports.report(person, id, reason);
        }
        catch (Problem problem) {
            response.setStatus(problem.status().value());
            model.addAttribute("review", review);
            model.addAttribute("refusal", this.problems.detail(problem));
            model.addAttribute("typedReason", reason);
            return "review-report";
        }
        next.addFlashAttribute("toast", message("review.reported"));
        return to(review.performance(), "reviews");
    }

    private void refused(String form, Problem problem, @Nullable String rating, @Nullable String content,
            RedirectAttributes next) {
        Map<String, String> errors = new HashMap<>();
        if (problem instanceof InvalidRequest invalid) {
            invalid.fields().forEach((field) -> errors.put(field.name(), this.problems.detail(field)));
        }
        else {
            errors.put("all", this.problems.detail(problem));
        }
        next.addFlashAttribute("reviewForm", form);
        next.addFlashAttribute("reviewErrors", errors);
        next.addFlashAttribute("typedRating", (rating != null) ? rating : "");
        next.addFlashAttribute("typedContent", shortened(content));
    }

    /** What is kept for the form is no longer than what a browser lets through. */
    private static String shortened(@Nullable String content) {
        String typed = Objects.requireNonNullElse(content, "");
        return typed.substring(0, Math.min(typed.length(), 2_000));
    }

    private static ReviewDraft draft(@Nullable String rating, @Nullable String content) {
        return new ReviewDraft((rating != null && rating.matches("[1-5]")) ? Integer.valueOf(rating) : null, content);
    }

    private static String to(PerformanceId id, String anchor) {
        return "redirect:/performances/" + id + "#" + anchor;
    }

    private String message(String key) {
        return this.messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

}
