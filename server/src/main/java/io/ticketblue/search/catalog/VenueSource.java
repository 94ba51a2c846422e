package io.ticketblue.search.catalog;

import java.util.Collection;
import java.util.List;

import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.snapshot.CatalogSnapshots;
import io.ticketblue.search.index.IndexSource;

import org.springframework.stereotype.Component;

/** Reads venues for the index. */
@Component
class VenueSource implements IndexSource<VenueDocument> {

    static final String KIND = "venue";

    private final CatalogSnapshots catalog;

    VenueSource(CatalogSnapshots catalog) {
        this.catalog = catalog;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<VenueDocument> type() {
        return VenueDocument.class;
    }

    @Override
    public long id(VenueDocument document) {
        return document.number();
    }

    @Override
    public List<VenueDocument> load(Collection<Long> ids) {
        return this.catalog.venues(ids.stream().map(VenueId::new).toList()).stream().map(VenueDocument::new).toList();
    }

    @Override
    public List<VenueDocument> after(long after, int size) {
        return this.catalog.venuesAfter(after, size).stream().map(VenueDocument::new).toList();
    }

}
