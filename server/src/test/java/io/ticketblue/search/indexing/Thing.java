package io.ticketblue.search.indexing;

import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;

/** A document of an index for tests. */
@SearchEntity
@Indexed(index = "thing")
final class Thing {

    @DocumentId
    private final Long id;

    @KeywordField(projectable = Projectable.YES)
    private final String text;

    Thing(long id, String text) {
        this.id = id;
        this.text = text;
    }

    long id() {
        return this.id;
    }

}
