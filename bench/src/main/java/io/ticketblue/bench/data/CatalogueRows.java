package io.ticketblue.bench.data;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Performances with their grades, casts, rounds, and the seats of those. */
final class CatalogueRows {

    static final long FEE = 1_000;

    private static final List<String> CATEGORIES = List.of("CONCERT", "CONCERT", "MUSICAL", "MUSICAL", "PLAY", "PLAY",
            "PLAY", "CLASSIC", "SPORTS", "EXHIBITION");

    private static final List<String> GRADES = List.of("VIP", "R", "S", "A");

    private final Plan plan;

    private final String cancellationTerms;

    private final RowWriter performances;

    private final RowWriter grades;

    private final RowWriter sectionGrades;

    private final RowWriter cast;

    private final RowWriter rounds;

    private final RowWriter seats;

    CatalogueRows(Plan plan, String cancellationTerms, Batch batch) throws SQLException {
        this.plan = plan;
        this.cancellationTerms = cancellationTerms;
        this.performances = batch.into("performance",
                "id, title, category, description, duration_minutes, age_limit, start_date, end_date, venue_id, "
                        + "max_per_person, booking_fee, cancellation_policy, cancellation_terms, created_at, changed_at");
        this.grades = batch.into("performance_grade", "performance_id, position, name, price");
        this.sectionGrades = batch.into("performance_section_grade", "performance_id, section_id, grade_position");
        this.cast = batch.into("performance_cast", "performance_id, performer_id, position, role");
        this.rounds = batch.into("performance_round",
                "id, performance_id, starts_at, booking_opens_at, booking_closes_at, created_at");
        this.seats = batch.into("round_seat", "round_id, seat_id, grade, price, reservation_id");
    }

    /**
     * Writes a performance but for the seats of its rounds.
     * @return what it is called and costs
     */
    Written write(int index) throws SQLException {
        SplittableRandom random = new SplittableRandom(this.plan.shape().seed() * 13 + index);
        long id = index + 1L;
        int venue = this.plan.venue(index);
        int last = this.plan.rounds(index) - 1;
        Instant opens = this.plan.opensAt(index);
        LocalDateTime created = Batch.utc(opens.minusSeconds(10L * 24 * 60 * 60));
        String title = Words.title(random);
        this.performances.add(id, title, CATEGORIES.get(random.nextInt(CATEGORIES.size())), Words.description(random),
                70 + 10 * random.nextInt(9), List.of(0, 8, 8, 12, 15, 19).get(random.nextInt(6)),
                this.plan.day(index, 0), this.plan.day(index, last), venue + 1L, 4, FEE, "standard",
                this.cancellationTerms, created, created);
        long[] prices = grades(index, venue, random);
        cast(id, random);
        for (int round = 0; round <= last; round++) {
            this.rounds.add(this.plan.firstRound(index) + round, id, Batch.utc(this.plan.startsAt(index, round)),
                    Batch.utc(opens), Batch.utc(this.plan.closesAt(index, round)), created);
        }
        return new Written(title, prices, this.plan.capacity(index));
    }

    private long[] grades(int index, int venue, SplittableRandom random) throws SQLException {
        int sections = this.plan.sectionsOf(venue);
        long dearest = 20_000L + 10_000L * random.nextInt(14);
        long[] prices = IntStream.range(0, sections).mapToLong((grade) -> dearest * (10 - 2 * grade) / 10).toArray();
        for (int grade = 0; grade < sections; grade++) {
            this.grades.add(index + 1L, grade, GRADES.get(grade), prices[grade]);
            this.sectionGrades.add(index + 1L, this.plan.firstSectionOf(venue) + grade, grade);
        }
        return prices;
    }

    private void cast(long performance, SplittableRandom random) throws SQLException {
        int size = random.nextInt(5);
        Set<Integer> taken = new HashSet<>();
        for (int position = 0; position < size; position++) {
            double skewed = random.nextDouble();
            int performer = (int) (skewed * skewed * this.plan.shape().performers());
            if (taken.add(performer)) {
                this.cast.add(performance, performer + 1L, taken.size() - 1, Words.role(random));
            }
        }
    }

    /**
     * Writes the seats of a performance's rounds.
     * @param owners for each round and seat of the venue the booking that owns it; 0 for
     * none
     */
    void writeSeats(int index, Written written, long[][] owners) throws SQLException {
        long firstSeat = this.plan.firstSeatOf(this.plan.venue(index));
        for (int round = 0; round < owners.length; round++) {
            for (int seat = 0; seat < owners[round].length; seat++) {
                long owner = owners[round][seat];
                this.seats.add(this.plan.firstRound(index) + round, firstSeat + seat, written.grade(seat),
                        written.price(seat), (owner != 0) ? owner : null);
            }
        }
    }

    /**
     * What bookings need to know of a performance.
     *
     * @param prices of its grades, which are those of the venue's sections in order
     * @param capacity seats of each round
     */
    record Written(String title, long[] prices, int capacity) {

        String grade(int seat) {
            return GRADES.get(seat / Plan.SECTION);
        }

        long price(int seat) {
            return this.prices[seat / Plan.SECTION];
        }

    }

}
