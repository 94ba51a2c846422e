package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.CancellationTexts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueNotFound;
import io.ticketblue.catalog.content.CatalogTags;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.content.Content;
import io.ticketblue.shared.content.ContentAnswers;
import io.ticketblue.shared.content.ContentCache;
import io.ticketblue.shared.content.ContentKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
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

    private static final String SHORTLY = "max-age=30, public";

    private static final int LONGEST_QUERY = 100;

    private static final Duration DETAILS_IN_REDIS = Duration.ofMinutes(2);

    private static final Lifetime LISTS = new Lifetime(Duration.ofSeconds(5), Duration.ofSeconds(15));

    private static final Duration LISTS_IN_REDIS = Duration.ofSeconds(30);

    private static final int PAGES_IN_REDIS = 10;

    private static final Set<Integer> SIZES_IN_REDIS = Set.of(10, 20, 50, 100);

    private final Catalog catalog;

    private final CancellationTexts cancellation;

    private final ContentCache cache;

    private final JsonMapper json;

    private final ContentKind<InLanguage> performances;

    private final ContentKind<PerformanceId> casts;

    private final ContentKind<PartOfList<PerformanceFilter>> performanceLists;

    private final ContentKind<VenueId> venues;

    private final ContentKind<PartOfList<String>> venueLists;

    private final ContentKind<PerformerId> performers;

    private final ContentKind<PartOfList<String>> performerLists;

    CatalogApi(Catalog catalog, CancellationTexts cancellation, ContentCache cache, JsonMapper json) {
        this.catalog = catalog;
        this.cancellation = cancellation;
        this.cache = cache;
        this.json = json;
        this.performances = details("performance", (id) -> CatalogTags.of(id.performance()), PerformanceNotFound::new,
                this::show);
        this.casts = details("cast", CatalogTags::of, PerformanceNotFound::new,
                (id) -> CatalogJson.cast(catalog.shownPerformance(id)));
        this.venues = details("venue", CatalogTags::of, VenueNotFound::new,
                (id) -> CatalogJson.House.of(catalog.venue(id)));
        this.performers = details("performer", CatalogTags::of, PerformerNotFound::new,
                (id) -> CatalogJson.Performer.of(catalog.performer(id)));
        this.performanceLists = lists("performances", CatalogTags.PERFORMANCES,
                (list) -> catalog.performances(list.of(), list.paging()).map(CatalogJson.Card::of));
        this.venueLists = lists("venues", CatalogTags.VENUES,
                (list) -> catalog.venues(list.paging()).map(CatalogJson.House::of));
        this.performerLists = lists("performers", CatalogTags.PERFORMERS,
                (list) -> catalog.performers(list.of(), list.paging()).map(CatalogJson.Performer::of));
    }

    private <I> ContentKind<I> details(String name, Function<I, String> tag, Supplier<NotFound> absent,
            Function<I, Object> load) {
        return ContentKind.of(name, ContentKind.FACTS, DETAILS_IN_REDIS, tag, absent,
                (id) -> Content.of(this.json.writeValueAsBytes(load.apply(id))));
    }

    private <F> ContentKind<PartOfList<F>> lists(String name, String tag, Function<PartOfList<F>, Object> load) {
        return new ContentKind<>(name, LISTS, LISTS_IN_REDIS, CatalogApi::isUsual, (list) -> tag,
                IllegalStateException::new, (list) -> Content.of(this.json.writeValueAsBytes(load.apply(list))));
    }

    /** Lists that many people look at; anybody can make up any number of others. */
    private static boolean isUsual(PartOfList<?> list) {
        boolean narrow = list.of() instanceof PerformanceFilter filter && (filter.from() != null || filter.to() != null
                || filter.venueId() != null || filter.performerId() != null);
        return !narrow && list.paging().page() < PAGES_IN_REDIS && SIZES_IN_REDIS.contains(list.paging().size());
    }

    private CatalogJson.Performance show(InLanguage id) {
        LocaleContext before = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocale(Locale.of(id.language()));
        try {
            return CatalogJson.Performance.of(this.catalog.shownPerformance(id.performance()), this.cancellation);
        }
        finally {
            LocaleContextHolder.setLocaleContext(before);
        }
    }

    @GetMapping("/api/performances")
    @Operation(summary = "List performances")
    @Nullable ResponseEntity<Page<CatalogJson.Card>> performances(@RequestParam(required = false) @Nullable Category category,
            @Parameter(description = "Still running on or after this day",
                    example = "2026-12-01") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "Already running on or before this day",
                    example = "2026-12-31") @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Long venueId,
            @RequestParam(required = false) @Nullable Long performerId,
            @Parameter(description = "What the title contains") @RequestParam(defaultValue = "") String q,
            @Parameter(description = "date, title, newest or opening") @RequestParam(defaultValue = "date") String sort,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = query(q);
        PerformanceFilter filter = new PerformanceFilter(category, from, to,
                (venueId != null) ? new VenueId(venueId) : null,
                (performerId != null) ? new PerformerId(performerId) : null, text, sort(sort));
        return list(this.performanceLists, new PartOfList<>(filter, new Paging(page, size)), text, request, response);
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

    /** Without blanks around it, so that nobody can make up any number of empty ones. */
    private static String query(String q) {
        if (q.length() > LONGEST_QUERY) {
            throw new InvalidRequest("q", "catalog.field.too-long", LONGEST_QUERY);
        }
        return q.strip();
    }

    @GetMapping("/api/performances/{id}")
    @Operation(summary = "Show a performance",
            description = "Its cancellation policy is also told in words, in the language of Accept-Language.")
    @Nullable ResponseEntity<CatalogJson.Performance> performance(@PathVariable long id, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        InLanguage which = new InLanguage(new PerformanceId(id), LocaleContextHolder.getLocale().getLanguage());
        return ContentAnswers.json(this.cache.get(this.performances, which), SHORTLY, HttpHeaders.ACCEPT_LANGUAGE,
                request, response);
    }

    @GetMapping("/api/performances/{id}/performers")
    @Operation(summary = "List the cast of a performance")
    @Nullable ResponseEntity<List<CatalogJson.CastMember>> cast(@PathVariable long id, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        return kept(this.cache.get(this.casts, new PerformanceId(id)), request, response);
    }

    @GetMapping("/api/venues")
    @Operation(summary = "List venues")
    @Nullable ResponseEntity<Page<CatalogJson.House>> venues(@RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return list(this.venueLists, new PartOfList<>("", new Paging(page, size)), "", request, response);
    }

    @GetMapping("/api/venues/{id}")
    @Operation(summary = "Show a venue")
    @Nullable ResponseEntity<CatalogJson.House> venue(@PathVariable long id, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        return kept(this.cache.get(this.venues, new VenueId(id)), request, response);
    }

    @GetMapping("/api/performers")
    @Operation(summary = "List performers")
    @Nullable ResponseEntity<Page<CatalogJson.Performer>> performers(
            @Parameter(description = "What the name contains") @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = query(q);
        return list(this.performerLists, new PartOfList<>(text, new Paging(page, size)), text, request, response);
    }

    @GetMapping("/api/performers/{id}")
    @Operation(summary = "Show a performer")
    @Nullable ResponseEntity<CatalogJson.Performer> performer(@PathVariable long id, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        return kept(this.cache.get(this.performers, new PerformerId(id)), request, response);
    }

    /** What is searched for in free text is different each time and is not kept. */
    private <T, F> @Nullable ResponseEntity<T> list(ContentKind<PartOfList<F>> kind, PartOfList<F> list, String query,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        Content content = query.isEmpty() ? this.cache.get(kind, list)
                : Objects.requireNonNull(kind.load().apply(list));
        return kept(content, request, response);
    }

    private static <T> @Nullable ResponseEntity<T> kept(Content content, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        return ContentAnswers.json(content, SHORTLY, "", request, response);
    }

    /** A performance as it is told in a language. */
    private record InLanguage(PerformanceId performance, String language) {
    }

    /** A page of a list that is narrowed by something. */
    private record PartOfList<F>(F of, Paging paging) {
    }

}
