package io.ticketblue.booking.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.booking.SeatStatus;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Overloaded;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Seats of a round as they change, as server-sent events. Each watcher has a virtual
 * thread of its own: a slow one delays nobody, and finds many changes in one event.
 */
@RestController
@Tag(name = "Rounds")
class SeatChangesApi implements SmartLifecycle {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Looks often enough whether the server is stopping. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SeatBoards boards;

    private final JsonMapper json;

    private final Semaphore watchers;

    private volatile boolean running;

    SeatChangesApi(SeatBoards boards, JsonMapper json, BookingSettings settings) {
        this.boards = boards;
        this.json = json;
        this.watchers = new Semaphore(settings.mostWatchers());
    }

    @GetMapping(path = "/api/rounds/{id}/seats/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Changes of the seat map as they happen",
            description = "Events named seats: {version, full, statuses: {seatId: FREE|HELD|SOLD}}. The first one is "
                    + "full: every seat that it does not name is FREE. Later ones name the seats that have changed.")
    void changes(@PathVariable RoundId id, HttpServletResponse response) throws IOException, InterruptedException {
        SeatBoard board = this.boards.board(id);
        if (!this.watchers.tryAcquire()) {
            throw new Overloaded();
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Asks proxies such as nginx not to hold events back.
            response.setHeader("X-Accel-Buffering", "no");
            watch(id, board.current(), response.getOutputStream());
        }
        finally {
            this.watchers.release();
        }
    }

    private void watch(RoundId id, SeatSnapshot first, OutputStream out) throws IOException, InterruptedException {
        SeatSnapshot seen = first;
        send(out, new SeatsEvent(seen.version(), true, seen.notFree()));
        long lastSent = System.nanoTime();
        while (this.running) {
            SeatSnapshot present = this.boards.board(id).next(seen, PATIENCE);
            if (!present.sameAs(seen)) {
                send(out, new SeatsEvent(present.version(), false, present.changesSince(seen)));
                seen = present;
                lastSent = System.nanoTime();
            }
            else if (System.nanoTime() - lastSent > HEARTBEAT.toNanos()) {
                // Fails once the watcher has gone, which ends the loop.
                out.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                lastSent = System.nanoTime();
            }
        }
    }

    private void send(OutputStream out, SeatsEvent event) throws IOException {
        out.write("event: seats\ndata: ".getBytes(StandardCharsets.US_ASCII));
        out.write(this.json.writeValueAsBytes(event));
        out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void start() {
        this.running = true;
    }

    @Override
    public void stop() {
        this.running = false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /**
     * What watchers are told.
     *
     * @param version the version of the map after this event
     * @param full whether seats that are not named are free
     * @param statuses seats and their statuses
     */
    record SeatsEvent(String version, boolean full, Map<String, SeatStatus> statuses) {
    }

}
