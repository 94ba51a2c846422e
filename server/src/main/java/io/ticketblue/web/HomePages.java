package io.ticketblue.web;

import java.time.Clock;
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
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
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

    HomePages(Catalog catalog, Bookings bookings, Cards cards, Formats formats, Clock clock) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.cards = cards;
        this.formats = formats;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("opening", this.cards.of(opening()));
        model.addAttribute("popular", this.cards.of(popular()));
        model.addAttribute("coming", this.cards.of(find(Sort.DATE, LONG_SHELF)));
        return "home";
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
