package io.ticketblue.embedded.toss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * The faults that coming calls will meet, first given, first met. Each call with a right
 * secret key uses up one fault of its operation.
 */
public final class TossFaults {

    private static final int MOST = 10_000;

    private final Map<TossOperation, Queue<TossFault>> queues = new EnumMap<>(TossOperation.class);

    TossFaults() {
    }

    /**
     * The next call of the operation meets the fault.
     * @param operation which calls
     * @param fault what goes wrong
     */
    public void next(TossOperation operation, TossFault fault) {
        next(operation, 1, fault);
    }

    /**
     * The next calls of the operation meet the fault.
     * @param operation which calls
     * @param times how many of them, 1 to 10,000
     * @param fault what goes wrong
     */
    public synchronized void next(TossOperation operation, int times, TossFault fault) {
        if (times < 1 || times > MOST) {
            throw new IllegalArgumentException("times must be 1 to " + MOST + ", not " + times);
        }
        Queue<TossFault> queue = this.queues.computeIfAbsent(operation, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /**
     * No faults from now on.
     */
    public synchronized void clear() {
        this.queues.clear();
    }

    /**
     * The faults that are still to come for an operation.
     * @param operation which calls
     * @return in the order in which they will be met
     */
    public synchronized List<TossFault> pending(TossOperation operation) {
        return new ArrayList<>(this.queues.getOrDefault(operation, new ArrayDeque<>()));
    }

    synchronized @Nullable TossFault take(TossOperation operation) {
        Queue<TossFault> queue = this.queues.get(operation);
        return (queue != null) ? queue.poll() : null;
    }

}
