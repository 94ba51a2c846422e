package io.ticketblue.search.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.catalog.rating.Ratings;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.catalog.snapshot.PerformanceSnapshot;
import io.ticketblue.search.index.IndexSource;

import org.springframework.stereotype.Component;

/** Reads performances and their ratings for the index. */
@Component
class PerformanceSource implements IndexSource<PerformanceDocument> {

    static final String KIND = "performance";

    private final CatalogSnapshots catalog;

    private final Ratings ratings;

    PerformanceSource(CatalogSnapshots catalog, Ratings ratings) {
        this.catalog = catalog;
        this.ratings = ratings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<PerformanceDocument> type() {
        return PerformanceDocument.class;
    }

    @Override
    public long id(PerformanceDocument document) {
        return document.number();
    }

    @Override
    public List<PerformanceDocument> load(Collection<Long> ids) {
        return documents(this.catalog.performances(ids.stream().map(PerformanceId::new).toList()));
    }

    @Override
    public List<PerformanceDocument> after(long after, int size) {
        return documents(this.catalog.performancesAfter(after, size));
    }

    private List<PerformanceDocument> documents(List<PerformanceSnapshot> performances) {
        Map<Long, Rating> rated = this.ratings.of(performances.stream().map((one) -> one.id().value()).toList());
        return performances.stream()
            .map((one) -> new PerformanceDocument(one, rated.getOrDefault(one.id().value(), Rating.NONE)))
            .toList();
    }

}
