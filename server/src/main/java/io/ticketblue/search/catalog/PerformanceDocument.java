package io.ticketblue.search.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.catalog.snapshot.PerformanceSnapshot;
import io.ticketblue.search.PriceBand;
import io.ticketblue.search.Region;
import io.ticketblue.search.Suggestion;
import io.ticketblue.search.index.Analyzers;
import io.ticketblue.search.index.IndexedText;
import io.ticketblue.search.text.SearchText;
import org.hibernate.search.engine.backend.types.Aggregable;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Searchable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.IndexedEmbedded;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.jspecify.annotations.Nullable;

/** A performance in the index. */
@SearchEntity
@Indexed(index = "performance")
public final class PerformanceDocument {

    /** A run of ten years is in as many months. */
    private static final int MOST_MONTHS = 120;

    @DocumentId
    private final Long id;

    @KeywordField(projectable = Projectable.YES)
    private final String kind = Suggestion.Kind.PERFORMANCE.name();

    @IndexedEmbedded
    private final IndexedText name;

    @GenericField(sortable = Sortable.YES)
    private final Integer length;

    @KeywordField(sortable = Sortable.YES, searchable = Searchable.NO)
    private final String order;

    @KeywordField(projectable = Projectable.YES, aggregable = Aggregable.YES)
    private final String category;

    @FullTextField(analyzer = Analyzers.WORDS, searchAnalyzer = Analyzers.WORDS_QUERY)
    private final String description;

    @FullTextField(analyzer = Analyzers.PAIRS)
    private final String descriptionPairs;

    @IndexedEmbedded
    private final List<IndexedText> cast;

    @FullTextField(analyzer = Analyzers.WORDS, searchAnalyzer = Analyzers.WORDS_QUERY, projectable = Projectable.YES)
    private final List<String> roles;

    @IndexedEmbedded
    private final IndexedText venue;

    @GenericField(projectable = Projectable.YES)
    private final Long venueId;

    @KeywordField(projectable = Projectable.YES, searchable = Searchable.NO)
    private final String address;

    @KeywordField(aggregable = Aggregable.YES)
    private final @Nullable String region;

    @KeywordField
    private final List<String> labels;

    @GenericField(projectable = Projectable.YES, sortable = Sortable.YES)
    private final LocalDate startDate;

    @GenericField(projectable = Projectable.YES)
    private final LocalDate endDate;

    @KeywordField(aggregable = Aggregable.YES)
    private final List<String> months;

    @GenericField(projectable = Projectable.YES, sortable = Sortable.YES)
    private final Long lowestPrice;

    @KeywordField(aggregable = Aggregable.YES)
    private final String price;

    @KeywordField(projectable = Projectable.YES, searchable = Searchable.NO)
    private final @Nullable String posterUrl;

    @GenericField(projectable = Projectable.YES, sortable = Sortable.YES)
    private final @Nullable Instant opensAt;

    @GenericField(sortable = Sortable.YES, searchable = Searchable.NO)
    private final Long number;

    @GenericField(projectable = Projectable.YES, searchable = Searchable.NO)
    private final Long ratings;

    @GenericField(projectable = Projectable.YES, searchable = Searchable.NO)
    private final Long ratingSum;

    PerformanceDocument(PerformanceSnapshot performance, Rating rating) {
        this.id = performance.id().value();
        this.number = this.id;
        this.name = new IndexedText(performance.title());
        this.length = performance.title().length();
        this.order = SearchText.fold(performance.title());
        this.category = performance.category().name();
        this.description = performance.description();
        this.descriptionPairs = SearchText.fold(performance.description());
        this.cast = performance.cast().stream().map((member) -> new IndexedText(member.name())).toList();
        this.roles = performance.cast().stream().map((member) -> member.role()).toList();
        this.venue = new IndexedText(performance.venue().name());
        this.venueId = performance.venue().id().value();
        this.address = performance.venue().address();
        Region place = Region.ofAddress(this.address).orElse(null);
        this.region = (place != null) ? place.name() : null;
        this.labels = Labels.of(performance.category(), place);
        this.startDate = performance.startDate();
        this.endDate = performance.endDate();
        this.months = months(performance.startDate(), performance.endDate());
        this.lowestPrice = performance.lowestPrice().won();
        this.price = PriceBand.of(performance.lowestPrice()).name();
        this.posterUrl = performance.posterUrl();
        this.opensAt = performance.bookingOpensAt();
        this.ratings = rating.count();
        this.ratingSum = rating.sum();
    }

    private static List<String> months(LocalDate from, LocalDate to) {
        List<String> months = new ArrayList<>();
        YearMonth last = YearMonth.from(to);
        for (YearMonth month = YearMonth.from(from); !month.isAfter(last)
                && months.size() < MOST_MONTHS; month = month.plusMonths(1)) {
            months.add(month.toString());
        }
        return months;
    }

    long number() {
        return this.id;
    }

}
