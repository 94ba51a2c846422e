package io.ticketblue.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HallTests {

    private final Hall hall = new Hall(1, "Songs", 8, List.of(1L), 100,
            List.of(List.of(1L, 2L, 3L, 4L, 5L), List.of(6L, 7L), List.of(8L)));

    @Test
    void findsAllNeighboursWithinRows() {
        assertThat(this.hall.neighbours(2, 1)).containsExactly(List.of(1L, 2L), List.of(2L, 3L), List.of(3L, 4L),
                List.of(4L, 5L), List.of(6L, 7L));
    }

    @Test
    void findsNeighboursThatShareNoSeat() {
        assertThat(this.hall.neighbours(2, 2)).containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(6L, 7L));
    }

}
