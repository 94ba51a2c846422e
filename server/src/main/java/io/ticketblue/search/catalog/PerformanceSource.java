package io.ticketblue.search.catalog;

import java.util.Collection;
import java.util.List;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.search.index.IndexSource;

import org.springframework.stereotype.Component;

/** Reads performances for the index. */
@Component
class PerformanceSource implements IndexSource<PerformanceDocument> {

    static final String KIND = "performance";

    private final CatalogSnapshots catalog;

    PerformanceSource(CatalogSnapshots catalog) {
        this.catalog = catalog;
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
        return this.catalog.performances(ids.stream().map(PerformanceId::new).toList())
            .stream()
            .map(PerformanceDocument::new)
            .toList();
    }

    @Override
    public List<PerformanceDocument> after(long after, int size) {
        return this.catalog.performancesAfter(after, size).stream().map(PerformanceDocument::new).toList();
    }

}
