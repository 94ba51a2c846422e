package io.ticketblue.shared.groupcommit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for a group, in lanes that take turns, so that a crowd in one does
 * not keep others from their turn. A worker has one lane at a time; where lanes may share
 * groups, it fills its group up with requests of other lanes that wait for their turn. A
 * lane whose group is held up does not use up the workers of the others.
 *
 * @param <T> what a caller asks for
 * @param <R> what a caller is told
 */
final class GroupQueue<T, R> {

    /** How long a lane shares no group with others after one of its own met a lock. */
    private static final long ALONE = Duration.ofSeconds(1).toNanos();

    /** So many times the usual workers may run in addition while groups are held up. */
    private static final int MOST_HELD_UP = 3;

    private final GroupLimits limits;

    private final GroupWork<T, R> work;

    private final long slow;

    /** Guards everything below, and the lanes. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Object, Lane<T, R>> lanes = new HashMap<>();

    /** Lanes with requests that may have one more worker, in the order of their turns. */
    private final Deque<Lane<T, R>> ready = new ArrayDeque<>();

    private final Set<Turn<T, R>> running = new HashSet<>();

    private int waiting;

    /**
     * Creates an empty queue.
     * @param slow after how many nanoseconds a group is held up and no longer counts as a
     * worker
     */
    GroupQueue(GroupLimits limits, GroupWork<T, R> work, long slow) {
        this.limits = limits;
        this.work = work;
        this.slow = slow;
    }

    /** How many requests wait for a group. */
    int waiting() {
        this.lock.lock();
        try {
            return this.waiting;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** How many groups are being worked on. */
    int workers() {
        this.lock.lock();
        try {
            return this.running.size();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Adds a request; false if too many wait. */
    boolean add(Pending<T, R> request) {
        this.lock.lock();
        try {
            if (this.waiting >= this.limits.mostWaiting()) {
                return false;
            }
            Lane<T, R> lane = lane(request);
            lane.requests.addLast(request);
            this.waiting++;
            awaitTurn(lane);
            return true;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Removes a request, unless it is in a group. */
    void remove(Pending<T, R> request) {
        this.lock.lock();
        try {
            Lane<T, R> lane = this.lanes.get(this.work.lane(request.request()));
            if (lane != null && lane.requests.remove(request)) {
                this.waiting--;
                forgetIfIdle(lane);
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The next turn for one more worker; null if there is nothing to do for it. */
    @Nullable Turn<T, R> begin() {
        this.lock.lock();
        try {
            if (this.ready.isEmpty() || !mayRunOneMore()) {
                return null;
            }
            Lane<T, R> lane = this.ready.remove();
            lane.ready = false;
            lane.workers++;
            Turn<T, R> turn = new Turn<>(lane);
            this.running.add(turn);
            return turn;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Ends a turn. */
    void end(Turn<T, R> turn) {
        this.lock.lock();
        try {
            turn.lane.workers--;
            this.running.remove(turn);
            if (turn.separated) {
                turn.lane.separated = false;
                turn.lane.aloneSince = System.nanoTime();
            }
            awaitTurn(turn.lane);
            forgetIfIdle(turn.lane);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Takes the group of a turn; empty if its requests have left. */
    List<Pending<T, R>> take(Turn<T, R> turn) {
        List<Pending<T, R>> group = new ArrayList<>();
        this.lock.lock();
        try {
            turn.separated = turn.lane.separated;
            moveTo(group, turn.lane);
            if (this.work.lanesMayShare() && !turn.lane.alone()) {
                fillUp(group);
            }
            awaitTurn(turn.lane);
            return group;
        }
        finally {
            this.lock.unlock();
        }
    }

    private void fillUp(List<Pending<T, R>> group) {
        List<Lane<T, R>> others = new ArrayList<>();
        Iterator<Lane<T, R>> turns = this.ready.iterator();
        while (group.size() < this.limits.largestGroup() && turns.hasNext()) {
            Lane<T, R> other = turns.next();
            if (!other.alone()) {
                turns.remove();
                other.ready = false;
                moveTo(group, other);
                others.add(other);
            }
        }
        others.forEach((other) -> {
            awaitTurn(other);
            forgetIfIdle(other);
        });
    }

    private void moveTo(List<Pending<T, R>> group, Lane<T, R> lane) {
        while (group.size() < this.limits.largestGroup() && !lane.requests.isEmpty()) {
            Pending<T, R> request = lane.requests.removeFirst();
            this.waiting--;
            request.taken(true);
            group.add(request);
        }
    }

    /**
     * Has the requests of a group that lanes shared wait once more, in front of their
     * lanes, which share no group until each has had one of its own, and for a while
     * after it.
     */
    void separate(List<Pending<T, R>> group) {
        this.lock.lock();
        try {
            for (Pending<T, R> request : group.reversed()) {
                if (!request.abandoned()) {
                    Lane<T, R> lane = lane(request);
                    request.taken(false);
                    lane.requests.addFirst(request);
                    lane.separated = true;
                    this.waiting++;
                    awaitTurn(lane);
                }
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Whether requests of a group are of several lanes. */
    boolean isShared(List<Pending<T, R>> group) {
        Object first = this.work.lane(group.getFirst().request());
        return group.stream().anyMatch((request) -> !this.work.lane(request.request()).equals(first));
    }

    private Lane<T, R> lane(Pending<T, R> request) {
        return this.lanes.computeIfAbsent(this.work.lane(request.request()), Lane::new);
    }

    private void awaitTurn(Lane<T, R> lane) {
        if (!lane.ready && !lane.requests.isEmpty() && lane.workers < this.limits.workersPerLane()) {
            lane.ready = true;
            this.ready.add(lane);
        }
    }

    private boolean mayRunOneMore() {
        int most = this.limits.mostWorkers();
        if (this.running.size() < most) {
            return true;
        }
        long now = System.nanoTime();
        return this.running.size() < (1 + MOST_HELD_UP) * most
                && this.running.stream().filter((one) -> now - one.since < this.slow).count() < most;
    }

    private void forgetIfIdle(Lane<T, R> lane) {
        if (lane.requests.isEmpty() && lane.workers == 0 && !lane.ready) {
            this.lanes.remove(lane.key, lane);
        }
    }

    /** A worker's group, begun with one lane. */
    static final class Turn<T, R> {

        private final Lane<T, R> lane;

        private final long since = System.nanoTime();

        /** Whether the lane had to have this group for itself. */
        private boolean separated;

        private Turn(Lane<T, R> lane) {
            this.lane = lane;
        }

    }

    private static final class Lane<T, R> {

        private final Object key;

        private final LinkedHashSet<Pending<T, R>> requests = new LinkedHashSet<>();

        private int workers;

        private boolean ready;

        /** Whether it has to have a group of its own before it may share one again. */
        private boolean separated;

        private @Nullable Long aloneSince;

        private Lane(Object key) {
            this.key = key;
        }

        private boolean alone() {
            Long since = this.aloneSince;
            return this.separated || (since != null && System.nanoTime() - since < ALONE);
        }

    }

}
