package io.ticketblue.search.catalog;

import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FieldProjection;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.IdProjection;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.ProjectionConstructor;

/** What results show of a venue. */
@ProjectionConstructor
public record VenueRow(@IdProjection Long id, @FieldProjection(path = "name.text") String name,
        @FieldProjection(path = "address") String address) {
}
