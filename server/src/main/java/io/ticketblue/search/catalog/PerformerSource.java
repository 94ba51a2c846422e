package io.ticketblue.search.catalog;

import java.util.Collection;
import java.util.List;

import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.search.index.IndexSource;

import org.springframework.stereotype.Component;

/** Reads performers for the index. */
@Component
class PerformerSource implements IndexSource<PerformerDocument> {

    static final String KIND = "performer";

    private final CatalogSnapshots catalog;

    PerformerSource(CatalogSnapshots catalog) {
        this.catalog = catalog;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<PerformerDocument> type() {
        return PerformerDocument.class;
    }

    @Override
    public long id(PerformerDocument document) {
        return document.number();
    }

    @Override
    public List<PerformerDocument> load(Collection<Long> ids) {
        return this.catalog.performers(ids.stream().map(PerformerId::new).toList())
            .stream()
            .map(PerformerDocument::new)
            .toList();
    }

    @Override
    public List<PerformerDocument> after(long after, int size) {
        return this.catalog.performersAfter(after, size).stream().map(PerformerDocument::new).toList();
    }

}
