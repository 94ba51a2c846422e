package io.ticketblue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A house and what is played in it.
 *
 * @param performance the only performance in it
 * @param title its title
 * @param seats how many seats the house has
 * @param rounds the performance's rounds
 * @param opened milliseconds to open one of these rounds, on average
 * @param rows ids of the seats that stand beside each other
 */
record Hall(long performance, String title, int seats, List<Long> rounds, long opened, List<List<Long>> rows) {

    /**
     * All groups of neighbours of a size.
     * @param size how many seats a group has
     * @param step how many seats after one another two groups begin: 1 for all that are
     * possible, {@code size} for those that share no seat
     */
    List<List<Long>> neighbours(int size, int step) {
        List<List<Long>> groups = new ArrayList<>();
        for (List<Long> row : this.rows) {
            IntStream.iterate(0, (first) -> first + size <= row.size(), (first) -> first + step)
                .forEach((first) -> groups.add(List.copyOf(row.subList(first, first + size))));
        }
        return groups;
    }

}
