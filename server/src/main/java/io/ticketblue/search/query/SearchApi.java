package io.ticketblue.search.query;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.ticketblue.catalog.Category;
import io.ticketblue.search.PriceBand;
import io.ticketblue.search.Region;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;

/** Searching for everybody. */
@RestController
@Tag(name = "Search", description = "Find performances, performers and venues")
@SecurityRequirements
class SearchApi {

    /** Not longer than the index needs to follow a change. */
    private static final CacheControl SHORTLY = CacheControl.maxAge(Duration.ofSeconds(2)).cachePublic();

    private static final CacheControl WHILE_TYPING = CacheControl.maxAge(Duration.ofSeconds(30)).cachePublic();

    private final Search search;

    SearchApi(Search search) {
        this.search = search;
    }

    @GetMapping("/api/search")
    @Operation(summary = "Search performances, performers and venues",
            description = "The text is never query syntax. Initial consonants, half words, missing blanks and mistyped "
                    + "letters are understood. An empty text finds nothing. Of the performances the first 10,000 can be "
                    + "paged. Highlights are escaped HTML with matches in mark elements. "
                    + "503 search.unavailable while the index does not answer.")
    ResponseEntity<SearchJson.Results> search(
            @Parameter(description = "What is searched, at most 100 characters",
                    example = "지킬") @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Category category,
            @Parameter(description = "Performances still running on or after this day",
                    example = "2026-12-01") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "Performances already running on or before this day",
                    example = "2026-12-31") @RequestParam(required = false) @Nullable LocalDate to,
            @Parameter(description = "Performances that run in this month",
                    example = "2026-12") @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable Region region,
            @RequestParam(required = false) @Nullable PriceBand price,
            @Parameter(description = "relevance, date, opening, price, title or newest") @RequestParam(
                    defaultValue = "relevance") String sort,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        SearchQuery query = new SearchQuery(q, category, from, to, month, region, price, sort(sort),
                new Paging(page, size));
        return ResponseEntity.ok().cacheControl(SHORTLY).body(SearchJson.Results.of(this.search.search(query)));
    }

    private static SearchQuery.Sort sort(String sort) {
        if (sort.isBlank()) {
            return SearchQuery.Sort.RELEVANCE;
        }
        return Arrays.stream(SearchQuery.Sort.values())
            .filter((value) -> value.name().equals(sort.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new InvalidRequest("sort", "search.sort-rule",
                    "relevance, date, opening, price, title, newest"));
    }

    @GetMapping("/api/search/suggestions")
    @Operation(summary = "Suggest what is meant while it is typed",
            description = "At most 10, the best first, also for an unfinished syllable and for initial consonants.")
    ResponseEntity<List<SearchJson.Suggested>> suggestions(
            @Parameter(description = "What was typed so far, at most 100 characters",
                    example = "ㅈㅋ") @RequestParam(defaultValue = "") String q) {
        return ResponseEntity.ok()
            .cacheControl(WHILE_TYPING)
            .body(this.search.suggestions(q).stream().map(SearchJson.Suggested::of).toList());
    }

}
