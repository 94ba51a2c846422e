package io.ticketblue.web;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.catalog.CancellationTexts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceFilter.Sort;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Page;
import io.ticketblue.web.review.ReviewSections;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding a performance and reading about it. */
@Controller
class PerformancePages {

    private static final int PAGE = 20;

    private final Catalog catalog;

    private final CancellationTexts cancellation;

    private final Cards cards;

    private final RoundCalendars calendars;

    private final ReviewSections reviews;

    private final Frame frame;

    private final Formats formats;

    PerformancePages(Catalog catalog, CancellationTexts cancellation, Cards cards, RoundCalendars calendars,
            ReviewSections reviews, Frame frame, Formats formats) {
        this.catalog = catalog;
        this.cancellation = cancellation;
        this.cards = cards;
        this.calendars = calendars;
        this.reviews = reviews;
        this.frame = frame;
        this.formats = formats;
    }

    @GetMapping("/performances")
    String list(@RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Long venueId,
            @RequestParam(required = false) @Nullable Long performerId,
            @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable Sort sort,
            @RequestParam(required = false) @Nullable String page, Model model) {
        PerformanceFilter filter = new PerformanceFilter(category, (from != null) ? from : this.formats.today(), to,
                (venueId != null) ? new VenueId(venueId) : null,
                (performerId != null) ? new PerformerId(performerId) : null, StringUtils.hasText(q) ? q.strip() : null,
                (sort != null) ? sort : Sort.DATE);
        Page<PerformanceCard> found = this.catalog.performances(filter, PageNumber.of(page).paging(PAGE));
        Long last = PageNumber.insteadOf(found);
        if (last != null) {
            return "redirect:" + this.frame.here("page", last);
        }
        model.addAttribute("page", found);
        model.addAttribute("cards", this.cards.of(found.items()));
        model.addAttribute("venues", this.catalog.venueNames());
        model.addAttribute("sorts", Sort.values());
        model.addAttribute("reversed", from != null && to != null && to.isBefore(from));
        model.addAttribute("chosen",
                new ListFilter(category, from, to, venueId, performerId, filter.query(), filter.sort()));
        if (performerId != null) {
            model.addAttribute("performer", this.catalog.performer(new PerformerId(performerId)).name());
        }
        return "performances";
    }

    @GetMapping("/performances/{id}")
    String performance(@PathVariable PerformanceId id, @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(required = false) @Nullable String reviews,
            @RequestParam(required = false) @Nullable String after, @SignedIn @Nullable AccountId person, Model model) {
        PerformanceView performance = this.catalog.shownPerformance(id);
        model.addAttribute("performance", performance);
        model.addAttribute("cancellation",
                this.cancellation.of(performance.cancellationTerms(), performance.bookingFee()));
        model.addAttribute("calendar", this.calendars.of(performance, date));
        this.reviews.list(id, reviews, after, model);
        this.reviews.own(id, person, model);
        return "performance";
    }

    /**
     * What the list is filtered by, as it stands in the form.
     *
     * @param category of this kind
     * @param from from this day
     * @param to until this day
     * @param venueId at this venue
     * @param performerId with this performer
     * @param q whose title contains this
     * @param sort the order
     */
    record ListFilter(@Nullable Category category, @Nullable LocalDate from, @Nullable LocalDate to,
            @Nullable Long venueId, @Nullable Long performerId, @Nullable String q, Sort sort) {

        /**
         * Tells whether anything but the order is chosen.
         * @return true if the list is not the whole
         */
        public boolean narrowed() {
            return filters() > 0;
        }

        /**
         * Counts what narrows the list, so that it can be said while the form is closed.
         * @return how many fields are filled in
         */
        public long filters() {
            return Stream.of(this.category, this.from, this.to, this.venueId, this.performerId, this.q)
                .filter(Objects::nonNull)
                .count();
        }

    }

}
