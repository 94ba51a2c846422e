package io.ticketblue.bench.data;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.SplittableRandom;

/**
 * Venues with rectangular sections of up to {@value Plan#SECTION} seats, and performers.
 */
final class VenueRows {

    private static final int SEATS_OF_A_ROW = 15;

    private final Plan plan;

    private final LocalDateTime created;

    VenueRows(Plan plan, LocalDateTime created) {
        this.plan = plan;
        this.created = created;
    }

    void write(Batch batch) throws SQLException {
        RowWriter venues = batch.into("venue", "id, name, address, capacity, turnaround, created_at, changed_at");
        RowWriter sections = batch.into("section", "id, venue_id, position, name, standing, capacity");
        RowWriter rows = batch.into("seat_row", "section_id, position, label");
        RowWriter seats = batch.into("seat", "id, section_id, row_position, number, x, y, wheelchair");
        for (int venue = 0; venue < this.plan.venues(); venue++) {
            SplittableRandom random = random(venue);
            venues.add(venue + 1L, Words.venue(random, venue + 1), Words.address(random), this.plan.capacityOf(venue),
                    30, this.created, this.created);
            map(venue, sections, rows, seats);
        }
    }

    private void map(int venue, RowWriter sections, RowWriter rows, RowWriter seats) throws SQLException {
        int capacity = this.plan.capacityOf(venue);
        for (int offset = 0; offset < capacity; offset++) {
            int position = offset / Plan.SECTION;
            int within = offset % Plan.SECTION;
            long section = this.plan.firstSectionOf(venue) + position;
            int row = within / SEATS_OF_A_ROW;
            int number = within % SEATS_OF_A_ROW + 1;
            if (within == 0) {
                sections.add(section, venue + 1L, position, sectionName(position), false,
                        Math.min(Plan.SECTION, capacity - offset));
            }
            if (number == 1) {
                rows.add(section, row, Integer.toString(row + 1));
            }
            seats.add(this.plan.firstSeatOf(venue) + offset, section, row, number,
                    position * (SEATS_OF_A_ROW + 3.0) + number, 1 + 1.1 * row, false);
        }
    }

    /** The name of a section by its position. */
    static String sectionName(int position) {
        return "1F " + (char) ('A' + position);
    }

    void writePerformers(Batch batch) throws SQLException {
        RowWriter performers = batch.into("performer", "id, name, nation, created_at, changed_at");
        for (int performer = 0; performer < this.plan.shape().performers(); performer++) {
            SplittableRandom random = random(-1 - performer);
            performers.add(performer + 1L, Words.performer(random), (random.nextInt(8) == 0) ? null : "대한민국",
                    this.created, this.created);
        }
    }

    private SplittableRandom random(int number) {
        return new SplittableRandom(this.plan.shape().seed() * 17 + number);
    }

}
