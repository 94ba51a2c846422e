package io.ticketblue.search.reservation;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.listing.ReservationKey;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.booking.listing.ReservationPosition;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.catalog.CatalogIndex;
import io.ticketblue.search.catalog.PerformanceDocument;
import io.ticketblue.search.index.IndexedTextPaths;
import io.ticketblue.search.index.LiveIndex;
import io.ticketblue.search.index.LiveIndexes;
import org.hibernate.search.engine.search.predicate.dsl.BooleanPredicateClausesStep;
import org.hibernate.search.engine.search.predicate.dsl.PredicateFinalStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Asks the index of reservations. */
@Component
class IndexedReservations {

    private static final long LONGEST_MILLIS = 5_000;

    /** A word that more performances have in their titles finds these only. */
    private static final int MOST_PERFORMANCES = 1_000;

    private static final String NUMBER = "number";

    private static final String TEXT = "text";

    private final LiveIndex reservations;

    private final LiveIndex catalog;

    IndexedReservations(LiveIndexes indexes) {
        this.reservations = indexes.index(ReservationIndex.NAME);
        this.catalog = indexes.index(CatalogIndex.NAME);
    }

    /**
     * The words with the performances that have them in their title or in the name of
     * their venue.
     * @throws SearchUnavailable if the index does not answer
     */
    List<Word> words(ReservationText text) {
        return text.words().stream().map((word) -> new Word(word, performances(word))).toList();
    }

    /**
     * The positions of the next reservations that pass.
     * @param before only those that were settled before
     * @param after the position of the last one that was read, null to begin
     * @throws SearchUnavailable if the index does not answer
     */
    List<ReservationPosition> list(List<Word> words, ReservationFilter filter, Instant before, ReservationOrder order,
            @Nullable ReservationPosition after, int most) {
        String field = field(order.key());
        return this.reservations.read((session) -> session.search(ReservationDocument.class)
            .select((values) -> values.composite()
                .from(values.field(field, Long.class), values.id(Long.class))
                .as((value, id) -> new ReservationPosition(value, ReservationId.of(id))))
            .where((all) -> {
                var found = conditions(all, words, filter, before);
                if (after != null) {
                    found.filter(beyond(all, order, after));
                }
                return found;
            })
            .sort((by) -> order.descending() ? by.field(field).desc().then().field(NUMBER).desc()
                    : by.field(field).asc().then().field(NUMBER).asc())
            .totalHitCountThreshold(1)
            .failAfter(LONGEST_MILLIS, TimeUnit.MILLISECONDS)
            .fetchHits(most));
    }

    /**
     * Counts the reservations that pass.
     * @throws SearchUnavailable if the index does not answer
     */
    long count(List<Word> words, ReservationFilter filter, Instant before) {
        return this.reservations.read((session) -> session.search(ReservationDocument.class)
            .where((all) -> conditions(all, words, filter, before))
            .failAfter(LONGEST_MILLIS, TimeUnit.MILLISECONDS)
            .fetchTotalHitCount());
    }

    private List<Long> performances(String word) {
        IndexedTextPaths name = new IndexedTextPaths("name");
        IndexedTextPaths venue = new IndexedTextPaths("venue");
        return this.catalog.read((session) -> session.search(PerformanceDocument.class)
            .select((values) -> values.id(Long.class))
            .where((all) -> all.or(contains(all, name.pairs(), word), contains(all, venue.pairs(), word)))
            .failAfter(LONGEST_MILLIS, TimeUnit.MILLISECONDS)
            .fetchHits(MOST_PERFORMANCES));
    }

    private static BooleanPredicateClausesStep<?, ?> conditions(SearchPredicateFactory all, List<Word> words,
            ReservationFilter filter, Instant before) {
        var found = all.bool();
        found.filter(all.range().field("settled").lessThan(ReservationDocument.micros(before)));
        words.forEach((word) -> found.filter(word(all, word)));
        match(all, found, "buyer", (filter.buyer() != null) ? filter.buyer().value() : null);
        match(all, found, "round", (filter.roundId() != null) ? filter.roundId().value() : null);
        match(all, found, "performance", (filter.performanceId() != null) ? filter.performanceId().value() : null);
        match(all, found, "status", (filter.status() != null) ? filter.status().name() : null);
        atLeast(all, found, "booked", micros(filter.bookedFrom()));
        lessThan(all, found, "booked", micros(filter.bookedTo()));
        if (filter.paidFrom() != null || filter.paidTo() != null) {
            found.filter(all.range().field("paid").greaterThan(ReservationPosition.NOT_PAID));
        }
        atLeast(all, found, "paid", micros(filter.paidFrom()));
        lessThan(all, found, "paid", micros(filter.paidTo()));
        atLeast(all, found, "amount", (filter.minAmount() != null) ? filter.minAmount().won() : null);
        if (filter.maxAmount() != null) {
            found.filter(all.range().field("amount").atMost(filter.maxAmount().won()));
        }
        return found;
    }

    private static PredicateFinalStep word(SearchPredicateFactory all, Word word) {
        var any = all.or();
        any.add(contains(all, TEXT, word.text()));
        String code = ReservationText.asCode(word.text());
        if (!code.equals(word.text())) {
            any.add(contains(all, TEXT, code));
        }
        if (!word.performances().isEmpty()) {
            any.add(all.terms().field("performance").matchingAny(word.performances()));
        }
        return any;
    }

    /** Whether a field of pairs of letters contains a folded word. */
    private static PredicateFinalStep contains(SearchPredicateFactory all, String field, String word) {
        return (word.codePointCount(0, word.length()) > 1) ? all.phrase().field(field).matching(word)
                : all.prefix().field(field).matching(word);
    }

    private static PredicateFinalStep beyond(SearchPredicateFactory all, ReservationOrder order,
            ReservationPosition after) {
        String field = field(order.key());
        long id = after.id().value();
        PredicateFinalStep further = order.descending() ? all.range().field(field).lessThan(after.value())
                : all.range().field(field).greaterThan(after.value());
        PredicateFinalStep equal = all.match().field(field).matching(after.value());
        PredicateFinalStep laterId = order.descending() ? all.range().field(NUMBER).lessThan(id)
                : all.range().field(NUMBER).greaterThan(id);
        return all.or(further, all.and(equal, laterId));
    }

    private static String field(ReservationKey key) {
        return switch (key) {
            case BOOKED -> "booked";
            case PAID -> "paid";
            case AMOUNT -> "amount";
            case CODE -> "code";
        };
    }

    private static void match(SearchPredicateFactory all, BooleanPredicateClausesStep<?, ?> found, String field,
            @Nullable Object value) {
        if (value != null) {
            found.filter(all.match().field(field).matching(value));
        }
    }

    private static void atLeast(SearchPredicateFactory all, BooleanPredicateClausesStep<?, ?> found, String field,
            @Nullable Long value) {
        if (value != null) {
            found.filter(all.range().field(field).atLeast(value));
        }
    }

    private static void lessThan(SearchPredicateFactory all, BooleanPredicateClausesStep<?, ?> found, String field,
            @Nullable Long value) {
        if (value != null) {
            found.filter(all.range().field(field).lessThan(value));
        }
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return (time != null) ? (Long) ReservationDocument.micros(time) : null;
    }

    /**
     * A word that was typed.
     *
     * @param text the folded word
     * @param performances those that have it in their title or in the name of their venue
     */
    record Word(String text, List<Long> performances) {
    }

}
