package io.ticketblue.catalog.internal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.CancellationTexts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue for everybody, to be kept by browsers and proxies for a short time. */
@RestController
@Tag(name = "Catalogue", description = "Venues, performers and performances")
@SecurityRequirements
class CatalogApi {

    private static final CacheControl SHORTLY = CacheControl.maxAge(Duration.ofSeconds(30)).cachePublic();

    private static final int LONGEST_QUERY = 100;

    private final Catalog catalog;

    private final CancellationTexts cancellation;

    CatalogApi(Catalog catalog, CancellationTexts cancellation) {
        this.catalog = catalog;
        this.cancellation = cancellation;
    }

    @GetMapping("/api/performances")
    @Operation(summary = "List performances")
    ResponseEntity<Page<CatalogJson.Card>> performances(@RequestParam(required = false) @Nullable Category category,
            @Parameter(description = "Still running on or after this day",
                    example = "2026-12-01") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "Already running on or before this day",
                    example = "2026-12-31") @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Long venueId,
            @RequestParam(required = false) @Nullable Long performerId,
            @Parameter(description = "What the title contains") @RequestParam(defaultValue = "") String q,
            @Parameter(description = "date, title, newest or opening") @RequestParam(defaultValue = "date") String sort,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        PerformanceFilter filter = new PerformanceFilter(category, from, to,
                (venueId != null) ? new VenueId(venueId) : null,
                (performerId != null) ? new PerformerId(performerId) : null, query(q), sort(sort));
        return kept(this.catalog.performances(filter, new Paging(page, size)).map(CatalogJson.Card::of));
    }

    private static PerformanceFilter.Sort sort(String sort) {
        if (sort.isBlank()) {
            return PerformanceFilter.Sort.DATE;
        }
        return Arrays.stream(PerformanceFilter.Sort.values())
            .filter((value) -> value.name().equals(sort.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new InvalidRequest("sort", "catalog.field.one-of", "date, title, newest, opening"));
    }

    private static String query(String q) {
        if (q.length() > LONGEST_QUERY) {
            throw new InvalidRequest("q", "catalog.field.too-long", LONGEST_QUERY);
        }
        return q;
    }

    @GetMapping("/api/performances/{id}")
    @Operation(summary = "Show a performance",
            description = "Its cancellation policy is also told in words, in the language of Accept-Language.")
    ResponseEntity<CatalogJson.Performance> performance(@PathVariable long id) {
        return ResponseEntity.ok()
            .cacheControl(SHORTLY)
            .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
            .body(CatalogJson.Performance.of(this.catalog.shownPerformance(new PerformanceId(id)), this.cancellation));
    }

    @GetMapping("/api/performances/{id}/performers")
    @Operation(summary = "List the cast of a performance")
    ResponseEntity<List<CatalogJson.CastMember>> cast(@PathVariable long id) {
        return kept(CatalogJson.cast(this.catalog.shownPerformance(new PerformanceId(id))));
    }

    @GetMapping("/api/venues")
    @Operation(summary = "List venues")
    ResponseEntity<Page<CatalogJson.House>> venues(@RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        return kept(this.catalog.venues(new Paging(page, size)).map(CatalogJson.House::of));
    }

    @GetMapping("/api/venues/{id}")
    @Operation(summary = "Show a venue")
    ResponseEntity<CatalogJson.House> venue(@PathVariable long id) {
        return kept(CatalogJson.House.of(this.catalog.venue(new VenueId(id))));
    }

    @GetMapping("/api/performers")
    @Operation(summary = "List performers")
    ResponseEntity<Page<CatalogJson.Performer>> performers(
            @Parameter(description = "What the name contains") @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return kept(this.catalog.performers(query(q), new Paging(page, size)).map(CatalogJson.Performer::of));
    }

    @GetMapping("/api/performers/{id}")
    @Operation(summary = "Show a performer")
    ResponseEntity<CatalogJson.Performer> performer(@PathVariable long id) {
        return kept(CatalogJson.Performer.of(this.catalog.performer(new PerformerId(id))));
    }

    private static <T> ResponseEntity<T> kept(T body) {
        return ResponseEntity.ok().cacheControl(SHORTLY).body(body);
    }

}
