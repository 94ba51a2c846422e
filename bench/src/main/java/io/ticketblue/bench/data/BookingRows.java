package io.ticketblue.bench.data;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Bookings as the application would have left them: reservation, seats, the person's row
 * of the round, payment, refund, entries of the money ledger, and reviews. Of a hundred
 * 88 are confirmed, 6 cancelled, 3 (of those with several seats) partly cancelled, and 3
 * expired unpaid. Who cancels does so on the day of booking, which costs nothing by the
 * standard policy.
 */
final class BookingRows {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final long CODES = 1L << 40;

    private final Plan plan;

    private final RowWriter reservations;

    private final RowWriter seats;

    private final RowWriter buyers;

    private final RowWriter payments;

    private final RowWriter refunds;

    private final RowWriter entries;

    private final ReviewRows reviews;

    BookingRows(Plan plan, Batch batch) throws SQLException {
        this.plan = plan;
        this.reservations = batch.into("reservation", "id, code, account_id, round_id, status, seat_count, amount, "
                + "booking_fee, created_at, confirmed_at, cancelled_at");
        this.seats = batch.into("reservation_seat", "reservation_id, seat_id, grade, price, cancelled_at");
        this.buyers = batch.into("round_buyer", "round_id, account_id");
        this.payments = batch.into("payment",
                "id, order_id, reference, status, amount, refund_reserved, customer_key, order_name, pay_before, "
                        + "payment_key, started_at, calls, method, approved_at, created_at");
        this.refunds = batch.into("refund",
                "id, payment_id, amount, reason, status, calls, transaction_key, created_at, ended_at");
        this.entries = batch.into("money_entry",
                "id, payment_id, refund_id, kind, amount, transaction_key, occurred_at, created_at");
        this.reviews = new ReviewRows(plan, batch);
    }

    /**
     * Writes all bookings of a performance.
     * @return for each round and seat of the venue the booking that owns it; 0 for none
     */
    long[][] write(int index, CatalogueRows.Written performance) throws SQLException {
        SplittableRandom random = new SplittableRandom(this.plan.shape().seed() * 11 + index);
        RoundSeats free = new RoundSeats(this.plan.rounds(index), performance.capacity());
        int count = this.plan.bookings(index);
        for (int i = 0; i < count; i++) {
            write(index, performance, i, random, free);
        }
        this.reviews.write(index);
        return free.owners();
    }

    private void write(int index, CatalogueRows.Written performance, int number, SplittableRandom random,
            RoundSeats free) throws SQLException {
        int count = this.plan.bookings(index);
        int wanted = Math.min(size(random), free.left() - (count - number - 1));
        RoundSeats.Choice choice = free.choose(wanted, buyer(random), this.plan.shape().accounts(), random);
        int round = choice.round();
        Instant opens = this.plan.opensAt(index);
        Instant closes = earlier(this.plan.closesAt(index, round), this.plan.horizon());
        double u = random.nextDouble();
        Instant created = opens.plusMillis((long) (u * u * (Duration.between(opens, closes).toMillis() - 3_600_000)));
        Outcome outcome = Outcome.of(random.nextInt(100), choice.size());
        long id = this.plan.firstBooking(index) + number;
        Booking booking = new Booking(id, this.plan.firstRound(index) + round, choice, created,
                created.plusSeconds(60 + random.nextInt(420)), outcome, outcome.cancels(choice.size()));
        reservation(booking, performance, this.plan.firstSeatOf(this.plan.venue(index)));
        if (outcome != Outcome.EXPIRED) {
            payment(booking, performance, random);
        }
        if (outcome != Outcome.EXPIRED && outcome != Outcome.CANCELLED) {
            free.give(choice, booking.cancelledSeats(), id);
            this.reviews.booked(id, choice.buyer(), this.plan.startsAt(index, round), random);
        }
    }

    private long buyer(SplittableRandom random) {
        double skewed = random.nextDouble();
        return AccountRows.STAFF.size() + 1L
                + (long) (skewed * skewed * (this.plan.shape().accounts() - AccountRows.STAFF.size()));
    }

    private static int size(SplittableRandom random) {
        int percent = random.nextInt(100);
        return (percent < 25) ? 1 : (percent < 75) ? 2 : (percent < 87) ? 3 : 4;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void reservation(Booking booking, CatalogueRows.Written performance, long firstSeat) throws SQLException {
        int size = booking.choice().size();
        int left = (booking.outcome() == Outcome.PARTIALLY_CANCELLED) ? size - booking.cancelledSeats() : size;
        this.reservations.add(booking.id(), code(booking.id()), booking.choice().buyer(), booking.round(),
                booking.outcome().name(), left, booking.amount(performance), size * CatalogueRows.FEE,
                Batch.utc(booking.created()), Batch.optionalUtc(booking.confirmed()),
                Batch.optionalUtc(booking.cancelled()));
        for (int i = 0; i < size; i++) {
            int seat = booking.choice().firstSeat() + i;
            this.seats.add(booking.id(), firstSeat + seat, performance.grade(seat), performance.price(seat),
                    Batch.optionalUtc((i < booking.cancelledSeats()) ? booking.cancelled() : null));
        }
        if (booking.choice().newBuyer()) {
            this.buyers.add(booking.round(), booking.choice().buyer());
        }
    }

    private void payment(Booking booking, CatalogueRows.Written performance, SplittableRandom random)
            throws SQLException {
        long amount = booking.amount(performance);
        long refund = booking.refund(performance);
        Instant paid = booking.paid();
        String status = (refund == 0) ? "CAPTURED" : (refund == amount) ? "REFUNDED" : "PARTIALLY_REFUNDED";
        int method = random.nextInt(20);
        String key = "pay_" + code(booking.id()) + "_" + Long.toHexString(random.nextLong());
        this.payments.add(booking.id(), "order_" + code(booking.id()), booking.id(), status, amount, refund,
                AccountRows.customerKey(this.plan.shape(), booking.choice().buyer()), performance.title(),
                Batch.utc(booking.created().plusSeconds(600)), key, Batch.utc(paid.minusSeconds(3)), 1,
                (method < 13) ? "CARD" : (method < 18) ? "EASY_PAY" : "TRANSFER", Batch.utc(paid),
                Batch.utc(booking.created().plusSeconds(20)));
        this.entries.add(2 * booking.id(), booking.id(), null, "CAPTURE", amount, "tx_" + key, Batch.utc(paid),
                Batch.utc(paid));
        Instant cancelled = booking.cancelled();
        if (cancelled != null) {
            String transaction = "rf_" + key;
            Instant sent = cancelled.plusSeconds(2);
            this.refunds.add(booking.id(), booking.id(), refund, "일정이 바뀌었습니다", "DONE", 1, transaction,
                    Batch.utc(cancelled), Batch.utc(sent));
            this.entries.add(2 * booking.id() + 1, booking.id(), booking.id(), "REFUND", refund, transaction,
                    Batch.utc(sent), Batch.utc(sent));
        }
    }

    /** A code of its own for each number, in no visible order. */
    static String code(long id) {
        long bits = Math.floorMod(id * 0x9E3779B97FL, CODES);
        char[] code = new char[8];
        for (int i = 0; i < code.length; i++) {
            code[i] = ALPHABET.charAt((int) (bits & 31));
            bits >>>= 5;
        }
        return new String(code);
    }

    /** What a booking has come to. */
    enum Outcome {

        CONFIRMED, PARTIALLY_CANCELLED, CANCELLED, EXPIRED;

        private static Outcome of(int percent, int seats) {
            return (percent < 3) ? EXPIRED
                    : (percent < 9) ? CANCELLED : (percent < 12 && seats > 1) ? PARTIALLY_CANCELLED : CONFIRMED;
        }

        private int cancels(int seats) {
            return switch (this) {
                case CANCELLED -> seats;
                case PARTIALLY_CANCELLED -> 1;
                case CONFIRMED, EXPIRED -> 0;
            };
        }

    }

    /**
     * One booking.
     *
     * @param paid when it was paid if it was
     * @param cancelledSeats how many of its first seats were given back
     */
    private record Booking(long id, long round, RoundSeats.Choice choice, Instant created, Instant paid,
            Outcome outcome, int cancelledSeats) {

        private @Nullable Instant confirmed() {
            return (this.outcome == Outcome.EXPIRED) ? null : this.paid;
        }

        private @Nullable Instant cancelled() {
            return (this.cancelledSeats > 0) ? this.paid.plusSeconds(900) : null;
        }

        private long amount(CatalogueRows.Written performance) {
            return sum(performance, this.choice.size());
        }

        private long refund(CatalogueRows.Written performance) {
            return sum(performance, this.cancelledSeats);
        }

        private long sum(CatalogueRows.Written performance, int seats) {
            long sum = 0;
            for (int i = 0; i < seats; i++) {
                sum += performance.price(this.choice.firstSeat() + i) + CatalogueRows.FEE;
            }
            return sum;
        }

    }

}
