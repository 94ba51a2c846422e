package io.ticketblue.shared.groupcommit;

import java.time.Duration;

/**
 * What bounds a {@link GroupCommit}.
 *
 * @param largestGroup how many requests share a transaction at most
 * @param mostWaiting how many requests may wait before further ones are refused
 * @param mostWorkers how many groups are worked on at the same time; three times as many
 * may run in addition while others are held up for longer than {@link GroupCommit#SLOW}
 * @param workersPerLane how many of them may begin with the same lane; groups that lanes
 * share are not counted for those that fill them up
 * @param deadline how long a caller waits for its answer at most
 */
public record GroupLimits(int largestGroup, int mostWaiting, int mostWorkers, int workersPerLane, Duration deadline) {

    /** Checks the limits. */
    public GroupLimits {
        if (largestGroup < 1 || mostWaiting < 1 || mostWorkers < 1 || workersPerLane < 1) {
            throw new IllegalArgumentException("Every limit must be at least 1");
        }
        if (deadline.toMillis() < 1) {
            throw new IllegalArgumentException("deadline must be at least a millisecond, not " + deadline);
        }
    }

}
