package io.ticketblue.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.booking.Bookings;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceFilter.Sort;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.content.CatalogTags;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.content.ContentCache;
import io.ticketblue.shared.content.ContentKind;
import io.ticketblue.shared.content.Piece;
import io.ticketblue.web.part.FramedPages;
import io.ticketblue.web.part.PageParts;
import io.ticketblue.web.part.LayoutVariant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what opens soon, what is popular, what comes next. */
@Controller
class HomePages {

    private static final int SHELF = 5;

    private static final int LONG_SHELF = 10;

    private final Catalog catalog;

    private final Bookings bookings;

    private final Cards cards;

    private final Formats formats;

    private final Clock clock;

    private final ContentCache cache;

    private final FramedPages pages;

    private final Frame frame;

    private final ContentKind<String> mainParts;

    HomePages(Catalog catalog, Bookings bookings, Cards cards, Formats formats, Clock clock, ContentCache cache,
            PageParts parts, FramedPages pages, Frame frame) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.cards = cards;
        this.formats = formats;
        this.clock = clock;
        this.cache = cache;
        this.pages = pages;
        this.frame = frame;
        this.mainParts = ContentKind.of("page-home", ContentKind.COUNTS, Duration.ZERO,
                (language) -> CatalogTags.PERFORMANCES, IllegalStateException::new,
                (language) -> parts.page(language, null, "home", this::model));
    }

    @GetMapping("/")
    void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Piece> page = this.cache.get(this.mainParts, this.frame.language()).pieces();
        this.pages.send(this.frame, LayoutVariant.ELSEWHERE, request, response, page.getFirst(),
                page.subList(1, page.size()));
    }

    private Map<String, Object> model() {
        return Map.of("opening", this.cards.of(opening()), "popular", this.cards.of(popular()), "coming",
                this.cards.of(find(Sort.DATE, LONG_SHELF)));
    }

    private List<PerformanceCard> opening() {
        Instant now = this.clock.instant();
        return find(Sort.OPENING, LONG_SHELF).stream().filter((card) -> {
            Instant opens = card.bookingOpensAt();
            return opens != null && opens.isAfter(now);
        }).limit(SHELF).toList();
    }

    private List<PerformanceCard> popular() {
        List<PerformanceId> best = this.bookings.mostBooked(SHELF);
        Map<PerformanceId, PerformanceCard> known = this.catalog.cards(best);
        return best.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    private List<PerformanceCard> find(Sort sort, int size) {
        PerformanceFilter filter = new PerformanceFilter(null, this.formats.today(), null, null, null, null, sort);
        return this.catalog.performances(filter, new Paging(0, size)).items();
    }

}
