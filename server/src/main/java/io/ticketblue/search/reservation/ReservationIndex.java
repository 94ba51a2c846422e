package io.ticketblue.search.reservation;

import java.util.List;
import java.util.Set;

import io.ticketblue.search.index.IndexDefinition;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The index of reservations. */
@Configuration(proxyBeanMethods = false)
class ReservationIndex {

    static final String NAME = "reservation";

    /** Raise it with every change of the documents or of the analyzer. */
    private static final int VERSION = 1;

    @Bean
    IndexDefinition reservationIndexDefinition(ReservationSource reservations) {
        return new IndexDefinition(NAME, VERSION, List.of(reservations), Set.of(ReservationDocument.class));
    }

}
