package io.ticketblue.search.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.index.Analyzers;
import io.ticketblue.search.index.IndexedTextPaths;
import io.ticketblue.search.query.QueryText.Segment;
import io.ticketblue.search.text.Hangul;
import io.ticketblue.search.text.SearchText;
import io.ticketblue.shared.Formats;
import org.hibernate.search.engine.search.predicate.dsl.BooleanPredicateClausesStep;
import org.hibernate.search.engine.search.predicate.dsl.PredicateFinalStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.predicate.dsl.SimpleBooleanPredicateClausesStep;

/**
 * Makes the predicates of a query, the same for both backends. What was typed only ever
 * becomes a term; nothing parses it.
 */
final class Predicates {

    private static final IndexedTextPaths NAME = new IndexedTextPaths("name");

    private static final IndexedTextPaths CAST = new IndexedTextPaths("cast");

    private static final IndexedTextPaths VENUE = new IndexedTextPaths("venue");

    /** Above everything that a sum of other matches can reach. */
    private static final float EXACT = 10_000;

    private static final float BEGINS = 60;

    private static final float TOGETHER = 20;

    /** A whole word of a name, or all of the name from a word on. */
    private static final float WHOLE_WORD = 12;

    private final SearchPredicateFactory all;

    Predicates(SearchPredicateFactory all) {
        this.all = all;
    }

    /** Performances that match the text and pass the filters. */
    PredicateFinalStep performances(QueryText text, SearchQuery query, Instant now) {
        PredicateFinalStep matching = segments(text, this::performance);
        if (query.sort() == SearchQuery.Sort.OPENING) {
            var opening = this.all.bool().filter(matching);
            opening.should(this.all.range().field("opensAt").greaterThan(now).constantScore());
            filter(opening, query);
            return opening;
        }
        var found = this.all.bool().must(matching);
        prefer(found, text);
        found.should(this.all.range()
            .field("endDate")
            .atLeast(LocalDate.ofInstant(now, Formats.SEOUL))
            .constantScore()
            .boost(2));
        filter(found, query);
        return found;
    }

    /** Performers or venues that match the text. */
    PredicateFinalStep names(QueryText text) {
        var found = this.all.bool().must(segments(text, this::name));
        prefer(found, text);
        return found;
    }

    /**
     * Anything with a name of which a word, or the whole, is similar to any of the words.
     * @param typed words in keystrokes
     * @param mistakes how many keystrokes of a word may be wrong, 1 or 2. With 2 the
     * first one must be right, since the index would otherwise compare nearly all of its
     * words.
     */
    PredicateFinalStep similar(List<String> typed, int mistakes) {
        var any = this.all.or();
        for (String word : typed) {
            int allowed = Math.min(mistakes, Mistakes.allowed(word));
            if (allowed > 0) {
                any.add(this.all.match().field(NAME.keystrokes()).matching(word).fuzzy(allowed, allowed - 1));
            }
        }
        return any;
    }

    /** Anything whose name begins with the text, or one of its words, or contains it. */
    PredicateFinalStep suggestions(String folded, LocalDate today) {
        var found = this.all.bool().must(begins(folded));
        if (!Hangul.hasLoneConsonant(folded)) {
            found.should(this.all.match().field(NAME.exact()).matching(folded).constantScore().boost(8));
            found.should(this.all.prefix().field(NAME.exact()).matching(folded).constantScore().boost(4));
        }
        found.should(this.all.range().field("endDate").atLeast(today).constantScore());
        return found;
    }

    private PredicateFinalStep begins(String folded) {
        var any = this.all.or();
        addTyped(any, NAME, folded, 4);
        if (folded.length() > 1 && !Hangul.hasLoneConsonant(folded)) {
            any.add(this.all.phrase().field(NAME.pairs()).matching(folded).constantScore());
        }
        return any;
    }

    private void prefer(BooleanPredicateClausesStep<?, ?> found, QueryText text) {
        found.should(this.all.match().field(NAME.exact()).matching(text.folded()).constantScore().boost(EXACT));
        found.should(this.all.prefix().field(NAME.exact()).matching(text.folded()).constantScore().boost(BEGINS));
        if (text.folded().length() > 1) {
            found.should(this.all.phrase().field(NAME.pairs()).matching(text.folded()).constantScore().boost(TOGETHER));
        }
    }

    /** Every segment, or the whole as one word whatever the blanks. */
    private PredicateFinalStep segments(QueryText text, SegmentPredicate predicate) {
        if (text.segments().size() == 1) {
            return predicate.of(text.segments().getFirst());
        }
        var each = this.all.and();
        text.segments().forEach((segment) -> each.add(predicate.of(segment)));
        return this.all.or().add(each).add(predicate.of(new Segment(text.folded(), List.of())));
    }

    private PredicateFinalStep performance(Segment segment) {
        var any = this.all.or();
        addPerformance(any, segment.text());
        segment.synonyms().forEach((synonym) -> addPerformance(any, synonym));
        return any;
    }

    private void addPerformance(SimpleBooleanPredicateClausesStep<?, ?> any, String text) {
        addName(any, NAME, text, 1);
        addName(any, CAST, text, 0.6F);
        addName(any, VENUE, text, 0.5F);
        String folded = SearchText.fold(text);
        any.add(this.all.match().field("labels").matching(folded).constantScore().boost(6));
        any.add(this.all.match().field("roles").matching(text).minimumShouldMatchPercent(100).boost(0.4F));
        any.add(this.all.match().field("description").matching(text).minimumShouldMatchPercent(100).boost(0.5F));
        if (folded.length() > 1 && !Hangul.hasLoneConsonant(folded)) {
            any.add(this.all.phrase().field("descriptionPairs").matching(folded).boost(0.1F));
        }
    }

    private PredicateFinalStep name(Segment segment) {
        var any = this.all.or();
        addName(any, NAME, segment.text(), 1);
        segment.synonyms().forEach((synonym) -> addName(any, NAME, synonym, 1));
        return any;
    }

    private void addName(SimpleBooleanPredicateClausesStep<?, ?> any, IndexedTextPaths paths, String text,
            float weight) {
        String folded = SearchText.fold(text);
        any.add(this.all.match().field(paths.exact()).matching(folded).constantScore().boost(30 * weight));
        any.add(this.all.match().field(paths.words()).matching(text).minimumShouldMatchPercent(100).boost(4 * weight));
        addTyped(any, paths, folded, 6 * weight);
        if (folded.length() > 1 && !Hangul.hasLoneConsonant(folded)) {
            any.add(this.all.phrase().field(paths.pairs()).matching(folded).boost(2 * weight));
            any.add(this.all.match()
                .field(paths.keystrokes())
                .matching(Hangul.keystrokes(folded))
                .constantScore()
                .boost(WHOLE_WORD * weight));
        }
    }

    /**
     * What is typed so far: a beginning, by keystrokes or by initial consonants.
     * Beginnings that are longer than those in the index are found as a part of a name.
     */
    private void addTyped(SimpleBooleanPredicateClausesStep<?, ?> any, IndexedTextPaths paths, String folded,
            float boost) {
        String keystrokes = Hangul.keystrokes(folded);
        if (keystrokes.equals(cut(keystrokes)) || Hangul.hasLoneConsonant(folded)) {
            any.add(this.all.match().field(paths.typed()).matching(cut(keystrokes)).constantScore().boost(boost));
        }
        if (!Hangul.hasLoneConsonant(folded)) {
            return;
        }
        if (Hangul.hasSyllableOrVowel(folded)) {
            any.add(this.all.regexp()
                .field(paths.starts())
                .matching(Hangul.pattern(cut(folded)) + ".*")
                .constantScore()
                .boost(boost));
            return;
        }
        String initials = Hangul.separated(folded);
        any.add(this.all.match().field(paths.initials()).matching(cut(initials)).constantScore().boost(boost));
        if (initials.length() > 1) {
            any.add(this.all.phrase().field(paths.initialPairs()).matching(initials).constantScore().boost(boost / 4));
        }
    }

    private static String cut(String text) {
        int letters = text.codePointCount(0, text.length());
        return text.substring(0, text.offsetByCodePoints(0, Math.min(letters, Analyzers.LONGEST_BEGINNING)));
    }

    private void filter(BooleanPredicateClausesStep<?, ?> found, SearchQuery query) {
        if (query.category() != null) {
            found.filter(this.all.match().field("category").matching(query.category().name()));
        }
        if (query.from() != null) {
            found.filter(this.all.range().field("endDate").atLeast(query.from()));
        }
        if (query.to() != null) {
            found.filter(this.all.range().field("startDate").atMost(query.to()));
        }
        if (query.month() != null) {
            found.filter(this.all.match().field("months").matching(query.month().toString()));
        }
        if (query.region() != null) {
            found.filter(this.all.match().field("region").matching(query.region().name()));
        }
        if (query.price() != null) {
            found.filter(this.all.match().field("price").matching(query.price().name()));
        }
    }

    /** Makes the predicate of a segment. */
    private interface SegmentPredicate {

        PredicateFinalStep of(Segment segment);

    }

}
