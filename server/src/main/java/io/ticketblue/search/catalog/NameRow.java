package io.ticketblue.search.catalog;

import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FieldProjection;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.IdProjection;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.ProjectionConstructor;

/** What suggestions show of anything. */
@ProjectionConstructor
public record NameRow(@IdProjection Long id, @FieldProjection(path = "kind") String kind,
        @FieldProjection(path = "name.text") String name) {
}
