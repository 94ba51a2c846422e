package io.ticketblue.booking.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.content.CatalogTags;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.content.Content;
import io.ticketblue.shared.content.ContentAnswers;
import io.ticketblue.shared.content.ContentCache;
import io.ticketblue.shared.content.ContentKind;
import io.ticketblue.shared.database.FallbackReads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Rounds with what can be had of them now. */
@RestController
@Tag(name = "Rounds", description = "Dates and times of performances, with free seats")
class RoundsApi {

    /**
     * With the age of the counts ({@link Availability}) and the time in Redis, which both
     * count from the beginning of the loading, less than two seconds.
     */
    private static final Lifetime LIFETIME = new Lifetime(Duration.ofMillis(200), Duration.ofMillis(400));

    private static final Duration IN_REDIS = Duration.ofMillis(400);

    private static final String ALWAYS_ASK = "no-cache";

    private final Catalog catalog;

    private final Bookings bookings;

    private final SeatBoards boards;

    private final FallbackReads reads;

    private final ContentCache cache;

    private final JsonMapper json;

    private final Clock clock;

    private final ContentKind<PerformanceId> roundsOfPerformances;

    private final ContentKind<RoundId> rounds;

    RoundsApi(Catalog catalog, Bookings bookings, SeatBoards boards, FallbackReads reads, ContentCache cache,
            JsonMapper json, Clock clock) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.boards = boards;
        this.reads = reads;
        this.cache = cache;
        this.json = json;
        this.clock = clock;
        this.roundsOfPerformances = ContentKind.of("rounds", LIFETIME, IN_REDIS, CatalogTags::of,
                PerformanceNotFound::new, this::roundsOf);
        this.rounds = ContentKind.of("round", LIFETIME, IN_REDIS, RoundsApi::tag, RoundNotFound::new, this::round);
    }

    private static String tag(RoundId round) {
        return "round:" + round;
    }

    @EventListener
    void on(LedgerChanges.Replanned event) {
        this.cache.invalidate(List.of(tag(event.round())));
    }

    @EventListener
    void on(LedgerChanges.TermsChanged event) {
        this.cache.invalidate(List.of(tag(event.round())));
    }

    private Content roundsOf(PerformanceId id) {
        List<RoundView> shown = this.catalog.shownRounds(this.catalog.shownPerformance(id).id());
        Map<RoundId, RoundAvailability> availability = this.bookings
            .availability(shown.stream().map(RoundView::id).toList());
        return content(shown.stream().map((round) -> Round.of(round, availability.get(round.id()))).toList(), shown);
    }

    private @Nullable Content round(RoundId id) {
        RoundView round = this.reads.read(() -> this.catalog.rounds(List.of(id))).get(id);
        if (round == null || round.archived()) {
            return null;
        }
        return content(Round.of(round, this.bookings.availability(List.of(id)).get(id)), List.of(round));
    }

    /** Until the next round opens or closes, since the status goes by the clock. */
    private Content content(Object body, List<RoundView> shown) {
        Instant now = this.clock.instant();
        @Nullable Instant next = shown.stream()
            .flatMap((round) -> Stream.of(round.bookingOpensAt(), round.bookingClosesAt()))
            .filter((time) -> time.isAfter(now))
            .min(Comparator.naturalOrder())
            .orElse(null);
        return Content.of(this.json.writeValueAsBytes(body), next);
    }

    @GetMapping("/api/performances/{id}/rounds")
    @Operation(summary = "Rounds of a performance, soonest first")
    @Nullable ResponseEntity<List<Round>> rounds(@PathVariable PerformanceId id, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        return ContentAnswers.json(this.cache.get(this.roundsOfPerformances, id), ALWAYS_ASK, "", request, response);
    }

    @GetMapping("/api/rounds/{id}")
    @Operation(summary = "A round")
    @Nullable ResponseEntity<Round> round(@PathVariable RoundId id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return ContentAnswers.json(this.cache.get(this.rounds, id), ALWAYS_ASK, "", request, response);
    }

    @GetMapping(path = "/api/rounds/{id}/seats", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The seat map of a round with the status of every seat",
            description = "The version changes with any status; send it back as If-None-Match to hear 304 until then.")
    ResponseEntity<byte[]> seats(@PathVariable RoundId id, WebRequest request) {
        SeatSnapshot snapshot = this.boards.board(id).current();
        // Asked before drawing; sets the entity tag as well.
        boolean known = request.checkNotModified("W/\"" + snapshot.version() + "\"");
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .cacheControl(CacheControl.noCache())
            .varyBy(HttpHeaders.ACCEPT_ENCODING);
        if (known) {
            return answer.build();
        }
        SeatMapJson.Drawing drawing = snapshot.draw();
        return ContentAnswers.takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(drawing.zipped())
                : answer.body(drawing.plain());
    }

    /**
     * A round as clients see it.
     *
     * @param id identifies it
     * @param performanceId of what
     * @param startsAt when the curtain rises
     * @param status whether seats can be booked now
     * @param bookingOpensAt from when seats can be booked
     * @param bookingClosesAt until when seats can be booked
     * @param cancelled whether the organiser has cancelled it
     * @param capacity all seats
     * @param remaining free seats by grade, dearest first
     */
    record Round(@Schema(implementation = Long.class, example = "41") RoundId id,
            @Schema(implementation = Long.class, example = "7") PerformanceId performanceId,
            @Schema(example = "2026-12-24T19:30:00+09:00") Instant startsAt,
            @Schema(example = "ON_SALE") RoundStatus status,
            @Schema(example = "2026-12-01T14:00:00+09:00") Instant bookingOpensAt,
            @Schema(example = "2026-12-24T18:30:00+09:00") Instant bookingClosesAt,
            @Schema(example = "false") boolean cancelled, @Schema(example = "800") int capacity,
            @Schema(example = "{\"VIP\": 12, \"R\": 140}") Map<String, Integer> remaining) {

        static Round of(RoundView round, @Nullable RoundAvailability availability) {
            if (availability == null) {
                throw new IllegalStateException("Round %s has no seats in the ledger".formatted(round.id()));
            }
            return new Round(round.id(), round.performanceId(), round.startsAt(), availability.status(),
                    round.bookingOpensAt(), round.bookingClosesAt(), round.cancelled(), availability.capacity(),
                    availability.remaining());
        }

    }

}
