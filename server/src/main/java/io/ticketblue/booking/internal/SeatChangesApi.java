package io.ticketblue.booking.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.stream.OpenStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Seats of a round as they change, as server-sent events. Each watcher has a virtual
 * thread of its own, which only sends: a slow one delays nobody.
 */
@RestController
@Tag(name = "Rounds")
class SeatChangesApi {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final SeatFeeds feeds;

    private final SeatBoards boards;

    private final OpenStreams streams;

    SeatChangesApi(SeatFeeds feeds, SeatBoards boards, OpenStreams streams) {
        this.feeds = feeds;
        this.boards = boards;
        this.streams = streams;
    }

    @GetMapping(path = "/api/rounds/{id}/seats/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Changes of the seat map as they happen",
            description = "Events named seats: {version, full, statuses: {seatId: FREE|HELD|SOLD}}. The first one is "
                    + "full: every seat that it does not name is FREE. Later ones name the seats that have changed, "
                    + "or are full again. The stream ends after about ten minutes: open the next one.")
    void changes(@PathVariable RoundId id, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            this.boards.board(id);
            begin(response);
            return;
        }
        try (OpenStreams.Stream stream = this.streams.open(request);
                SeatFeeds.Subscription subscription = this.feeds.subscribe(id)) {
            begin(response);
            watch(subscription.feed(), stream, response.getOutputStream());
        }
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Asks proxies such as nginx not to hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private static void watch(SeatFeed feed, OpenStreams.Stream stream, OutputStream out)
            throws IOException, InterruptedException {
        stream.onEnd(feed::wake);
        List<SeatFeed.Event> events = List.of(feed.first());
        long seen = 0;
        while (!stream.isOver()) {
            for (SeatFeed.Event event : events) {
                out.write(event.bytes());
                seen = event.number();
            }
            if (events.isEmpty()) {
                if (feed.isEnded()) {
                    return;
                }
                // Fails once the watcher has gone, which ends the stream.
                out.write(COMMENT);
            }
            out.flush();
            events = feed.since(seen, HEARTBEAT, stream::isOver);
        }
    }

}
