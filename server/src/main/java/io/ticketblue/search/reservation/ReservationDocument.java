package io.ticketblue.search.reservation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.search.index.Analyzers;
import org.hibernate.search.engine.backend.types.Norms;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.jspecify.annotations.Nullable;

/**
 * A reservation in the index. What is personal is its text: code, name and address of the
 * buyer, or the code alone once the account is closed.
 */
@SearchEntity
@Indexed(index = "reservation")
final class ReservationDocument {

    @DocumentId
    private final Long id;

    /** The same, to be compared. */
    @GenericField(sortable = Sortable.YES)
    private final Long number;

    @FullTextField(analyzer = Analyzers.PAIRS, norms = Norms.NO)
    private final String text;

    @GenericField
    private final Long buyer;

    @GenericField
    private final Long round;

    @GenericField
    private final Long performance;

    @KeywordField
    private final String status;

    /** Microseconds since the epoch, as positions hold them. */
    @GenericField(sortable = Sortable.YES, projectable = Projectable.YES)
    private final Long booked;

    @GenericField(sortable = Sortable.YES, projectable = Projectable.YES)
    private final Long paid;

    @GenericField(sortable = Sortable.YES, projectable = Projectable.YES)
    private final Long amount;

    @GenericField(sortable = Sortable.YES, projectable = Projectable.YES)
    private final Long code;

    /** When it was paid or given back last, 0 for never. */
    @GenericField
    private final Long settled;

    ReservationDocument(ReservationView reservation, PerformanceId performance, @Nullable AccountView buyer) {
        this.id = reservation.id().value();
        this.number = this.id;
        this.text = ReservationText.indexed(reservation, buyer);
        this.buyer = reservation.buyer().value();
        this.round = reservation.roundId().value();
        this.performance = performance.value();
        this.status = reservation.status().name();
        this.booked = ReservationOrder.NEWEST.positionOf(reservation).value();
        this.paid = ReservationOrder.LAST_PAID.positionOf(reservation).value();
        this.amount = ReservationOrder.HIGHEST.positionOf(reservation).value();
        this.code = ReservationOrder.CODE.positionOf(reservation).value();
        Instant cancelled = reservation.cancelledAt();
        this.settled = (cancelled != null) ? Math.max(this.paid, micros(cancelled)) : this.paid;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    long number() {
        return this.id;
    }

}
