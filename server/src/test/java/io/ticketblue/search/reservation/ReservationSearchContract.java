package io.ticketblue.search.reservation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.ProfileChange;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.admin.House;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.search.indexing.ChangeQueue;
import io.ticketblue.search.indexing.SearchIndexes;
import io.ticketblue.search.text.SearchText;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What staff's search of reservations does, whatever keeps the index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReservationSearchContract {

    /** Far from the numbers that the application gives. */
    private static final long FIRST = 8_000_000_000L;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Long ago, so that no other test has reservations of that time. */
    private static final Instant BEGINNING = Instant.parse("2011-03-01T00:00:00Z");

    private static final List<ReservationStatus> STATUSES = List.of(ReservationStatus.CONFIRMED,
            ReservationStatus.PARTIALLY_CANCELLED, ReservationStatus.CANCELLED, ReservationStatus.EXPIRED);

    @Autowired
    private ReservationSearch search;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ChangeQueue queue;

    @Autowired
    private SearchIndexes indexes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private Catalog catalog;

    @Autowired
    private TransactionTemplate transactions;

    private House house;

    private final Random random = new Random(7);

    private final List<Row> rows = new ArrayList<>();

    private final List<AccountView> buyers = new ArrayList<>();

    private final List<RoundId> rounds = new ArrayList<>();

    private final List<PerformanceId> performances = new ArrayList<>();

    @BeforeAll
    void openRounds(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        for (String name : List.of("선우담", "담우선 Kim")) {
            this.performances.add(this.house.performance(0));
            this.rounds.add(this.house.round(this.performances.getLast()));
            this.buyers.add(newBuyer(name + " " + word()));
        }
    }

    private AccountView newBuyer(String name) {
        return this.accounts.changeProfile(this.house.buyer().id(), new ProfileChange(name, null, null));
    }

    private String word() {
        return code().substring(0, 6).toLowerCase(Locale.ROOT);
    }

    @BeforeEach
    void insertReservations() {
        this.rows.clear();
        for (int number = 0; number < 150; number++) {
            insert(row(this.rows.size()));
        }
        awaitTheIndex();
    }

    private void awaitTheIndex() {
        await().atMost(Duration.ofSeconds(30))
            .until(() -> this.indexes.status().lag().isZero() && this.indexes.status().documents() != null);
    }

    @AfterEach
    void deleteReservations() {
        this.transactions.executeWithoutResult((status) -> {
            this.sql.sql("DELETE FROM reservation_seat WHERE reservation_id >= ?").param(FIRST).update();
            this.sql.sql("DELETE FROM reservation WHERE id >= ?").param(FIRST).update();
            this.rows.forEach((row) -> this.queue.add(ReservationSource.KIND, row.id()));
        });
    }

    @Test
    void findsByAnyConditionsInAnyOrderWhatAPlainFilterFinds() {
        for (int round = 0; round < 80; round++) {
            Conditions conditions = conditions();
            ReservationOrder order = pick(List.of(ReservationOrder.values()));
            List<Long> expected = this.rows.stream()
                .filter(conditions.plain())
                .sorted(comparator(order))
                .map(Row::id)
                .toList();
            assertThat(all(conditions.criteria(), order, 5 + this.random.nextInt(40)))
                .as("%s by %s", conditions.criteria(), order)
                .isEqualTo(expected);
            assertThat(this.search.count(conditions.criteria())).isEqualTo(expected.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsBackTheWayItCame(ReservationOrder order) {
        ReservationFilter filter = booked(BEGINNING, BEGINNING.plus(Duration.ofDays(400)));
        List<Long> forwards = all(filter, order, 17);
        List<Long> backwards = new ArrayList<>();
        ReservationHits last = search(filter, ReservationSlice.of(order, new Paging(0, 17), null, null));
        while (last.next() != null) {
            last = search(filter, ReservationSlice.of(order, new Paging(0, 17), last.next(), null));
        }
        backwards.addAll(ids(last).reversed());
        while (last.previous() != null) {
            last = search(filter, ReservationSlice.of(order, new Paging(0, 17), null, last.previous()));
            backwards.addAll(ids(last).reversed());
        }
        assertThat(backwards.reversed()).isEqualTo(forwards).hasSize(this.rows.size());
    }

    @Test
    void showsNoneTwiceAndLosesNoneWhileReservationsAreMade() {
        ReservationFilter filter = booked(BEGINNING, BEGINNING.plus(Duration.ofDays(400)));
        Set<Long> before = new HashSet<>(this.rows.stream().map(Row::id).toList());
        List<Long> seen = new ArrayList<>();
        String after = null;
        do {
            ReservationHits hits = search(filter,
                    ReservationSlice.of(ReservationOrder.NEWEST, new Paging(0, 10), after, null));
            seen.addAll(ids(hits));
            after = hits.next();
            for (int made = 0; made < 7; made++) {
                insert(row(this.rows.size()));
            }
        }
        while (after != null && seen.size() < 1_000);
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void readsFirstPagesByTheirNumberAndFurtherOnesByPosition() {
        ReservationFilter filter = booked(BEGINNING, BEGINNING.plus(Duration.ofDays(400)));
        List<Long> expected = all(filter, ReservationOrder.HIGHEST, 30);
        ReservationHits third = search(filter,
                ReservationSlice.of(ReservationOrder.HIGHEST, new Paging(2, 20), null, null));
        assertThat(ids(third)).isEqualTo(expected.subList(40, 60));
        assertThat(third.total()).isEqualTo(expected.size());
        assertThat(third.page()).isEqualTo(2);
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> ReservationSlice.of(ReservationOrder.NEWEST, new Paging(100, 100), null, null));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> ReservationSlice.of(ReservationOrder.CODE, new Paging(0, 10), third.next(), null));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> new ReservationCriteria("가".repeat(101), filter));
    }

    @Test
    void findsByCodeTogetherWithConditions() {
        Row row = this.rows.get(3);
        String typed = row.code().substring(0, 4).toLowerCase(Locale.ROOT) + "-" + row.code().substring(4);
        assertThat(ids(search(new ReservationCriteria(typed, booked(null, null))))).containsExactly(row.id());
        assertThat(ids(search(new ReservationCriteria(typed, booked(row.created().plusSeconds(1), null))))).isEmpty();
        assertThat(ids(search(new ReservationCriteria("' OR 1=1 --", booked(null, null))))).isEmpty();
        assertThat(ids(search(new ReservationCriteria("%", booked(null, null))))).isEmpty();
    }

    @Test
    void findsAtOnceWhatHasJustBeenHeldOrPaid() {
        AccountView buyer = newBuyer("하늘봄 " + word());
        ReservationView held = this.house.hold(buyer, this.rounds.getFirst(), 0);
        assertThat(found("늘봄 " + buyer.name().substring(4))).containsExactly(held.id().value());
        ReservationView booked = this.house.book(buyer, this.rounds.getLast(), 1);
        String title = this.catalog.performance(this.performances.getLast()).title();
        assertThat(found(buyer.name())).containsExactly(booked.id().value(), held.id().value());
        assertThat(found(buyer.name() + " " + title)).containsExactly(booked.id().value());
        assertThat(ids(search(new ReservationCriteria(buyer.name(),
                new ReservationFilter(null, null, ReservationStatus.CONFIRMED, null)))))
            .containsExactly(booked.id().value());
        assertThat(ids(search(new ReservationCriteria(buyer.name(),
                new ReservationFilter(null, null, ReservationStatus.HELD, null)))))
            .containsExactly(held.id().value());
        this.sql
            .sql("UPDATE reservation SET created_at = created_at - INTERVAL 1 HOUR, confirmed_at = confirmed_at"
                    + " - INTERVAL 1 HOUR WHERE id = ?")
            .param(booked.id().value())
            .update();
        index(booked.id().value());
        assertThat(found(buyer.name())).containsExactly(held.id().value(), booked.id().value());
    }

    @Test
    void followsAChangedNameAndForgetsAClosedAccountAlsoWhenItIsRebuilt() {
        AccountView buyer = newBuyer("이름하나 " + word());
        Row row = new Row(FIRST + this.rows.size(), code(), buyer.id(), this.rounds.getFirst(),
                ReservationStatus.EXPIRED, 1_000, 0, BEGINNING, null);
        insert(row);
        awaitTheIndex();
        assertThat(found(buyer.name())).containsExactly(row.id());
        String other = "다른이름 " + word();
        this.accounts.changeProfile(buyer.id(), new ProfileChange(other, null, null));
        awaitTheIndex();
        assertThat(found(buyer.name())).isEmpty();
        assertThat(found(other)).containsExactly(row.id());
        assertThat(found(buyer.email().substring(0, 30))).containsExactly(row.id());
        this.closings.closeByHouse(buyer.id(), "test");
        awaitTheIndex();
        assertThat(found(other)).isEmpty();
        assertThat(found(buyer.email().substring(0, 30))).isEmpty();
        assertThat(found(row.code())).containsExactly(row.id());
        this.indexes.rebuild();
        await().atMost(Duration.ofMinutes(1))
            .until(() -> this.indexes.status().indexes().stream().allMatch((index) -> index.rebuild() == null));
        assertThat(found(other)).isEmpty();
        assertThat(found(row.code().substring(1))).containsExactly(row.id());
    }

    @Test
    void takesEverythingForText() {
        for (String hostile : List.of("*", "*:*", "text:*", "\"", "(", "a AND", "+ -", "[1 TO 2]", "/.*/", "\\", "{}",
                "%", "_", "' OR 1=1", "<script>", "&&", "?", "\u0000", "\uD800", "🎭", "ㄱ", "가나 ".repeat(33))) {
            ReservationHits hits = search(new ReservationCriteria(hostile, booked(null, null)));
            assertThat(hits.total()).as(hostile).isLessThan(this.rows.size());
        }
    }

    private void index(long id) {
        this.transactions.executeWithoutResult((status) -> this.queue.add(ReservationSource.KIND, id));
        awaitTheIndex();
    }

    private List<Long> found(String text) {
        return ids(search(new ReservationCriteria(text, booked(null, null))));
    }

    private List<Long> all(ReservationFilter filter, ReservationOrder order, int size) {
        return all(new ReservationCriteria("", filter), order, size);
    }

    private List<Long> all(ReservationCriteria criteria, ReservationOrder order, int size) {
        List<Long> found = new ArrayList<>();
        String after = null;
        do {
            ReservationHits hits = this.search.search(criteria,
                    ReservationSlice.of(order, new Paging(0, size), after, null));
            found.addAll(ids(hits));
            after = hits.next();
        }
        while (after != null);
        return found;
    }

    private ReservationHits search(ReservationFilter filter, ReservationSlice slice) {
        return this.search.search(new ReservationCriteria("", filter), slice);
    }

    private ReservationHits search(ReservationCriteria criteria) {
        return this.search.search(criteria,
                ReservationSlice.of(ReservationOrder.NEWEST, new Paging(0, 20), null, null));
    }

    private static List<Long> ids(ReservationHits hits) {
        return hits.items().stream().map(ReservationView::id).map((id) -> id.value()).toList();
    }

    private Conditions conditions() {
        AccountId buyer = maybe(pick(this.buyers).id());
        List<String> words = words();
        PerformanceId performance = maybe(pick(this.performances));
        RoundId round = maybe(pick(this.rounds));
        ReservationStatus status = maybe(pick(STATUSES));
        Instant bookedFrom = maybe(moment());
        Instant bookedTo = maybe(moment());
        Instant paidFrom = maybe(moment());
        Instant paidTo = maybe(moment());
        Money min = maybe(new Money(this.random.nextInt(4) * 1_000));
        Money max = maybe(new Money((this.random.nextInt(6) == 0) ? Long.MAX_VALUE : this.random.nextInt(6) * 1_000));
        // No more than the rows of this test.
        Instant from = (bookedFrom != null) ? bookedFrom : BEGINNING;
        Instant to = (bookedTo != null) ? bookedTo : BEGINNING.plus(Duration.ofDays(400));
        ReservationFilter filter = new ReservationFilter(null, buyer, performance, round, status, from, to, paidFrom,
                paidTo, min, max);
        return new Conditions(new ReservationCriteria(String.join(" ", words), filter),
                (row) -> words.stream().allMatch((word) -> textOf(row).contains(SearchText.fold(word)))
                        && (buyer == null || row.buyer().equals(buyer))
                        && (performance == null
                                || this.performances.indexOf(performance) == this.rounds.indexOf(row.round()))
                        && (round == null || row.round().equals(round)) && (status == null || row.status() == status)
                        && !row.created().isBefore(from) && row.created().isBefore(to)
                        && (paidFrom == null || (row.paid() != null && !row.paid().isBefore(paidFrom)))
                        && (paidTo == null || (row.paid() != null && row.paid().isBefore(paidTo)))
                        && (min == null || row.toPay() >= min.won()) && (max == null || row.toPay() <= max.won()));
    }

    /** None, or parts of what can be found by text. */
    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int count = this.random.nextInt(3); count > 0; count--) {
            AccountView buyer = pick(this.buyers);
            String title = this.catalog.performance(pick(this.performances)).title();
            String venue = this.catalog.performance(pick(this.performances)).venue().name();
            words.add(pick(List.of("선우", "우담", "담", "kim", "NIGHT", buyer.name().substring(4), part(title), part(venue),
                    buyer.email().substring(0, 20), part(buyer.email().substring(12, 30)),
                    pick(this.rows).code().substring(2, 6), "없는말")));
        }
        return words;
    }

    private String part(String text) {
        int from = this.random.nextInt(text.length() - 5);
        return text.substring(from, from + 5).strip();
    }

    private String textOf(Row row) {
        AccountView buyer = this.buyers.stream()
            .filter((one) -> one.id().equals(row.buyer()))
            .findFirst()
            .orElseThrow();
        PerformanceView performance = this.catalog.performance(this.performances.get(this.rounds.indexOf(row.round())));
        return Stream.of(row.code(), buyer.name(), buyer.email(), performance.title(), performance.venue().name())
            .map(SearchText::fold)
            .collect(Collectors.joining(" "));
    }

    private <T> @Nullable T maybe(T value) {
        return (this.random.nextInt(3) == 0) ? value : null;
    }

    private <T> T pick(List<T> values) {
        return values.get(this.random.nextInt(values.size()));
    }

    private Instant moment() {
        return BEGINNING.plus(Duration.ofHours(this.random.nextInt(10 * 24)));
    }

    private static Comparator<Row> comparator(ReservationOrder order) {
        Comparator<Row> byKey = switch (order.key()) {
            case BOOKED -> Comparator.comparing(Row::created);
            case PAID -> Comparator.comparing((row) -> (row.paid() != null) ? row.paid() : Instant.EPOCH);
            case AMOUNT -> Comparator.comparingLong(Row::toPay);
            case CODE -> Comparator.comparing(Row::code);
        };
        Comparator<Row> comparator = byKey.thenComparingLong(Row::id);
        return order.descending() ? comparator.reversed() : comparator;
    }

    /** Few different times and amounts, so that many are equal. */
    private Row row(int number) {
        ReservationStatus status = pick(STATUSES);
        Instant created = BEGINNING.plus(Duration.ofHours(this.random.nextInt(40) * 6));
        Instant paid = (status == ReservationStatus.EXPIRED) ? null
                : created.plus(this.random.nextInt(3), ChronoUnit.MINUTES);
        return new Row(FIRST + number, code(), pick(this.buyers).id(), pick(this.rounds), status,
                this.random.nextInt(1, 5) * 1_000, this.random.nextInt(2) * 1_000, created, paid);
    }

    private String code() {
        StringBuilder code = new StringBuilder();
        for (int place = 0; place < 8; place++) {
            code.append(DIGITS.charAt(this.random.nextInt(DIGITS.length())));
        }
        return code.toString();
    }

    private void insert(Row row) {
        this.rows.add(row);
        this.transactions.executeWithoutResult((status) -> {
            insertRow(row);
            this.queue.add(ReservationSource.KIND, row.id());
        });
    }

    private void insertRow(Row row) {
        boolean cancelled = row.status() == ReservationStatus.CANCELLED
                || row.status() == ReservationStatus.PARTIALLY_CANCELLED;
        this.sql.sql("""
                INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee,
                    created_at, confirmed_at, cancelled_at)
                VALUES (?, ?, ?, ?, ?, 1, ?, 0, ?, ?, ?)""")
            .params(row.id(), row.code(), row.buyer().value(), row.round().value(), row.status().name(), row.amount(),
                    Timestamp.from(row.created()))
            .param(timestamp(row.paid()))
            .param(timestamp(cancelled ? row.paid() : null))
            .update();
        this.sql.sql(
                "INSERT INTO reservation_seat (reservation_id, seat_id, grade, price, discount) VALUES (?, 1, 'R', ?, ?)")
            .params(row.id(), row.amount(), row.discount())
            .update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return (time != null) ? Timestamp.from(time) : null;
    }

    private static ReservationFilter booked(@Nullable Instant from, @Nullable Instant to) {
        return new ReservationFilter(null, null, null, null, null, from, to, null, null, null, null);
    }

    private record Row(long id, String code, AccountId buyer, RoundId round, ReservationStatus status, long amount,
            long discount, Instant created, @Nullable Instant paid) {

        long toPay() {
            return this.amount - this.discount;
        }

    }

    private record Conditions(ReservationCriteria criteria, Predicate<Row> plain) {
    }

}
