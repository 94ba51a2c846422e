package io.ticketblue.search.catalog;

import io.ticketblue.catalog.snapshot.PerformerSnapshot;
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

/** A performer in the index. */
@SearchEntity
@Indexed(index = "performer")
public final class PerformerDocument {

    @DocumentId
    private final Long id;

    @KeywordField(projectable = Projectable.YES)
    private final String kind = Suggestion.Kind.PERFORMER.name();

    @IndexedEmbedded
    private final IndexedText name;

    @GenericField(sortable = Sortable.YES)
    private final Integer length;

    PerformerDocument(PerformerSnapshot performer) {
        this.id = performer.id().value();
        this.name = new IndexedText(performer.name());
        this.length = performer.name().length();
    }

    long number() {
        return this.id;
    }

}
