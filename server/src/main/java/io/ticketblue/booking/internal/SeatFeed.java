package io.ticketblue.booking.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.ticketblue.booking.SeatStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * The changes of one round's seats for all who watch it on this node. Each change is
 * compared and written as JSON once, by the one thread that looks for changes, and kept
 * for a while; who is too slow for that gets the whole state instead.
 */
final class SeatFeed {

    private static final int KEPT = 64;

    private final JsonMapper json;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition news = this.lock.newCondition();

    private final Deque<Event> events = new ArrayDeque<>();

    private SeatSnapshot present;

    private long number;

    private Event full;

    private boolean ended;

    SeatFeed(SeatSnapshot first, JsonMapper json) {
        this.json = json;
        this.present = first;
        this.full = full();
    }

    SeatSnapshot present() {
        this.lock.lock();
        try {
            return this.present;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Tells everybody what has changed. */
    void publish(SeatSnapshot next) {
        this.lock.lock();
        try {
            if (next.sameAs(this.present)) {
                return;
            }
            this.number++;
            this.events.addLast(new Event(this.number,
                    bytes(new SeatsEvent(next.version(), false, next.changesSince(this.present)))));
            if (this.events.size() > KEPT) {
                this.events.removeFirst();
            }
            this.present = next;
            this.news.signalAll();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** All seats as they are now. */
    Event first() {
        this.lock.lock();
        try {
            if (this.full.number() != this.number) {
                this.full = full();
            }
            return this.full;
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * What has changed since an event.
     * @param seen the number of the last event that was sent
     * @param patience how long to wait at most
     * @param over whether there is nothing to wait for any more; {@link #wake} makes
     * those who wait look at it again
     * @return further events, none if nothing has changed
     * @throws InterruptedException if the waiting is interrupted
     */
    List<Event> since(long seen, Duration patience, BooleanSupplier over) throws InterruptedException {
        this.lock.lock();
        try {
            if (this.number == seen && !this.ended && !over.getAsBoolean()) {
                this.news.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
            if (this.number - seen > this.events.size()) {
                return List.of(first());
            }
            List<Event> missed = new ArrayList<>();
            for (Event event : this.events) {
                if (event.number() > seen) {
                    missed.add(event);
                }
            }
            return missed;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Lets nobody wait any longer. */
    void wake() {
        this.lock.lock();
        try {
            this.news.signalAll();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** There is nothing more to come, because the round is gone. */
    void end() {
        this.lock.lock();
        try {
            this.ended = true;
            this.news.signalAll();
        }
        finally {
            this.lock.unlock();
        }
    }

    boolean isEnded() {
        this.lock.lock();
        try {
            return this.ended;
        }
        finally {
            this.lock.unlock();
        }
    }

    private Event full() {
        return new Event(this.number, bytes(new SeatsEvent(this.present.version(), true, this.present.notFree())));
    }

    private byte[] bytes(SeatsEvent event) {
        return ("event: seats\ndata: " + this.json.writeValueAsString(event) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An event as it is sent.
     *
     * @param number counts the changes of this feed
     * @param bytes what is sent
     */
    record Event(long number, byte[] bytes) {
    }

    /**
     * What watchers are told.
     *
     * @param version the version of the map after this event
     * @param full whether seats that are not named are free
     * @param statuses seats and their statuses
     */
    private record SeatsEvent(String version, boolean full, Map<String, SeatStatus> statuses) {
    }

}
