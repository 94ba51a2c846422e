package io.ticketblue.bench.data;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.SplittableRandom;

/**
 * What the rows are to be before one is made: where each performance is, when its rounds
 * are, and how many bookings it has. Popularity falls with the rank, so that a few
 * performances have thousands of bookings and most have some. Rounds of one venue never
 * overlap. It takes about 30 bytes for each performance.
 */
final class Plan {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    static final int SECTION = 150;

    private static final int DAYS_BEFORE = 365;

    private static final int DAYS = DAYS_BEFORE + 180;

    /** Two a day. */
    private static final int SLOTS = 2 * DAYS;

    /** So that no venue is full to the last slot. */
    private static final int ROUNDS_OF_A_VENUE = SLOTS - 100;

    private static final int MOST_ROUNDS = 24;

    private static final double SEATS_OF_A_BOOKING = 2.1;

    private static final double SKEW = 0.6;

    private static final int[] CAPACITIES = { 40, 60, 90, 150, 300, 600 };

    private static final int[] LEAST_BOOKINGS = { 0, 0, 0, 60, 150, 400 };

    private final Shape shape;

    private final int[] venue;

    private final int[] rounds;

    private final int[] firstSlot;

    private final int[] firstRound;

    private final int[] bookings;

    private final int[] firstBooking;

    private final int[] capacityOfVenue;

    private final int[] firstSeatOfVenue;

    private final int[] firstSectionOfVenue;

    private Plan(Shape shape, int[] sizes, int[] rounds, int[] nominal) {
        this.shape = shape;
        this.rounds = rounds;
        int count = shape.performances();
        this.venue = new int[count];
        this.firstSlot = new int[count];
        this.firstRound = new int[count + 1];
        this.bookings = new int[count];
        this.firstBooking = new int[count + 1];
        int[] firstVenue = new int[CAPACITIES.length + 1];
        long[] roundsOfSize = new long[CAPACITIES.length];
        for (int i = 0; i < count; i++) {
            roundsOfSize[sizes[i]] += rounds[i];
        }
        for (int size = 0; size < CAPACITIES.length; size++) {
            firstVenue[size + 1] = firstVenue[size] + (int) Math.ceilDiv(roundsOfSize[size], ROUNDS_OF_A_VENUE / 2L);
        }
        int venues = firstVenue[CAPACITIES.length];
        this.capacityOfVenue = new int[venues];
        this.firstSeatOfVenue = new int[venues + 1];
        for (int size = 0; size < CAPACITIES.length; size++) {
            for (int i = firstVenue[size]; i < firstVenue[size + 1]; i++) {
                this.capacityOfVenue[i] = CAPACITIES[size];
            }
        }
        this.firstSectionOfVenue = new int[venues + 1];
        for (int i = 0; i < venues; i++) {
            this.firstSeatOfVenue[i + 1] = this.firstSeatOfVenue[i] + this.capacityOfVenue[i];
            this.firstSectionOfVenue[i + 1] = this.firstSectionOfVenue[i]
                    + Math.ceilDiv(this.capacityOfVenue[i], SECTION);
        }
        place(sizes, firstVenue);
        book(nominal);
    }

    /** Plans everything. */
    static Plan of(Shape shape) {
        int count = shape.performances();
        SplittableRandom random = new SplittableRandom(shape.seed());
        int[] ranks = shuffled(count, random);
        double sum = 0;
        for (int rank = 1; rank <= count; rank++) {
            sum += Math.pow(rank, -SKEW);
        }
        int[] nominal = new int[count];
        int[] sizes = new int[count];
        int[] rounds = new int[count];
        for (int i = 0; i < count; i++) {
            nominal[i] = (int) Math.round(shape.bookings() * Math.pow(ranks[i] + 1.0, -SKEW) / sum);
            sizes[i] = size(nominal[i], random);
            double wanted = nominal[i] * SEATS_OF_A_BOOKING / (0.7 * CAPACITIES[sizes[i]]);
            rounds[i] = Math.clamp(Math.round(wanted) + random.nextInt(2), 1, MOST_ROUNDS);
        }
        return new Plan(shape, sizes, rounds, nominal);
    }

    private static int size(int bookings, SplittableRandom random) {
        for (int size = CAPACITIES.length - 1; size > 2; size--) {
            if (bookings > LEAST_BOOKINGS[size]) {
                return size;
            }
        }
        return random.nextInt(3);
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }

    /** Gives each performance a venue of its size and slots there that nobody has. */
    private void place(int[] sizes, int[] firstVenue) {
        int[] next = firstVenue.clone();
        int[] taken = new int[this.capacityOfVenue.length];
        int[] performances = new int[this.capacityOfVenue.length];
        for (int i = 0; i < this.venue.length; i++) {
            int size = sizes[i];
            int chosen = next[size];
            for (int tries = 0; taken[chosen] + this.rounds[i] > SLOTS
                    && tries < firstVenue[size + 1] - firstVenue[size]; tries++) {
                chosen = (chosen + 1 < firstVenue[size + 1]) ? chosen + 1 : firstVenue[size];
            }
            this.venue[i] = chosen;
            this.firstSlot[i] = taken[chosen];
            taken[chosen] += this.rounds[i];
            performances[chosen]++;
            next[size] = (chosen + 1 < firstVenue[size + 1]) ? chosen + 1 : firstVenue[size];
        }
        int[] number = new int[performances.length];
        for (int i = 0; i < this.venue.length; i++) {
            int where = this.venue[i];
            int free = SLOTS - taken[where];
            if (free < 0) {
                throw new IllegalStateException("Venue " + where + " has too many rounds");
            }
            this.firstSlot[i] += (int) ((number[where] + 0.5) * free / performances[where]);
            number[where]++;
            this.firstRound[i + 1] = this.firstRound[i] + this.rounds[i];
        }
    }

    private void book(int[] nominal) {
        long left = this.shape.bookings();
        for (int i = 0; i < nominal.length; i++) {
            this.bookings[i] = Math.min(nominal[i], room(i));
            left -= this.bookings[i];
        }
        boolean changed = true;
        while (left != 0 && changed) {
            changed = false;
            for (int i = 0; i < nominal.length && left != 0; i++) {
                int step = (left > 0)
                        ? (int) Math.min(left, Math.min(1 + this.bookings[i] / 4, room(i) - this.bookings[i]))
                        : Math.max(-1, -this.bookings[i]);
                this.bookings[i] += step;
                left -= step;
                changed |= step != 0;
            }
        }
        for (int i = 0; i < nominal.length; i++) {
            this.firstBooking[i + 1] = this.firstBooking[i] + this.bookings[i];
        }
    }

    /** How many bookings of a performance there can be; none before sale has begun. */
    private int room(int performance) {
        return opensAt(performance).isBefore(horizon())
                ? (int) (0.85 * capacity(performance) * rounds(performance) / SEATS_OF_A_BOOKING) : 0;
    }

    Shape shape() {
        return this.shape;
    }

    int venues() {
        return this.capacityOfVenue.length;
    }

    int capacityOf(int venue) {
        return this.capacityOfVenue[venue];
    }

    /** The id of the first seat of a venue; the others follow. */
    long firstSeatOf(int venue) {
        return this.firstSeatOfVenue[venue] + 1L;
    }

    /** The id of the first section of a venue; the others follow. */
    long firstSectionOf(int venue) {
        return this.firstSectionOfVenue[venue] + 1L;
    }

    int sectionsOf(int venue) {
        return this.firstSectionOfVenue[venue + 1] - this.firstSectionOfVenue[venue];
    }

    int venue(int performance) {
        return this.venue[performance];
    }

    int capacity(int performance) {
        return this.capacityOfVenue[this.venue[performance]];
    }

    int rounds(int performance) {
        return this.rounds[performance];
    }

    /** The id of a performance's first round; the others follow. */
    long firstRound(int performance) {
        return this.firstRound[performance] + 1L;
    }

    int allRounds() {
        return this.firstRound[this.shape.performances()];
    }

    int bookings(int performance) {
        return this.bookings[performance];
    }

    /** The id of a performance's first booking; the others follow. */
    long firstBooking(int performance) {
        return this.firstBooking[performance] + 1L;
    }

    int allBookings() {
        return this.firstBooking[this.shape.performances()];
    }

    /** How many seats all rounds have together. */
    long allSeats() {
        long seats = 0;
        for (int i = 0; i < this.shape.performances(); i++) {
            seats += (long) rounds(i) * capacity(i);
        }
        return seats;
    }

    LocalDate day(int performance, int round) {
        return this.shape.today().minusDays(DAYS_BEFORE).plusDays((this.firstSlot[performance] + round) / 2);
    }

    Instant startsAt(int performance, int round) {
        boolean matinee = (this.firstSlot[performance] + round) % 2 == 0;
        return day(performance, round).atTime(matinee ? LocalTime.of(14, 30) : LocalTime.of(19, 30))
            .atZone(SEOUL)
            .toInstant();
    }

    Instant opensAt(int performance) {
        long lead = 20 + Math.floorMod(performance * 7919L + this.shape.seed(), 26L);
        return day(performance, 0).minusDays(lead).atTime(14, 0).atZone(SEOUL).toInstant();
    }

    Instant closesAt(int performance, int round) {
        return startsAt(performance, round).minus(Duration.ofHours(1));
    }

    /** Everything that has happened did so before this: the last midnight in Korea. */
    Instant horizon() {
        return this.shape.today().atStartOfDay(SEOUL).toInstant();
    }

}
