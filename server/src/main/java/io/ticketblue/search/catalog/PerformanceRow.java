package io.ticketblue.search.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FieldProjection;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.IdProjection;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.ProjectionConstructor;
import org.jspecify.annotations.Nullable;

/** What results show of a performance. */
@ProjectionConstructor
public record PerformanceRow(@IdProjection Long id, @FieldProjection(path = "name.text") String title,
        @FieldProjection(path = "category") String category, @FieldProjection(path = "venueId") Long venueId,
        @FieldProjection(path = "venue.text") String venueName, @FieldProjection(path = "address") String address,
        @FieldProjection(path = "startDate") LocalDate startDate, @FieldProjection(path = "endDate") LocalDate endDate,
        @FieldProjection(path = "lowestPrice") Long lowestPrice,
        @FieldProjection(path = "posterUrl") @Nullable String posterUrl,
        @FieldProjection(path = "opensAt") @Nullable Instant opensAt,
        @FieldProjection(path = "cast.text") List<String> cast, @FieldProjection(path = "ratings") Long ratings,
        @FieldProjection(path = "ratingSum") Long ratingSum) {
}
