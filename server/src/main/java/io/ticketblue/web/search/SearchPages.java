package io.ticketblue.web.search;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.search.PriceBand;
import io.ticketblue.search.Region;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchQuery.Sort;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.SearchResults.PerformanceHit;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.TypedText;
import io.ticketblue.web.CardModel;
import io.ticketblue.web.Cards;
import io.ticketblue.web.Frame;
import io.ticketblue.web.PageNumber;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what the search box finds. */
@Controller
class SearchPages {

    private static final int PAGE = 20;

    private final Search search;

    private final Catalog catalog;

    private final Cards cards;

    private final Choices choices;

    private final Frame frame;

    SearchPages(Search search, Catalog catalog, Cards cards, Choices choices, Frame frame) {
        this.search = search;
        this.catalog = catalog;
        this.cards = cards;
        this.choices = choices;
        this.frame = frame;
    }

    @GetMapping("/search")
    @PermitAll
    String search(@RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable Region region,
            @RequestParam(required = false) @Nullable PriceBand price,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to, @RequestParam(required = false) @Nullable Sort sort,
            @RequestParam(required = false) @Nullable String page, Model model, HttpServletResponse response) {
        SearchQuery query = new SearchQuery(shortened(q), category, from, to, month, region, price,
                (sort != null) ? sort : Sort.RELEVANCE, PageNumber.of(page).paging(PAGE));
        model.addAttribute("query", query);
        model.addAttribute("sorts", Sort.values());
        model.addAttribute("unavailable", false);
        model.addAttribute("kept", Choices.parameters(query));
        model.addAttribute("everything", Choices.address(query.text()));
        try {
            SearchResults results = this.search.search(query);
            Page<PerformanceHit> paged = paged(results.performances());
            Long last = PageNumber.insteadOf(paged);
            if (last != null) {
                return "redirect:" + this.frame.here("page", last);
            }
            model.addAttribute("paged", paged);
            show(query, results, model);
        }
        catch (SearchUnavailable ex) {
            response.setStatus(ex.status().value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(ex.retryAfter().toSeconds()));
            model.addAttribute("unavailable", true);
        }
        return "search";
    }

    /** What is pasted into the address can be longer than the box allows. */
    private static String shortened(String q) {
        String text = TypedText.of(q);
        if (text.length() <= SearchQuery.LONGEST) {
            return text;
        }
        int end = SearchQuery.LONGEST - (Character.isHighSurrogate(text.charAt(SearchQuery.LONGEST - 1)) ? 1 : 0);
        return text.substring(0, end);
    }

    /** As far as results can be paged. */
    private static Page<PerformanceHit> paged(Page<PerformanceHit> found) {
        return new Page<>(found.items(), found.page(), found.size(), Math.min(found.total(), Search.MOST_PAGED));
    }

    private void show(SearchQuery query, SearchResults results, Model model) {
        List<PerformanceHit> hits = results.performances().items();
        Map<PerformanceId, PerformanceCard> facts = this.catalog.cards(hits.stream().map(PerformanceHit::id).toList());
        Map<PerformanceId, CardModel> cards = this.cards.of(List.copyOf(facts.values()))
            .stream()
            .collect(Collectors.toMap(CardModel::id, Function.identity()));
        List<FoundPerformance> found = new ArrayList<>();
        for (PerformanceHit hit : hits) {
            CardModel card = cards.get(hit.id());
            // The index follows the catalogue within seconds: what has just been
            // withdrawn is left out.
            if (card != null) {
                found.add(FoundPerformance.of(hit, card));
            }
        }
        model.addAttribute("results", results);
        model.addAttribute("found", found);
        model.addAttribute("groups", this.choices.of(query, results.facets()));
        String meant = results.didYouMean();
        if (meant != null) {
            model.addAttribute("meant", Choices.address(meant));
        }
    }

}
