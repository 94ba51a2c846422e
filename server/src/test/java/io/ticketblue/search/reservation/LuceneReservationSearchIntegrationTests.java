package io.ticketblue.search.reservation;

import io.ticketblue.IntegrationTest;

import org.springframework.test.context.TestPropertySource;

/**
 * The contract with files of Lucene. The property gives the class a context, and so a
 * database, of its own: it deletes all reservations, and others write reviews of theirs.
 */
@IntegrationTest
@TestPropertySource(properties = "ticketblue.search.reservation.contract=true")
class LuceneReservationSearchIntegrationTests extends ReservationSearchContract {

}
