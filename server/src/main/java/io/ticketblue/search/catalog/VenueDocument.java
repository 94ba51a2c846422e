package io.ticketblue.search.catalog;

import io.ticketblue.catalog.snapshot.VenueSnapshot;
import io.ticketblue.search.Suggestion;
import io.ticketblue.search.index.IndexedText;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.IndexedEmbedded;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;

/** A venue in the index. */
@SearchEntity
@Indexed(index = "venue")
public final class VenueDocument {

    @DocumentId
    private final Long id;

    @KeywordField(projectable = Projectable.YES)
    private final String kind = Suggestion.Kind.VENUE.name();

    @IndexedEmbedded
    private final IndexedText name;

    @GenericField(sortable = Sortable.YES)
    private final Integer length;

    @KeywordField(projectable = Projectable.YES)
    private final String address;

    VenueDocument(VenueSnapshot venue) {
        this.id = venue.id().value();
        this.name = new IndexedText(venue.name());
        this.length = venue.name().length();
        this.address = venue.address();
    }

    long number() {
        return this.id;
    }

}
