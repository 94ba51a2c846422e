package io.ticketblue.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.content.CatalogTags;
import io.ticketblue.review.ReviewSort;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.content.Content;
import io.ticketblue.shared.content.ContentCache;
import io.ticketblue.shared.content.ContentKind;
import io.ticketblue.shared.content.Piece;
import io.ticketblue.web.part.Address;
import io.ticketblue.web.part.FramedPages;
import io.ticketblue.web.part.PageParts;
import io.ticketblue.web.part.Rendering;
import io.ticketblue.web.part.LayoutVariant;
import io.ticketblue.web.review.ReviewSections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding a performance and reading about it. */
@Controller
class PerformancePages {

    private static final int PAGE = 20;

    private static final String PATH = "/performances";

    private static final String CALENDAR = "calendar";

    private static final String OWN = "own";

    /** What the list depends on; other parameters are kept in no link and no key. */
    private static final Set<String> PARAMETERS = Set.of("category", "from", "to", "venueId", "performerId", "q",
            "sort", "page");

    private final Catalog catalog;

    private final CancellationTexts cancellation;

    private final Cards cards;

    private final RoundCalendars calendars;

    private final ReviewSections reviews;

    private final Frame frame;

    private final Formats formats;

    private final ContentCache cache;

    private final PageParts parts;

    private final FramedPages pages;

    private final ContentKind<ListPart> lists;

    private final ContentKind<MainPart> mainParts;

    private final ContentKind<CalendarPart> calendarParts;

    private final ContentKind<NoReviewPart> noReviewParts;

    PerformancePages(Catalog catalog, CancellationTexts cancellation, Cards cards, RoundCalendars calendars,
            ReviewSections reviews, Frame frame, Formats formats, ContentCache cache, PageParts parts,
            FramedPages pages) {
        this.catalog = catalog;
        this.cancellation = cancellation;
        this.cards = cards;
        this.calendars = calendars;
        this.reviews = reviews;
        this.frame = frame;
        this.formats = formats;
        this.cache = cache;
        this.parts = parts;
        this.pages = pages;
        this.lists = ContentKind.of("page-performances", ContentKind.COUNTS, Duration.ZERO,
                (id) -> CatalogTags.PERFORMANCES, PerformerNotFound::new, this::renderList);
        this.mainParts = ContentKind.of("page-performance", ContentKind.FACTS, Duration.ZERO,
                (id) -> CatalogTags.of(id.id()), PerformanceNotFound::new, this::renderPerformance);
        this.calendarParts = ContentKind.of("page-calendar", ContentKind.COUNTS, Duration.ZERO,
                (id) -> CatalogTags.of(id.id()), PerformanceNotFound::new, this::renderCalendar);
        this.noReviewParts = ContentKind.of("page-no-own-review", ContentKind.FACTS, Duration.ZERO,
                (id) -> CatalogTags.of(id.id()), PerformanceNotFound::new, this::renderNoReview);
    }

    @GetMapping(PATH)
    void list(@RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Long venueId,
            @RequestParam(required = false) @Nullable Long performerId,
            @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable Sort sort,
            @RequestParam(required = false) @Nullable String page, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        ListFilter chosen = new ListFilter(category, from, to, venueId, performerId,
                StringUtils.hasText(q) ? q.strip() : null, (sort != null) ? sort : Sort.DATE);
        ListPart id = new ListPart(this.frame.language(), Address.of(request).only(PARAMETERS), chosen,
                PageNumber.of(page));
        List<Piece> list = ((chosen.q() == null && id.address().isUsual()) ? this.cache.get(this.lists, id)
                : renderList(id))
            .pieces();
        if (list.size() == 1) {
            String last = new String(list.getFirst().plain(), StandardCharsets.UTF_8);
            response.sendRedirect(this.frame.here("page", last));
            return;
        }
        this.pages.send(this.frame, Frame.place(PATH, category), request, response, list.getFirst(),
                list.subList(1, list.size()));
    }

    /** The list, or the number of its last page if it ends before the one asked for. */
    private Content renderList(ListPart id) {
        ListFilter chosen = id.chosen();
        LocalDate from = chosen.from();
        LocalDate to = chosen.to();
        Long venue = chosen.venueId();
        Long performer = chosen.performerId();
        Page<PerformanceCard> found = this.catalog.performances(
                new PerformanceFilter(chosen.category(), (from != null) ? from : this.formats.today(), to,
                        (venue != null) ? new VenueId(venue) : null,
                        (performer != null) ? new PerformerId(performer) : null, chosen.q(), chosen.sort()),
                id.page().paging(PAGE));
        Long last = PageNumber.insteadOf(found);
        if (last != null) {
            return Content.part(last.toString().getBytes(StandardCharsets.UTF_8), null);
        }
        return this.parts.page(id.language(), id.address(), "performances", () -> {
            Map<String, Object> model = new HashMap<>(Map.of("page", found, "cards", this.cards.of(found.items()),
                    "venues", this.catalog.venueNames(), "sorts", Sort.values(), "reversed",
                    from != null && to != null && to.isBefore(from), "chosen", chosen));
            if (performer != null) {
                model.put("performer", this.catalog.performer(new PerformerId(performer)).name());
            }
            return model;
        });
    }

    @GetMapping("/performances/{id}")
    void performance(@PathVariable PerformanceId id, @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(required = false) @Nullable String reviews,
            @RequestParam(required = false) @Nullable String after, @SignedIn @Nullable AccountId person,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        String language = this.frame.language();
        MainPart shown = new MainPart(language, id, ReviewSections.order(reviews), after);
        List<Piece> main = ((after == null) ? this.cache.get(this.mainParts, shown) : renderPerformance(shown))
            .pieces();
        Piece calendar = this.cache.get(this.calendarParts, new CalendarPart(language, id, date)).pieces().getFirst();
        Map<String, Object> reviewed = (person != null) ? this.reviews.own(id, person) : null;
        Piece own = (reviewed != null)
                ? this.parts.personal("fragments/review :: own(performanceId=${performanceId})", reviewed, request,
                        response)
                : this.cache.get(this.noReviewParts, new NoReviewPart(language, id, person != null))
                    .pieces()
                    .getFirst();
        this.pages.send(this.frame, LayoutVariant.ELSEWHERE, request, response, main.get(0),
                List.of(main.get(1), calendar, main.get(2), own, main.get(3)));
    }

    private Content renderNoReview(NoReviewPart id) {
        return this.parts.fragment(id.language(), "fragments/review", "none-own",
                () -> Map.of("performanceId", id.id(), "person", id.person()), null);
    }

    private Content renderPerformance(MainPart id) {
        PerformanceView performance = this.catalog.shownPerformance(id.id());
        return this.parts.page(id.language(), null, "performance", () -> {
            Map<String, Object> model = new HashMap<>(this.reviews.list(id.id(), id.reviews(), id.after()));
            model.put("performance", performance);
            model.put("cancellation", this.cancellation.of(performance.cancellationTerms(), performance.bookingFee()));
            model.put(CALENDAR, Rendering.placeholder(CALENDAR));
            model.put(OWN, Rendering.placeholder(OWN));
            return model;
        }, CALENDAR, OWN);
    }

    private Content renderCalendar(CalendarPart id) {
        PerformanceView performance = this.catalog.shownPerformance(id.id());
        return this.parts.fragment(id.language(), "fragments/performance", CALENDAR,
                () -> Map.of("performance", performance, CALENDAR, this.calendars.of(performance, id.date())),
                this.calendars.changesAt(id.id()));
    }

    /** A page of the list; links in it keep the address. */
    private record ListPart(String language, Address address, ListFilter chosen, PageNumber page) {
    }

    /** What a performance is. */
    private record MainPart(String language, PerformanceId id, ReviewSort reviews, @Nullable String after) {
    }

    /**
     * What is in place of own reviews for guests, and for people who may not write one.
     */
    private record NoReviewPart(String language, PerformanceId id, boolean person) {
    }

    /** The month of a day, or of the next seats. */
    private record CalendarPart(String language, PerformanceId id, @Nullable LocalDate date) {
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
